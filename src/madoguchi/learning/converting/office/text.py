"""Text documents of Word: headings, lists, tables, notes; what was deleted stays deleted."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.office.styles import Styles
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import cell, clean, fenced, flat, plain, table, tidy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HIDDEN_NAMES = "del moveFrom instrText delText rPr pPr sdtPr tblPr tcPr trPr fldData"
HIDDEN = {f"{MC}Fallback", *(f"{W}{name}" for name in HIDDEN_NAMES.split(" "))}
SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
DEEPEST, DEEPEST_RUN = 12, 40
MOST_CELLS = 200_000
ADDRESS = re.compile(r"^(?:https?|mailto):[^\s()]+$")
NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read a Word document."""
    try:
        document = Document(io.BytesIO(data))
        reading = _Reading(document.part, draft)
    except (OpcError, KeyError, ValueError, AttributeError, etree.LxmlError, OSError) as error:
        raise Refused("convert.broken") from error
    reading.write(document.element.body)
    reading.finish()
    told = document.core_properties
    return Found(told.title.strip() or draft.first_heading, told.language or None)


class _Reading:
    """One document while it is read."""

    def __init__(self, part: Any, draft: Draft) -> None:
        self._part = part
        self._draft = draft
        self._styles = Styles(part)
        self._notes = dict(_notes(part))
        self._told: list[str] = []
        self._items: list[str] = []
        self._counts: list[int] = []
        self._code: list[str] = []
        self._boxes: list[Any] = []

    def write(self, body: Any, depth: int = 0) -> None:
        """Write the blocks below an element."""
        for child in body:
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._flush()
                self._table(child, depth)
            elif child.tag not in HIDDEN and isinstance(child.tag, str) and depth < DEEPEST:
                self.write(child, depth + 1)

    def finish(self) -> None:
        """Write what was held back, and the notes at the end."""
        self._flush()
        self._draft.add("list", "\n".join(self._told))

    def _flush(self) -> None:
        self._draft.add("list", "\n".join(self._items))
        self._items.clear()
        self._counts.clear()
        if self._code:
            self._draft.add("code", fenced("\n".join(self._code)))
            self._code.clear()

    def _paragraph(self, node: Any, depth: int) -> None:
        text = tidy(clean(self._text(node)))
        style = self._styles.of(node)
        boxes, self._boxes = self._boxes, []
        if style.is_code:
            self._code.append(text)
        elif text and style.level:
            self._flush()
            self._draft.heading(style.level, text)
        elif text and style.list_level is not None:
            self._item(text, style.list_level, is_numbered=style.is_numbered)
        elif text:
            self._flush()
            quote = "> " + text.replace("\n", "\n> ")
            self._draft.add(*(("quote", quote) if style.is_quote else ("paragraph", plain(text))))
        for box in boxes if depth < DEEPEST else ():
            self.write(box, depth + 1)

    def _item(self, text: str, level: int, *, is_numbered: bool) -> None:
        if not level and self._items and bool(self._counts[0]) != is_numbered:
            self._flush()
        del self._counts[level + 1 :]
        self._counts += [0] * (level + 1 - len(self._counts))
        self._counts[level] += is_numbered
        sign = f"{self._counts[level]}." if is_numbered else "-"
        margin = "   " * level
        self._items.append(f"{margin}{sign} " + text.replace("\n", f"\n{margin}  "))

    def _text(self, node: Any) -> str:
        return "".join(self._runs(node, 0))

    def _runs(self, node: Any, depth: int) -> Iterator[str]:
        for child in node:
            tag = child.tag
            if tag in HIDDEN or depth > DEEPEST_RUN or not isinstance(tag, str):
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag != f"{W}rt":
                yield from self._special(child, tag, depth)

    def _special(self, node: Any, tag: str, depth: int) -> Iterator[str]:
        if tag == f"{W}hyperlink":
            yield self._link(node, depth)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            yield self._note(node)
        elif tag.endswith("}docPr"):
            yield f"[{node.get('descr')}]" if node.get("descr") else ""
        else:
            yield from self._runs(node, depth + 1)

    def _link(self, node: Any, depth: int) -> str:
        text = "".join(self._runs(node, depth + 1))
        relation = self._part.rels.get(node.get(R_ID) or "")
        address = str(relation.target_ref) if relation is not None else ""
        return f"[{text.strip()}]({address})" if text.strip() and ADDRESS.match(address) else text

    def _note(self, node: Any) -> str:
        text = self._notes.get((node.tag.rpartition("}")[2][:4], node.get(f"{W}id")))
        if not text:
            return ""
        self._told.append(f"- [{len(self._told) + 1}] {text}")
        return f"[{len(self._told)}]"

    def _table(self, node: Any, depth: int) -> None:
        rows: list[list[str]] = []
        above: dict[int, str] = {}
        count = 0
        for row in node.iter(f"{W}tr"):
            if _owner(row) is not node:
                continue
            rows.append(self._row(row, above))
            count += len(rows[-1])
            if count > MOST_CELLS:
                break
        rows = [row for row in rows if any(row)]
        if max(map(len, rows), default=0) == 1:
            for box in node.iter(f"{W}tc"):
                if depth < DEEPEST:
                    self.write(box, depth + 1)
            self._flush()
        elif rows:
            self._draft.add("table", table(rows[1:], rows[0]))

    def _row(self, row: Any, above: dict[int, str]) -> list[str]:
        texts: list[str] = []
        for box in row.iter(f"{W}tc"):
            if _owner(box, f"{W}tr") is not row:
                continue
            settings = box.find(f"{W}tcPr")
            merge = settings.find(f"{W}vMerge") if settings is not None else None
            span = settings.find(f"{W}gridSpan") if settings is not None else None
            text = cell(clean(" ".join(flat(self._text(p)) for p in box.iter(f"{W}p"))))
            if merge is not None and merge.get(f"{W}val") != "restart":
                text = above.get(len(texts), text)
            above[len(texts)] = text
            wide = (span.get(f"{W}val") or "1") if span is not None else "1"
            texts += [text, *[""] * (min(int(wide) if wide.isdigit() else 1, 60) - 1)]
        return texts


def _owner(node: Any, tag: str = f"{W}tbl") -> Any:
    return next(node.iterancestors(tag), None)


def _notes(part: Any) -> Iterator[tuple[tuple[str, str | None], str]]:
    """Yield the notes of a document by kind and number."""
    for relation in part.rels.values():
        if relation.reltype not in NOTES or relation.is_external:
            continue
        kind = relation.reltype.rpartition("/")[2][:4]
        # The library's own parser: it resolves no entities and loads nothing.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for note in etree.fromstring(relation.target_part.blob, parser):
            if note.get(f"{W}type") not in SEPARATORS:
                text = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in note)
                yield (kind, note.get(f"{W}id")), flat(clean(text)).strip()
