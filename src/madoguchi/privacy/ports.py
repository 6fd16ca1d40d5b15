"""What the privacy room needs from others."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Literal, NamedTuple, Protocol

from madoguchi.privacy.grammar import Hideable
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.talk import Talk

Speech = Literal["surname", "given", "name", "place", "proper", "noun", "number", "other"]
"""What a word is; ``name`` is a person's name of which nobody says which half it is."""

Strictness = Literal["low", "normal", "strict"]


class Finder(Protocol):
    """Finds personal data. What it raises stops the message: closed, never open."""

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return what is found: spans that do not overlap, in reading order."""
        ...


Search = Callable[[str], list[Span]]
"""Finds personal data as strictly as was decided for the place of the text."""


class Book(Protocol):
    """Knows which number each value of a conversation has."""

    async def numbers(self, talk: Talk, values: Sequence[tuple[Hideable, str]]) -> list[int]:
        """Return the number of each value; new ones are written down."""
        ...

    async def own(self, talk: Talk) -> Values:
        """Return what stands behind the placeholders, for the one whose conversation it is."""
        ...


class Shares(Protocol):
    """Keeps one half of each conversation's key, in a place that no copy of the database holds."""

    async def put(self, key_id: str, share: bytes) -> None:
        """Keep a half; it lasts when this returns."""
        ...

    async def get(self, key_id: str) -> bytes | None:
        """Return a half, or nothing when it is gone."""
        ...

    async def destroy(self, key_id: str) -> None:
        """Forget a half for good; one that is not there is no fault."""
        ...


class Word(NamedTuple):
    """A word of a text, half-open in its characters."""

    text: str
    speech: Speech
    start: int
    end: int
    is_known: bool
    """Whether a dictionary holds it, or it was only guessed."""


class Tagger(Protocol):
    """Cuts Japanese into words, and tells what a dictionary knows."""

    def words(self, text: str) -> Sequence[Word]:
        """Return the words of ``text`` in order."""
        ...

    def known_as(self, text: str) -> frozenset[Speech]:
        """Return what ``text`` as a whole may be; empty when no dictionary holds it."""
        ...


class PublicPage(NamedTuple):
    """A page that everyone may read."""

    title: str
    url: str | None
    text: str


class Library(Protocol):
    """Knows what was learned."""

    def public_pages(self, most: int) -> AsyncIterator[PublicPage]:
        """Yield pages that everyone may read, at most so many."""
        ...

    async def collections(self) -> list[str]:
        """Return the names of all collections."""
        ...
