"""What a reader learns about a document beside its text."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """The title and language that a document declares, and facts about it."""

    title: str | None = None
    language: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
