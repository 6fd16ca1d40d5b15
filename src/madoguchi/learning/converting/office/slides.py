"""Presentations: each slide under its title, its shapes from top to bottom, then its notes."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PythonPptxError

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import cell, clean, flat, plain, table, tidy

DEEPEST = 8
BAND = 300_000
"""Shapes whose tops differ by less stand side by side; in EMU, 8 mm."""
FOOTERS = ("DATE", "FOOTER", "SLIDE_NUMBER")
BROKEN = (PythonPptxError, KeyError, ValueError, AttributeError, OSError, etree.LxmlError,
          zipfile.BadZipFile)  # fmt: skip


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read a presentation slide by slide."""
    try:
        deck = Presentation(io.BytesIO(data))
        slides = list(deck.slides)
    except BROKEN as error:
        raise Refused("convert.broken") from error
    for number, slide in enumerate(slides, 1):
        draft.mark("slide", str(number))
        try:
            _slide(slide, draft)
        except BROKEN:
            draft.notice("convert.warning.broken_pages")
    told = deck.core_properties
    title = told.title.strip()
    if title in ("", "PowerPoint Presentation", "PowerPoint プレゼンテーション"):
        title = next((t for t in map(_title, slides) if t), "")
    return Found(title or None, told.language or None, {"slides": len(slides)})


def _slide(slide: Any, draft: Draft) -> None:
    title = slide.shapes.title
    draft.heading(2, _title(slide))
    for shape in _in_order(slide.shapes, 0):
        if title is None or shape.shape_id != title.shape_id:
            _shape(shape, draft)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = tidy(_words(slide.notes_slide.notes_text_frame))
        if notes:
            draft.add("quote", "> " + notes.replace("\n", "\n> "))


def _title(slide: Any) -> str:
    title = slide.shapes.title
    return flat(_words(title.text_frame)).strip() if title is not None else ""


def _words(frame: Any) -> str:
    """Return text whose line breaks PowerPoint writes as vertical tabs."""
    return clean(str(frame.text).replace("\x0b", "\n"))


def _in_order(shapes: Any, depth: int) -> Iterator[Any]:
    placed = sorted(shapes, key=lambda s: ((s.top or 0) // BAND, s.left or 0))
    for shape in placed:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < DEEPEST:
            yield from _in_order(shape.shapes, depth + 1)
        elif not (shape.is_placeholder and shape.placeholder_format.type.name in FOOTERS):
            yield shape


def _shape(shape: Any, draft: Draft) -> None:
    if getattr(shape, "has_table", False) and shape.has_table:
        _table(shape.table, draft)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        _chart(shape.chart, draft)
    elif shape.has_text_frame:
        _text(shape, draft)
    else:
        described = shape._element.xpath(".//p:cNvPr/@descr")
        if described and described[0].strip():
            draft.add("paragraph", f"[{flat(clean(described[0])).strip()}]")


def _text(shape: Any, draft: Draft) -> None:
    every = ((each.level, tidy(_words(each))) for each in shape.text_frame.paragraphs)
    paragraphs = [(level, text) for level, text in every if text]
    if len(paragraphs) > 1 or any(level for level, _ in paragraphs):
        lines = ("  " * level + "- " + text.replace("\n", " ") for level, text in paragraphs)
        draft.add("list", "\n".join(lines))
    elif paragraphs:
        draft.add("paragraph", plain(paragraphs[0][1]))


def _table(found: Any, draft: Draft) -> None:
    rows: list[list[str]] = []
    for row in found.rows:
        texts = []
        for index, box in enumerate(row.cells):
            text = cell(_words(box.text_frame))
            if box.is_spanned and rows and not text:
                text = rows[-1][index] if _hangs_down(box) else ""
            texts.append(text)
        rows.append(texts)
    if rows:
        draft.add("table", table(rows[1:], rows[0]))


def _hangs_down(box: Any) -> bool:
    return bool(box._tc.vMerge)


def _chart(chart: Any, draft: Draft) -> None:
    """Write the numbers behind a chart."""
    for plot in chart.plots:
        series = list(plot.series)
        rows = [
            [cell(str(category)), *(_number(each.values, i) for each in series)]
            for i, category in enumerate(plot.categories)
        ]
        draft.add("table", table(rows, ["", *(cell(str(each.name)) for each in series)]))


def _number(values: Any, index: int) -> str:
    value = values[index] if index < len(values) else None
    return "" if value is None else f"{value:.15g}"
