"""A text with its words and what may be said of places in it."""

from bisect import bisect_left
from collections.abc import Sequence

from madoguchi.privacy.ports import Word
from madoguchi.privacy.recognizing.japanese.book import NameBook
from madoguchi.privacy.recognizing.japanese.letters import KANJI_RUN

SIDE = 20


class Page:
    """One text, its words, and the book of names to ask."""

    def __init__(self, text: str, words: Sequence[Word], book: NameBook) -> None:
        self.text, self.book = text, book
        self._words = {word.start: word for word in words}
        self.starts = sorted(self._words)
        self._ends = {word.end for word in words}

    def word_at(self, start: int) -> Word | None:
        """Return the word that begins here."""
        return self._words.get(start)

    def is_edge(self, at: int) -> bool:
        """Tell whether a word begins or ends here."""
        return at in self._words or at in self._ends

    def starts_in(self, start: int, end: int) -> list[int]:
        """Return where words begin from ``start`` on and before ``end``."""
        return self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def left(self, at: int) -> str:
        """Return what stands before a place."""
        return self.text[max(0, at - SIDE) : at]

    def right(self, at: int) -> str:
        """Return what stands after a place."""
        return self.text[at : at + SIDE]

    def run_before(self, end: int) -> int:
        """Return where the run of kanji begins that ends here; here, when none does."""
        low = max(0, end - SIDE)
        for match in KANJI_RUN.finditer(self.text, low, end):
            if match.end() == end:
                return match.start()
        return end
