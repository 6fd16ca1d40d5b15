"""A text cut into passages: along headings and sentences, never through a row, an item or code."""

from collections.abc import Iterable, Sequence

from madoguchi.knowledge.schemas import NewPassage
from madoguchi.language.tokens import count
from madoguchi.learning.converting.questions import is_question
from madoguchi.learning.converting.schemas import Block, Mark
from madoguchi.learning.cutting.blocks import HEADING, blocks_of
from madoguchi.learning.cutting.pieces import GOAL, MOST, Piece, pieces_of
from madoguchi.learning.cutting.places import Places


def title_of(markdown: str, otherwise: str) -> str:
    """Return the first heading of a text."""
    for line in markdown.splitlines():
        if heading := HEADING.match(line):
            return heading[2]
    return otherwise


def cut(
    markdown: str, blocks: Iterable[Block] | None = None, marks: Sequence[Mark] = ()
) -> tuple[NewPassage, ...]:
    """Return the passages of a text, each with its headings and its place.

    The text of a passage ends with its stretch of the document; what may stand before that is the
    head of the table that it goes on with.
    """
    cutter = _Cutter(markdown, Places(markdown, marks))
    for block in blocks_of(markdown) if blocks is None else blocks:
        cutter.take(block)
    cutter.close()
    return tuple(cutter.passages)


class _Cutter:
    def __init__(self, markdown: str, places: Places) -> None:
        self.passages: list[NewPassage] = []
        self._markdown = markdown
        self._places = places
        self._crumbs: list[tuple[int, str]] = []
        self._gathered: list[Piece] = []
        self._limit = GOAL

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self.close()
            self._enter(block)
            return
        if block.level:
            self._leave(block.level + 1)
        for piece in pieces_of(self._markdown, block):
            self._add(piece)

    def close(self) -> None:
        if not self._gathered:
            return
        first, start, end = self._gathered[0], self._gathered[0].start, self._gathered[-1].end
        text = self._markdown[start:end].rstrip()
        place = self._places.of(start, start + len(text))
        path = tuple(title for _, title in self._crumbs)
        self.passages.append(
            NewPassage(path, first.lead + text, start, start + len(text), place.page, place.name)
        )
        self._gathered = []

    def _enter(self, block: Block) -> None:
        line = self._markdown[block.start : block.end]
        heading = HEADING.match(line)
        title = heading[2] if heading else line
        self._leave(block.level)
        self._crumbs.append((block.level, title))
        # An answer stays whole below its question.
        self._limit = MOST if is_question(title) else GOAL

    def _leave(self, level: int) -> None:
        """End the headings of this level and those below them."""
        if self._crumbs and self._crumbs[-1][0] >= level:
            self.close()
        while self._crumbs and self._crumbs[-1][0] >= level:
            self._crumbs.pop()
        self._limit = GOAL

    def _add(self, piece: Piece) -> None:
        if self._gathered:
            between = self._markdown[self._gathered[-1].end : piece.start]
            if piece.asks or between.strip():
                self.close()
            elif self._tokens(self._gathered) + piece.tokens > self._limit:
                self._turn(piece)
        self._gathered.append(piece)

    def _turn(self, piece: Piece) -> None:
        """Begin a new passage with what would say nothing without the coming piece."""
        kept = len(self._gathered)
        while kept and self._gathered[kept - 1].clings:
            kept -= 1
        clinging = self._gathered[kept:]
        if self._tokens(clinging) + piece.tokens > MOST:
            kept, clinging = len(self._gathered), []
        if kept:
            self._gathered = self._gathered[:kept]
            self.close()
            self._gathered = clinging

    @staticmethod
    def _tokens(pieces: Sequence[Piece]) -> int:
        lead = count(pieces[0].lead) if pieces and pieces[0].lead else 0
        return lead + sum(piece.tokens for piece in pieces)
