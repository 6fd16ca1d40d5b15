"""What a module is: the only file that one from elsewhere needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from madoguchi.kernel.errors import AppError
from madoguchi.knowledge.schemas import NewPair, NewTerm
from madoguchi.learning.converting.schemas import Block

__all__ = ["Findings", "Module", "ModuleDocument", "ModuleFailed", "NewPair", "NewTerm"]


class ModuleFailed(AppError):
    """A module gives up for a reason that it can tell."""

    code, status = "module_failed", 500

    def __init__(self, reason: str) -> None:
        super().__init__("learning.module_failed", reason=reason)


@dataclass(frozen=True)
class ModuleDocument:
    """A learned document as a module sees it; ``blocks`` are places in ``markdown``."""

    address: str
    url: str | None
    title: str
    language: str
    markdown: str
    blocks: Sequence[Block]
    details: dict[str, Any]
    learned_at: datetime


@dataclass(frozen=True)
class Findings:
    """What a module found in one document; it takes the place of what it found there before.

    ``note`` is anything that JSON can say, ``pairs`` are questions that the document answers, and
    ``terms`` become words of the search.
    """

    note: dict[str, Any] | None = None
    pairs: Sequence[NewPair] = ()
    terms: Sequence[NewTerm] = ()
    counts: dict[str, int] = field(default_factory=dict)


class Module(Protocol):
    """Looks at the documents of a source that have changed, one after the other.

    With a new ``edition`` it sees all of them again.
    """

    name: str
    edition: str
    on_by_default: bool

    async def look(self, document: ModuleDocument) -> Findings:
        """Return what there is to know about a document."""
        ...
