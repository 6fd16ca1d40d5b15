"""Text documents of LibreOffice."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from madoguchi.learning.converting.archives import opened
from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import cell, clean, plain, table, tidy

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
SIGNS = {f"{T}line-break": "\n", f"{T}tab": " ", f"{T}s": " "}
SKIPPED = frozenset((f"{T}tracked-changes", f"{T}ruby-text", f"{T}sequence-decls", f"{T}forms"))
DEEPEST, WIDEST = 40, 60


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read a text document of the open format."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with opened(data) as archive:
        try:
            body = etree.fromstring(archive.read("content.xml"), parser)
            told = etree.fromstring(archive.read("meta.xml"), parser)
        except (KeyError, etree.LxmlError, OSError, ValueError) as error:
            raise Refused("convert.broken") from error
    _write(body, draft, 0)
    title, language = (told.findtext(f".//{name}") for name in (TITLE, LANGUAGE))
    return Found(title or None, language or None)


def _write(node: Any, draft: Draft, depth: int) -> None:
    for child in node:
        tag = child.tag
        if tag in SKIPPED or depth > DEEPEST:
            continue
        if tag == f"{T}h":
            level = child.get(f"{T}outline-level") or "1"
            draft.heading(int(level) if level.isdigit() else 1, _text(child))
        elif tag == f"{T}p":
            draft.add("paragraph", plain(tidy(_text(child))))
        elif tag == f"{T}list":
            draft.add("list", "\n".join(_items(child, 0)))
        elif tag == f"{TABLE}table":
            rows = [_row(row) for row in child.iter(f"{TABLE}table-row")]
            draft.add("table", table(rows[1:], rows[0]) if rows else "")
        else:
            _write(child, draft, depth + 1)


def _items(node: Any, depth: int) -> Iterator[str]:
    for item in node.iterchildren(f"{T}list-item"):
        for child in item:
            if child.tag == f"{T}list" and depth < DEEPEST:
                yield from _items(child, depth + 1)
            elif text := tidy(_text(child)):
                yield "  " * depth + "- " + text.replace("\n", " ")


def _row(node: Any) -> list[str]:
    texts: list[str] = []
    for box in node.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        text = cell(" ".join(_text(p) for p in box.iter(f"{T}p")))
        repeated = box.get(f"{TABLE}number-columns-repeated") or "1"
        texts += [text] * (min(int(repeated), WIDEST) if repeated.isdigit() else 1)
    return texts


def _text(node: Any) -> str:
    return clean("".join(_runs(node, 0)))


def _runs(node: Any, depth: int) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in SKIPPED and isinstance(child.tag, str) and depth < DEEPEST:
            yield from _runs(child, depth + 1)
        yield child.tail or ""
