"""The order in which the lines of a page are read, and what stands on every page."""

import re
from collections import Counter
from collections.abc import Sequence

from madoguchi.learning.converting.pdf.lines import Line, Sheet

MARGIN = 0.12
REPEATED, FEWEST_PAGES = 0.6, 3
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"^(?:[-–—\s]*\d{1,4}[-–—\s]*|\d{1,4}\s*/\s*\d{1,4}|page\s+\d+.*|p\.?\s*\d+)$", re.I
)
DEEPEST = 12
COLUMN_LINES, COLUMN_LETTERS = 3, 10


def without_margins(sheets: Sequence[Sheet]) -> list[list[Line]]:
    """Return the lines of each page without heads, feet and page numbers."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update({_shape(line) for line in sheet.lines if _in_margin(line, sheet)})
    needed = max(FEWEST_PAGES, REPEATED * len(sheets))
    return [
        [
            line
            for line in sheet.lines
            if not _in_margin(line, sheet)
            or (counts[_shape(line)] < needed and not PAGE_NUMBER.match(line.text))
        ]
        for sheet in sheets
    ]


def _shape(line: Line) -> str:
    return NUMBER.sub("0", line.text)


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.bottom > sheet.height * (1 - MARGIN) or line.top < sheet.height * MARGIN


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return lines as they are read; the order of the file is trusted unless it leaps about."""
    leaps = sum(1 for a, b in zip(lines, lines[1:], strict=False) if b.bottom > a.top)
    beside = sum(1 for a, b in zip(lines, lines[1:], strict=False) if _is_beside(a, b))
    if leaps <= max(3, len(lines) // 8) and beside < COLUMN_LINES:
        return lines
    return _cut(lines, 0)


def _is_beside(line: Line, after: Line) -> bool:
    """Tell whether two lines of running text stand side by side, as in columns."""
    is_level = abs(line.top - after.top) < line.size * 0.4 and after.left > line.right
    return is_level and min(len(line.text), len(after.text)) >= COLUMN_LETTERS


def _cut(lines: list[Line], depth: int) -> list[Line]:
    """Divide at the widest white stripe, first between columns, then between rows."""
    if len(lines) < 3 or depth > DEEPEST:
        return sorted(lines, key=lambda line: (-line.top, line.left))
    size = sorted(line.size for line in lines)[len(lines) // 2]
    across = _gap(sorted((line.left, line.right) for line in lines))
    if across and across[0] > 1.5 * size:
        left = [line for line in lines if line.right <= across[1]]
        right = [line for line in lines if line.right > across[1]]
        return _cut(left, depth + 1) + _cut(right, depth + 1)
    down = _gap(sorted((line.bottom, line.top) for line in lines))
    if down and down[0] > 0:
        above = [line for line in lines if line.bottom >= down[1]]
        below = [line for line in lines if line.bottom < down[1]]
        return _cut(above, depth + 1) + _cut(below, depth + 1)
    return sorted(lines, key=lambda line: (-line.top, line.left))


def _gap(spans: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the width of the widest gap between spans and where it begins."""
    reach, best = spans[0][1], None
    for begin, end in spans[1:]:
        if begin > reach and (best is None or begin - reach > best[0]):
            best = (begin - reach, reach)
        reach = max(reach, end)
    return best
