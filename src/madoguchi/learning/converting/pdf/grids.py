"""Tables between drawn lines, found by pdfplumber on the pages that have any."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from madoguchi.learning.converting.pdf.lines import Box
from madoguchi.learning.converting.writing import cell, joined

FILLED = 0.5


@dataclass(frozen=True)
class Table:
    """Rows of text, and where they stand on the page."""

    place: Box
    rows: Sequence[Sequence[str]]


def tables_on(data: bytes, document: pdfium.PdfDocument, index: int) -> list[Table]:
    """Return the tables on a page, from its top to its end."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as opened:
            found = list(_found(opened.pages[0], document[index]))
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError):
        return []  # the second reader may stumble where the first did not
    return sorted(found, key=lambda table: -table.place[3])


def _found(seen: pdfplumber.page.Page, page: pdfium.PdfPage) -> Iterator[Table]:
    text_page = page.get_textpage()
    height = page.get_height()
    for table in seen.find_tables():
        rows = [
            [_text(text_page, box, height) if box else "" for box in row.cells]
            for row in table.rows
        ]
        rows = [row for row in rows if any(row)]
        if len(rows) < 2 or len(rows[0]) < 2:
            continue
        filled = sum(1 for row in rows for text in row if text)
        if filled >= FILLED * sum(map(len, rows)):
            left, top, right, bottom = table.bbox
            yield Table((left, height - bottom, right, height - top), rows)


def _text(text_page: pdfium.PdfTextPage, box: Box, height: float) -> str:
    left, top, right, bottom = box
    text = text_page.get_text_bounded(left, height - bottom, right, height - top)
    return cell(joined(text.replace("\r", "").split("\n")))
