"""What the evaluation room needs from its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Given:
    """An answer as a reader would have got it; one that cites nothing has declined.

    ``kept`` is the same with placeholders for what is personal.
    """

    text: str
    kept: str
    cites: bool
    model: str | None
    failed: bool


class Answerer(Protocol):
    """Answers a question as the chat would."""

    async def answer(self, question: str) -> Given:
        """Return the answer."""
        ...


class Bare(Protocol):
    """Takes personal data out of questions for good."""

    async def all(self, texts: Sequence[str]) -> list[str]:
        """Return the questions without it."""
        ...


class Sheets(Protocol):
    """Reads workbooks without being harmed by them."""

    async def rows(self, data: bytes, name: str) -> list[list[str]]:
        """Return the rows of the first table, its head first."""
        ...


class FileNames(Protocol):
    """Knows what uploaded files are called."""

    async def names(self, file_ids: list[str]) -> dict[str, str]:
        """Return the names of those that exist."""
        ...
