"""The lines of one page with the place and size of each."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from madoguchi.learning.converting.writing import clean

OBJECTS_LOOKED_AT = 3000
RULES_OF_A_TABLE = 8
SPACES = re.compile(r"(?<=\S) +(?=\S)")
LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
HYPHEN = "\u2010"
WIDE_GAP = 1.8
"""In letters: a wider gap in a line lies between columns."""


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
    placed = _Placed(text_page, is_straight=len(text) == count)
    found: list[Line] = []
    for match in LINE.finditer(text):
        found += placed.lines(match.group(), match.start())
    return found


class _Placed:
    """Letters and their places; asking for one costs a call into the library."""

    def __init__(self, text_page: pdfium.PdfTextPage, *, is_straight: bool) -> None:
        self._text_page = text_page
        self._is_straight = is_straight

    def lines(self, text: str, start: int) -> Iterator[Line]:
        """Yield one line, or what stands side by side in it."""
        bare = text.rstrip()
        first, last = self._box(start), self._box(start + len(bare) - 1)
        size = max(first[3] - first[1], 1.0)
        begin = 0
        if last[2] - first[0] > size * (_usual_width(bare) + WIDE_GAP):
            for space in SPACES.finditer(bare):
                left, right = self._box(start + space.start() - 1), self._box(start + space.end())
                if right[0] - left[2] > WIDE_GAP * size:
                    yield from _line(bare[begin : space.start()], first, left)
                    begin, first = space.end(), right
        yield from _line(text[begin:], first, last)

    def _box(self, index: int) -> Box:
        if not self._is_straight:
            index = raw.FPDFText_GetCharIndexFromTextIndex(self._text_page, index)
        place = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text_page, index, ctypes.byref(place))
        return place.left, min(place.bottom, place.top), place.right, max(place.bottom, place.top)


def _usual_width(text: str) -> float:
    """Return about how many squares a text fills."""
    return sum(1.0 if letter > "\u2e80" else 0.5 for letter in text)


def _line(text: str, first: Box, last: Box) -> Iterator[Line]:
    shown = clean(text.replace("\ufffe", HYPHEN)).strip()
    if shown:
        yield Line(shown, first[0], first[1], max(last[2], first[2]), first[3])


def _drawn(page: pdfium.PdfPage) -> tuple[int, int]:
    """Count the pictures and the drawn lines of a page."""
    images = rules = 0
    for index in range(min(raw.FPDFPage_CountObjects(page), OBJECTS_LOOKED_AT)):
        kind = raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        images += kind == raw.FPDF_PAGEOBJ_IMAGE
        rules += kind == raw.FPDF_PAGEOBJ_PATH
    return images, rules
