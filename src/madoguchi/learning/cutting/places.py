"""Where in its document a passage stands: its page, the cells of a sheet, the anchor of a part."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.learning.converting.schemas import Mark

SLIDE = "slide"
PAGES = ("page", SLIDE)
CELLS = re.compile(r"(?:(?P<sheet>.*)!)?([A-Z]+)(\d+):([A-Z]+)(\d+)$", re.S)


@dataclass(frozen=True)
class Place:
    """As a citation says it; ``name`` is ``#anchor``, ``sheet!A1:B2`` or ``slide``."""

    page: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class _Cells:
    sheet: str | None
    left: str
    top: int
    right: str
    bottom: int

    def with_all(self, other: "_Cells") -> "_Cells":
        return _Cells(
            self.sheet,
            min(self.left, other.left, key=_column),
            min(self.top, other.top),
            max(self.right, other.right, key=_column),
            max(self.bottom, other.bottom),
        )

    def __str__(self) -> str:
        cells = f"{self.left}{self.top}:{self.right}{self.bottom}"
        return f"{self.sheet}!{cells}" if self.sheet else cells


class Places:
    """The marks of a document, by kind."""

    def __init__(self, markdown: str, marks: Sequence[Mark]) -> None:
        self._markdown = markdown
        self._pages = [mark for mark in marks if mark.kind in PAGES and mark.value.isdigit()]
        self._cells = [mark for mark in marks if mark.kind == "cells"]
        self._anchors = [mark for mark in marks if mark.kind == "anchor"]

    def of(self, start: int, end: int) -> Place:
        """Return where a stretch of the text stands."""
        page, anchor = _last(self._pages, start), _last(self._anchors, start)
        name = self._range(start, end) or (f"#{anchor.value}" if anchor else None)
        if name is None and page and page.kind == SLIDE:
            name = SLIDE
        return Place(int(page.value) if page else None, name)

    def _range(self, start: int, end: int) -> str | None:
        first = max(0, bisect_right(self._cells, start, key=_at) - 1)
        last = bisect_right(self._cells, end - 1, key=_at)
        whole: _Cells | None = None
        for number in range(first, last):
            follows = self._cells[number + 1].at if number + 1 < len(self._cells) else None
            cells = self._within(self._cells[number], follows, start, end)
            if cells and (whole is None or whole.sheet == cells.sheet):
                whole = whole.with_all(cells) if whole else cells
        return str(whole) if whole else None

    def _within(self, mark: Mark, follows: int | None, start: int, end: int) -> _Cells | None:
        """Return the rows of a table that a passage has: each is one line."""
        found = CELLS.match(mark.value)
        if found is None:
            return None
        sheet, left, top, right, bottom = found.groups()
        cells = _Cells(sheet, left, int(top), right, int(bottom))
        table = self._markdown[mark.at : follows].rstrip()
        stop = mark.at + len(table)
        after = len(self._markdown[end:stop].split("\n")) - 1 if end < stop else 0
        until = cells.bottom - after
        since = cells.top
        if start > mark.at:
            since = until - len(self._markdown[start : min(end, stop)].split("\n")) + 1
        return _Cells(sheet, left, max(since, cells.top), right, max(until, cells.top))


def _last(marks: Sequence[Mark], start: int) -> Mark | None:
    place = bisect_right(marks, start, key=_at)
    return marks[place - 1] if place else None


def _at(mark: Mark) -> int:
    return mark.at


def _column(letters: str) -> tuple[int, str]:
    return len(letters), letters
