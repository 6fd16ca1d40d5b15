"""What the privacy room needs from outside."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

Speech = Literal["surname", "given", "name", "place", "proper", "noun", "number", "other"]
"""What a word is; ``name`` is a person's name of which nobody says which half it is."""

Strictness = Literal["low", "normal", "strict"]


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
