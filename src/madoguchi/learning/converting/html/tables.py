"""Tables of a page: spans filled in, heads found, layout told from data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from madoguchi.learning.converting.html.parse import holds, said
from madoguchi.learning.converting.writing import cell, table

WIDEST, LONGEST_SPAN, MOST_CELLS = 60, 300, 100_000
MOST_HEADS = 3
STRUCTURE = "table,h1,h2,h3,h4,h5,h6,pre,blockquote,dl,form"


@dataclass
class Grid:
    """Cells where they are seen: one that spans rows is repeated in each of them."""

    rows: list[list[str]] = field(default_factory=list)
    heads: list[list[bool]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)


def is_layout(node: LexborNode) -> bool:
    """Tell whether a table only puts things side by side."""
    if said(node, "role") in ("presentation", "none"):
        return True
    return holds(node, "table" if node.css_first("th") else STRUCTURE)


def grid_of(node: LexborNode, write: Callable[[LexborNode], str]) -> Grid:
    """Return the cells of a data table, written."""
    grid = Grid()
    hanging: dict[int, tuple[int, str, bool]] = {}
    count = 0
    for row in node.css("tr"):
        texts, heads = _row(row, hanging, write)
        count += len(texts)
        if any(texts):
            grid.rows.append(texts)
            grid.heads.append(heads)
        if count > MOST_CELLS:
            break
    return grid


def _row(
    row: LexborNode,
    hanging: dict[int, tuple[int, str, bool]],
    write: Callable[[LexborNode], str],
) -> tuple[list[str], list[bool]]:
    """Return one row; ``hanging`` holds by column what reaches down from rows above."""
    texts: list[str] = []
    heads: list[bool] = []

    def fill() -> None:
        while len(texts) in hanging and len(texts) < WIDEST:
            left, text, is_head = hanging.pop(len(texts))
            if left > 1:
                below[len(texts)] = (left - 1, text, is_head)
            texts.append(text)
            heads.append(is_head)

    below: dict[int, tuple[int, str, bool]] = {}
    for box in _cells(row):
        fill()
        text, is_head = cell(write(box)), box.tag == "th"
        wide, high = _span(box, "colspan", WIDEST), _span(box, "rowspan", LONGEST_SPAN)
        for column in range(wide):
            if len(texts) >= WIDEST:
                break
            shown = text if column == 0 or is_head else ""
            if high > 1:
                below[len(texts)] = (high - 1, shown, is_head)
            texts.append(shown)
            heads.append(is_head)
    fill()
    hanging.update(below)
    return texts, heads


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (child for child in row.iter() if child.tag in ("td", "th"))


def _span(node: LexborNode, name: str, most: int) -> int:
    value = said(node, name).strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() else 1


def written(grid: Grid) -> str:
    """Return a grid as Markdown; several head rows become one."""
    count = 0
    while count < min(len(grid.rows) - 1, MOST_HEADS) and all(grid.heads[count]):
        count += 1
    return table(grid.rows[count:], _merged(grid.rows[:count], grid.width))


def _merged(rows: list[list[str]], width: int) -> list[str] | None:
    if not rows:
        return None
    columns = ([row[i] for row in rows if i < len(row) and row[i]] for i in range(width))
    return [" / ".join(dict.fromkeys(column)) for column in columns]
