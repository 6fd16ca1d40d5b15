"""Documents of every kind, written as they are needed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from docx import Document
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Inches
from reportlab.lib import colors, pagesizes, pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

FONT = "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = pagesizes.A4
Line = tuple[float, float, float, str]
"""Left, bottom, size, text."""


def pdf(pages: Iterable[Sequence[Line]], *, title: str = "", password: str = "") -> bytes:
    """Return a PDF with lines at their places."""
    stored = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password) if password else None
    canvas = Canvas(stored, pagesize=pagesizes.A4, encrypt=lock)
    canvas.setTitle(title)
    for lines in pages:
        for left, bottom, size, text in lines:
            canvas.setFont(FONT if not text.isascii() else "Helvetica", size)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return stored.getvalue()


def pdf_with_table(rows: list[list[str]], above: str, below: str) -> bytes:
    """Return a page with a ruled table between two lines."""
    stored = io.BytesIO()
    canvas = Canvas(stored, pagesize=pagesizes.A4)
    canvas.setFont(FONT, 10)
    canvas.drawString(60, 760, above)
    canvas.drawString(60, 560, below)
    table = Table(rows, colWidths=90, rowHeights=24)
    table.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT)]
    )
    table.wrapOn(canvas, WIDTH, HEIGHT)
    table.drawOn(canvas, 60, 620)
    canvas.save()
    return stored.getvalue()


def scanned_pdf(text: str) -> bytes:
    """Return a PDF that is only a picture of text."""
    stored = io.BytesIO()
    _picture(text).save(stored, "PDF")
    return stored.getvalue()


def png(text: str) -> bytes:
    """Return a picture of text."""
    stored = io.BytesIO()
    _picture(text).save(stored, "PNG")
    return stored.getvalue()


def _picture(text: str) -> Image.Image:
    picture = Image.new("RGB", (1000, 160), "white")
    font = ImageFont.load_default(56)
    ImageDraw.Draw(picture).text((30, 40), text, fill="black", font=font)
    return picture


def huge_png(side: int) -> bytes:
    """Return the few bytes of a picture that claims to be enormous."""
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    small = png("x")
    return small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]


def docx() -> bytes:
    """Return a manual written in Word."""
    document = Document()
    document.core_properties.title = "利用の手引き"
    document.add_heading("申込み", 1)
    document.add_paragraph("次の書類をお持ちください。")
    document.add_paragraph("本人確認書類", style="List Bullet")
    document.add_paragraph("運転免許証", style="List Bullet 2")
    document.add_paragraph("受付に渡す", style="List Number")
    document.add_paragraph("番号札を受け取る", style="List Number")
    table = document.add_table(3, 3)
    for row, texts in enumerate(
        (("区分", "大人", "子ども"), ("平日", "500", "200"), ("", "600", ""))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def pptx() -> bytes:
    """Return a presentation of two slides."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "窓口の紹介"
    first.placeholders[1].text = "受付は一階\n相談は二階"
    first.notes_slide.notes_text_frame.text = "ゆっくり話す"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "料金"
    lower = second.shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(1))
    lower.text_frame.text = "下にある文"
    upper = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for (row, column), text in {
        (0, 0): "区分",
        (0, 1): "円",
        (1, 0): "大人",
        (1, 1): "500",
    }.items():
        upper.cell(row, column).text = text
    stored = io.BytesIO()
    deck.save(stored)
    return stored.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return stored.getvalue()


def changed(document: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """Return an office document, one of its parts changed."""
    parts = _parts(document)
    assert before in parts[part]
    return archive(parts | {part: parts[part].replace(before, after)})


def added(document: bytes, parts: dict[str, bytes]) -> bytes:
    """Return an office document with more parts."""
    return archive(_parts(document) | parts)


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
