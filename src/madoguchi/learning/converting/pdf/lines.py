"""The lines of one page with the place and size of each."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from madoguchi.learning.converting.writing import clean

OBJECTS_LOOKED_AT = 3000
RULES_OF_A_TABLE = 8
LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Line:
    """Text in one line; y grows upwards, as on paper."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(self.top - self.bottom, 1.0)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True)
class Sheet:
    """One page: its lines in the order of the file, and what else lies on it."""

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    images: int
    rules: int

    @property
    def is_scanned(self) -> bool:
        """Whether it shows a picture of text rather than text."""
        letters = sum(len(line.text) for line in self.lines)
        unknown = sum(line.text.count("\ufffd") for line in self.lines)
        return (self.images > 0 and letters < 8) or unknown * 3 > letters > 0

    @property
    def may_hold_tables(self) -> bool:
        """Whether so many rules are drawn that some may be a table's."""
        return self.rules >= RULES_OF_A_TABLE


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet:
    """Return the lines of a page."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        lines = _lines(text_page)
    finally:
        text_page.close()
    images, rules = _drawn(page)
    return Sheet(number, width, height, lines, images, rules)


def _lines(text_page: pdfium.PdfTextPage) -> list[Line]:
    count = text_page.count_chars()
    if count <= 0:
        return []
    text = text_page.get_text_range()
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    found = []
    for match in LINE.finditer(text):
        shown = clean(match.group().replace("\ufffe", "\u2010")).strip()
        if not shown:
            continue
        begin, end = match.start(), match.end() - 1
        if len(text) != count:
            begin = raw.FPDFText_GetCharIndexFromTextIndex(text_page, begin)
            end = raw.FPDFText_GetCharIndexFromTextIndex(text_page, end)
        raw.FPDFText_GetLooseCharBox(text_page, begin, place)
        left, bottom, top, right = box.left, box.bottom, box.top, box.right
        if raw.FPDFText_GetLooseCharBox(text_page, end, place) and box.right > left:
            right = box.right
        found.append(Line(shown, left, min(bottom, top), right, max(bottom, top)))
    return found


def _drawn(page: pdfium.PdfPage) -> tuple[int, int]:
    """Count the pictures and the drawn lines of a page."""
    images = rules = 0
    for index in range(min(raw.FPDFPage_CountObjects(page), OBJECTS_LOOKED_AT)):
        kind = raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        images += kind == raw.FPDF_PAGEOBJ_IMAGE
        rules += kind == raw.FPDF_PAGEOBJ_PATH
    return images, rules
