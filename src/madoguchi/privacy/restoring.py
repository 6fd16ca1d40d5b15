"""Putting values back where a model wrote placeholders, while its answer still comes."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from madoguchi.privacy.grammar import Hideable, mentions, unfinished

Values = Mapping[tuple[Hideable, int], str]
"""What stands behind each placeholder; numbers that are not here stay as they are written."""
MAY_BEGIN = re.compile(r"[A-Z<＜&\\\[［【⟦]")


class Piece(NamedTuple):
    """A stretch of a restored text."""

    text: str
    placeholder: str | None = None
    """How the model wrote the placeholder, where ``text`` is a value that was put back."""


class Restorer:
    """Restores one text that arrives in chunks, cut anywhere, in a single pass.

    A value that was put back is never looked at again, whatever it looks like. At most 31
    characters are held back, and only while they may become a placeholder.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._before = ""
        self._held = ""

    @property
    def held(self) -> int:
        """How many characters wait for what follows them."""
        return len(self._held)

    def feed(self, chunk: str) -> list[Piece]:
        """Return what is sure by now."""
        if not self._held and chunk and not MAY_BEGIN.search(chunk):
            self._before = chunk[-1]
            return [Piece(chunk)]
        text = self._before + self._held + chunk
        start = len(self._before)
        end = unfinished(text, start)
        return self._settled(text, start, end)

    def end(self) -> list[Piece]:
        """Return the rest: nothing follows any more."""
        text = self._before + self._held
        return self._settled(text, len(self._before), len(text))

    def _settled(self, text: str, start: int, end: int) -> list[Piece]:
        self._held = text[end:]
        sure = text[:end]
        self._before = sure[-1:]
        return list(_pieces(sure, start, self._values))


def restored(text: str, values: Values) -> str:
    """Return a whole text with its values, for what is not Markdown: a title, an argument."""
    return "".join(piece.text for piece in _pieces(text, 0, values))


def _pieces(text: str, start: int, values: Values) -> Iterator[Piece]:
    for mention in mentions(text, start):
        value = values.get((mention.kind, mention.number))
        if value is not None:
            if start < mention.start:
                yield Piece(text[start : mention.start])
            yield Piece(value, text[mention.start : mention.end])
            start = mention.end
    if start < len(text):
        yield Piece(text[start:])
