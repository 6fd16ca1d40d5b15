"""Rows of cells as tables of a bearable length, each with its head and its place."""

from collections.abc import Iterator, Sequence

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.writing import cell, clean, plain, table, tidy

ROWS_A_TABLE = 50
WIDEST = 200
Row = tuple[int, list[str]]
"""The number of a row, counted from 0, and its cells."""


def write(rows: Iterator[Row], draft: Draft, *, left: int = 0, sheet: str = "") -> None:
    """Write the tables that stand among rows; an empty row ends one."""
    region: list[Row] = []
    for number, cells in rows:
        texts = [clean(text).strip() for text in cells[:WIDEST]]
        if any(texts):
            region.append((number, texts))
        else:
            _region(region, draft, left, sheet)
            region.clear()
    _region(region, draft, left, sheet)


def _region(region: list[Row], draft: Draft, left: int, sheet: str) -> None:
    begin = 0
    while begin < len(region) and _is_alone(region[begin][1], region):
        number, texts = region[begin]
        draft.mark("cells", _place(sheet, left, number, left, number))
        draft.add("paragraph", plain(tidy(" ".join(filter(None, texts)))))
        begin += 1
    rows = region[begin:]
    if not rows:
        return
    columns = [i for i in range(max(len(r) for _, r in rows)) if any(_at(r, i) for _, r in rows)]
    header = [cell(_at(rows[0][1], i)) for i in columns] if _is_header(rows, columns) else None
    body = rows[1:] if header and len(rows) > 1 else rows
    for at in range(0, len(body), ROWS_A_TABLE):
        part = body[at : at + ROWS_A_TABLE]
        top = rows[0][0] if at == 0 else part[0][0]
        place = _place(sheet, left + columns[0], top, left + columns[-1], part[-1][0])
        draft.mark("cells", place)
        written = [[cell(_at(texts, i)) for i in columns] for _, texts in part]
        draft.add("table", table([] if body is rows and header else written, header))


def _is_alone(texts: Sequence[str], region: Sequence[Row]) -> bool:
    """Tell whether a row is a remark above a table rather than a row of it."""
    filled = sum(1 for text in texts if text)
    return filled == 1 and (len(region) == 1 or max(sum(map(bool, r)) for _, r in region) > 1)


def _is_header(rows: Sequence[Row], columns: Sequence[int]) -> bool:
    first = [_at(rows[0][1], i) for i in columns]
    filled = [text for text in first if text]
    if len(filled) * 2 <= len(first) or len(set(filled)) < len(filled):
        return False
    return not any(_is_number(text) for text in filled)


def _is_number(text: str) -> bool:
    return text.lstrip("-+¥$€").replace(",", "").replace(".", "", 1).rstrip("%円").isdigit()


def _at(texts: Sequence[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""


def _place(sheet: str, left: int, top: int, right: int, bottom: int) -> str:
    cells = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
    return f"{sheet}!{cells}" if sheet else cells


def letters(column: int) -> str:
    """Return the name of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
