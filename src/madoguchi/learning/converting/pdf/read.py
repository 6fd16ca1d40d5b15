"""A PDF as Markdown: lines, tables and, where there is only a picture, recognised text."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from madoguchi.learning.converting import ocr
from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.pdf.grids import Table, tables_on
from madoguchi.learning.converting.pdf.lines import Line, Sheet, sheet_of
from madoguchi.learning.converting.pdf.order import in_reading_order, without_margins
from madoguchi.learning.converting.pdf.paragraphs import Sizes, Writer
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import clean, flat, plain, table

PIXELS_PER_POINT = 200 / 72
MOST_PIXELS_A_SIDE = 5000
PAGES_WITH_TABLES = 100


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read a PDF page by page."""
    document = _opened(data)
    try:
        return _Reading(data, document, draft).read()
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused("convert.encrypted" if locked else "convert.broken") from error
    if not len(document):
        raise Refused("convert.broken")
    return document


class _Reading:
    """One document while it is read."""

    def __init__(self, data: bytes, document: pdfium.PdfDocument, draft: Draft) -> None:
        self._data = data
        self._document = document
        self._draft = draft
        self._tables_left = PAGES_WITH_TABLES
        self._recognised = 0

    def read(self) -> Found:
        pages = len(self._document)
        if pages > self._draft.limits.pages:
            self._draft.notice("convert.warning.pages_left_out", limit=self._draft.limits.pages)
        sheets = self._sheets(min(pages, self._draft.limits.pages))
        scanned = [sheet for sheet in sheets if sheet.is_scanned]
        can_recognise = not scanned or ocr.is_here()
        if scanned and len(scanned) == len(sheets) and not can_recognise:
            raise Refused("convert.scanned")
        if scanned and not can_recognise:
            self._draft.notice("convert.warning.scanned_pages", count=len(scanned))
        kept = without_margins(sheets)
        writer = Writer(Sizes(line for lines in kept for line in lines), self._draft)
        for sheet, lines in zip(sheets, kept, strict=True):
            writer.turn_to(sheet.number)
            if sheet.is_scanned and can_recognise:
                writer.finish()
                self._recognise(sheet)
            else:
                self._write(sheet, in_reading_order(lines), writer)
        writer.finish()
        return self._found(pages, len(scanned))

    def _sheets(self, count: int) -> list[Sheet]:
        sheets = []
        for index in range(count):
            try:
                page = self._document[index]
                sheets.append(sheet_of(page, index + 1))
                page.close()
            except pdfium.PdfiumError:
                self._draft.notice("convert.warning.broken_pages")
        if not sheets:
            raise Refused("convert.broken")
        return sheets

    def _write(self, sheet: Sheet, lines: list[Line], writer: Writer) -> None:
        for found in self._tables(sheet):
            above = [line for line in lines if _middle(line) > found.place[3]]
            lines = [line for line in lines if _middle(line) <= found.place[3]]
            writer.write(above)
            writer.finish()
            self._draft.add("table", table(found.rows[1:], found.rows[0]))
            lines = [line for line in lines if not _is_in(line, found)]
        writer.write(lines)

    def _tables(self, sheet: Sheet) -> list[Table]:
        if not sheet.may_hold_tables or not self._tables_left:
            return []
        self._tables_left -= 1
        return tables_on(self._data, self._document, sheet.number - 1)

    def _recognise(self, sheet: Sheet) -> None:
        if self._recognised >= self._draft.limits.ocr_pages:
            self._draft.notice("convert.warning.ocr_stopped", limit=self._recognised)
            return
        self._recognised += 1
        self._draft.notice("convert.warning.recognised")
        longest = max(sheet.width, sheet.height, 1.0)
        scale = min(PIXELS_PER_POINT, MOST_PIXELS_A_SIDE / longest)
        picture = self._document[sheet.number - 1].render(scale=scale, grayscale=True).to_pil()
        for paragraph in ocr.paragraphs_of(picture):
            self._draft.add("paragraph", plain(paragraph))

    def _found(self, pages: int, scanned: int) -> Found:
        told = self._document.get_metadata_dict()
        title = flat(clean(told.get("Title", ""))).strip()
        for block in self._draft.blocks:
            if block.kind == "heading" and block.level == 1:
                title = self._draft.markdown[block.start : block.end].lstrip("# ")
                break
        details = {"pages": pages, "scanned_pages": scanned, "recognised_pages": self._recognised}
        return Found(title or None, None, details)


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _is_in(line: Line, found: Table) -> bool:
    left, bottom, right, top = found.place
    return bottom <= _middle(line) <= top and line.right > left and line.left < right
