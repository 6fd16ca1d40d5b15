"""Lines put together again: headings by their size, lists by their signs, the rest as text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.pdf.lines import Line
from madoguchi.learning.converting.writing import ENDS_WIDE, flat, joined, plain

ITEM = re.compile(r"^(?:[・•●○■□◆◇▪‣※*–-]|[①-⑳]|[(（]?\d{1,2}[.)）．](?!\d))\s*(?=\S)")
SIGN = re.compile(r"^[・•●○■□◆◇▪‣*–-]\s*")
LARGER, SAME, LEVELS = 1.15, 1.08, 4
LONGEST_HEADING = 100
COLUMN = 24.0
ENDINGS = tuple("。．.！!？?：:;）)」』")


class Sizes:
    """Which heights of letters are text and which are headings of what level."""

    def __init__(self, lines: Iterable[Line]) -> None:
        weights: Counter[float] = Counter()
        for line in lines:
            weights[round(line.size * 2) / 2] += len(line.text)
        self.body = max(weights, key=weights.__getitem__) if weights else 10.0
        self._larger: list[float] = []
        for size in sorted((s for s in weights if s > self.body * LARGER), reverse=True):
            if not self._larger or size * SAME < self._larger[-1]:
                self._larger.append(size)

    def level(self, line: Line) -> int:
        """Return the level of the heading that a line may be, or 0."""
        if line.size <= self.body * LARGER:
            return 0
        above = sum(1 for size in self._larger if size > line.size * SAME)
        return min(above + 1, LEVELS)


@dataclass
class _Text:
    lines: list[Line]
    level: int

    @property
    def whole(self) -> str:
        return flat(joined(line.text for line in self.lines)).strip()


class Writer:
    """Writes the lines of page after page; a paragraph may go on over the end of one."""

    def __init__(self, sizes: Sizes, draft: Draft) -> None:
        self._sizes = sizes
        self._draft = draft
        self._items: list[str] = []
        self._held = ""
        self._page: int | None = None

    def turn_to(self, page: int) -> None:
        """Begin a page; it is marked where its first block begins."""
        if self._items:
            self.finish()
        self._page = page

    def write(self, lines: Sequence[Line]) -> None:
        """Write the lines of a page, or of a part of it."""
        for text in _texts(lines, self._sizes):
            whole = text.whole
            if not text.level and ITEM.match(whole):
                if not self._items:
                    self.finish()
                self._items.append(f"- {SIGN.sub('', whole)}")
            elif text.level and len(whole) <= LONGEST_HEADING and not whole.endswith(("。", "、")):
                self.finish()
                self._draft.heading(text.level, whole)
            else:
                self._paragraph(whole)

    def _paragraph(self, whole: str) -> None:
        if self._held and self._page and not self._held.endswith(ENDINGS):
            self._draft.mark("page", str(self._page), ahead=len(self._held))
            self._page = None
            self._held = joined((self._held, whole))
            return
        self.finish()
        self._held = whole

    def finish(self) -> None:
        """Write what was held back, and mark the page that has begun since."""
        items, held = "\n".join(self._items), plain(self._held)
        self._items.clear()
        self._held = ""
        self._draft.add("list", items)
        self._draft.add("paragraph", held)
        if self._page:
            self._draft.mark("page", str(self._page))
            self._page = None


def _texts(lines: Sequence[Line], sizes: Sizes) -> Iterator[_Text]:
    rights: dict[int, float] = {}
    for line in lines:
        column = int(line.left // COLUMN)
        rights[column] = max(rights.get(column, 0.0), line.right)
    gathered: _Text | None = None
    for line in lines:
        level = sizes.level(line)
        if gathered and level == gathered.level and _goes_on(gathered.lines[-1], line, rights):
            gathered.lines.append(line)
            continue
        if gathered:
            yield gathered
        gathered = _Text([line], level)
    if gathered:
        yield gathered


def _goes_on(before: Line, line: Line, rights: dict[int, float]) -> bool:
    """Tell whether a line only continues the one before, for lack of width."""
    if before.size > line.size * LARGER or line.size > before.size * LARGER:
        return False
    pitch, size = before.top - line.top, before.size
    if abs(pitch) < size * 0.4 and line.left >= before.right - size:
        return True
    if ITEM.match(line.text) or not 0 < pitch < size * 2.0:
        return False
    if line.left > before.left + size * 0.8 and not ITEM.match(before.text):
        return False
    return _is_full(before, line, rights)


def _is_full(before: Line, line: Line, rights: dict[int, float]) -> bool:
    """Tell whether the first word of the next line had no room left."""
    column = int(before.left // COLUMN)
    edge = max(rights.get(near, 0.0) for near in (column - 1, column, column + 1))
    word = 1.0 if ENDS_WIDE.search(line.text[:1]) else len(line.text.split(" ", 1)[0]) * 0.55
    return before.right + (word + 1) * before.size > edge
