"""A file of questions, from a program or from a clerk's spreadsheet."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import ValidationError

from madoguchi.evaluation.schemas import SetQuestion
from madoguchi.kernel.db import keepable
from madoguchi.kernel.errors import Fault, Faulty, Invalid

MOST_QUESTIONS, MOST_FAULTS = 5_000, 20
LINES, SHEETS = (".jsonl", ".ndjson", ".json"), (".xlsx", ".xlsm", ".xls", ".ods")
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
COLUMNS: Final = {
    "text": {"question", "questions", "text", "q", "質問", "質問文", "問い", "問い合わせ"},
    "relevant": {"page", "pages", "relevant", "url", "document", "ページ", "資料", "文書", "出典"},
    "answers": {"answer", "answers", "答え", "回答", "正解", "正答"},
}
SEPARATORS = re.compile(r"[\n|｜]")
SIGNS = ",\t;"
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
Row = tuple[int, list[str]]
"""The number of its first line, and its cells."""
REASONS: Final = {
    ("text", "missing"): "evaluation.line.no_question",
    ("text", "string_too_short"): "evaluation.line.no_question",
    ("text", "string_too_long"): "evaluation.line.long_question",
}


def is_workbook(data: bytes, name: str) -> bool:
    """Tell whether a file is one that only a spreadsheet program writes."""
    return name.lower().endswith(SHEETS) or data.startswith(WORKBOOK)


def questions_in(data: bytes, name: str) -> list[SetQuestion]:
    """Read questions from lines of JSON or from rows of values."""
    text = _decoded(data)
    if name.lower().endswith(LINES) or text.lstrip().startswith("{"):
        return _sound(_from_lines(text))
    return questions_in_rows(_rows(text))


def questions_in_rows(rows: Iterable[Row]) -> list[SetQuestion]:
    """Read questions from a table: the first row says what its columns are."""
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    head = next(filled, None)
    if head is None:
        raise Invalid("evaluation.empty")
    columns = {_column(cell): at for at, cell in reversed(list(enumerate(head[1])))}
    if "text" not in columns:
        raise Invalid("evaluation.no_header", line=head[0], found=" · ".join(head[1])[:100])
    if not columns.keys() & {"relevant", "answers"}:
        raise Invalid("evaluation.no_expectation", line=head[0])
    return _sound((number, _of_cells(cells, columns)) for number, cells in filled)


def _of_cells(cells: list[str], columns: dict[str, int]) -> dict[str, Any]:
    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    several = {
        name: [part for part in SEPARATORS.split(cell(name)) if part.strip()]
        for name in ("relevant", "answers")
    }
    return {"text": cell("text"), **several}


def _column(cell: str) -> str:
    plain = cell.strip().casefold()
    return next((name for name, known in COLUMNS.items() if plain in known), "")


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("evaluation.encoding")


def _from_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield number, Fault(str(number), "evaluation.line.no_json", {"line": number})
            continue
        if isinstance(value, dict) and "text" not in value and "question" in value:
            value["text"] = value["question"]
        yield number, value


def _rows(text: str) -> Iterator[Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = max(SIGNS, key=lambda each: sum(bool(_column(cell)) for cell in first.split(each)))
    reader, begin = csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Invalid("evaluation.line.broken", line=begin) from error
        if cells is None:
            return
        yield begin, cells
        begin = reader.line_num + 1


def _sound(lines: Iterable[tuple[int, Any]]) -> list[SetQuestion]:
    """Return the questions; raise with every line that is none."""
    found: list[SetQuestion] = []
    faults: list[Fault] = []
    for number, value in lines:
        one = value if isinstance(value, Fault) else _question(number, value)
        if isinstance(one, Fault):
            faults.append(one)
        else:
            found.append(one)
        if len(faults) == MOST_FAULTS:
            break
        if len(found) > MOST_QUESTIONS:
            raise Invalid("evaluation.too_many", limit=f"{MOST_QUESTIONS:,}")
    if faults:
        raise Faulty(faults)
    if not found:
        raise Invalid("evaluation.empty")
    return found


def _question(number: int, value: Any) -> SetQuestion | Fault:
    if not isinstance(value, dict):
        return Fault(str(number), "evaluation.line.no_object", {"line": number})
    try:
        return SetQuestion.model_validate(
            {name: _kept(value[name]) for name in COLUMNS if value.get(name) is not None}
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0])
        key = REASONS.get((field, first["type"]), "evaluation.line.bad_field")
        return Fault(str(number), key, {"line": number, "field": field})


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return UNREADABLE.sub(" ", keepable(value))
    return [_kept(each) for each in value] if isinstance(value, list) else value
