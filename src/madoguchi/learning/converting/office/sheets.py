"""Workbooks: each sheet a heading, its values as they are shown."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetVisibleEnum as Visible

from madoguchi.learning.converting import rows
from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.office.numbers import Shown, formats_of
from madoguchi.learning.converting.schemas import Hint

Cell = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read every sheet; hidden ones are read too, and said to be hidden."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Refused("convert.encrypted") from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refused("convert.broken") from error
    formats = formats_of(data)
    for about in workbook.sheets_metadata:
        try:
            sheet = workbook.get_sheet_by_name(about.name)
        except (CalamineError, ValueError, OSError):
            draft.notice("convert.warning.broken_pages")
            continue
        if sheet.start is None:
            continue
        draft.mark("cells", about.name)
        draft.heading(2, about.name)
        if about.visible is not Visible.Visible:
            draft.notice("convert.warning.hidden_sheet", name=about.name)
        shown = _rows(sheet, formats.get(about.name, Shown()))
        rows.write(shown, draft, left=sheet.start[1], sheet=about.name)
    return Found(details={"sheets": len(workbook.sheet_names)})


def _rows(sheet: CalamineSheet, shown: Shown) -> Iterator[rows.Row]:
    """Yield the rows of a sheet; a cell merged downwards is repeated."""
    top, left = sheet.start or (0, 0)
    merged = {begin: end for begin, end in sheet.merged_cell_ranges or [] if end[0] > begin[0]}
    hanging: dict[int, tuple[int, str]] = {}
    for number, cells in enumerate(sheet.to_python(), top):
        texts = [_text(value, shown, number, left + i) for i, value in enumerate(cells)]
        for column, (last, text) in list(hanging.items()):
            if number > last:
                del hanging[column]
            elif not texts[column - left]:
                texts[column - left] = text
        for i in range(len(texts)):
            if end := merged.get((number, left + i)):
                hanging[left + i] = (end[0], texts[i])
        yield number, texts


def _text(value: Cell, shown: Shown, row: int, column: int) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return shown.number(value, row, column)
    if isinstance(value, datetime):
        has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
        return value.isoformat(" ", "minutes") if has_time else value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
