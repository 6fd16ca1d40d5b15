"""Values between commas, tabs or semicolons."""

import csv
import io
from collections.abc import Iterator

from madoguchi.learning.converting import rows
from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.encodings import decode
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.schemas import Hint

DELIMITERS = ",\t;|"
SAMPLE_LINES = 20
LONGEST_FIELD = 1_000_000


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read rows of values."""
    text = decode(data, hint.charset, looks_inside=False).replace("\0", "")
    delimiter = _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows.write(_rows(text, delimiter), draft)
    except csv.Error as error:
        raise Refused("convert.broken") from error
    return Found(details={"delimiter": delimiter})


def _rows(text: str, delimiter: str) -> Iterator[rows.Row]:
    return enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _delimiter(text: str) -> str:
    """Return the sign that divides the first lines into equally many fields, as many as may be."""
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])
    best, score = ",", 0
    for sign in DELIMITERS:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row]
        common = max(set(widths), key=widths.count, default=1)
        if common > 1 and widths.count(common) * common > score:
            best, score = sign, widths.count(common) * common
    return best
