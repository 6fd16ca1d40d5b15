"""The blocks of a page, in the order in which they are read."""

import re

from selectolax.lexbor import LexborNode

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.html.inline import BLOCKS, TEXT, Inline
from madoguchi.learning.converting.html.lists import is_faq, list_text, term_lines
from madoguchi.learning.converting.html.parse import holds, said
from madoguchi.learning.converting.html.tables import grid_of, is_layout, written
from madoguchi.learning.converting.schemas import BlockKind
from madoguchi.learning.converting.writing import fenced, plain, tidy

HEADINGS = {f"h{level}": level for level in range(1, 7)}
QUESTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:q|question|faq[-_]?q|qa[-_]?q|accordion[-_]?(?:title|header|head|button))$",
    re.I,
)
STRUCTURE = "p,div,ul,ol,dl,table,h1,h2,h3,h4,h5,h6"
QUESTION_LENGTHS = range(4, 150)
DEEPEST = 400
SKIPPED = frozenset(("hr", "colgroup", "col", "legend"))


class Page:
    """Writes an element and everything below it into a draft."""

    def __init__(self, draft: Draft, base: str | None) -> None:
        self._draft = draft
        self._inline = Inline(base)
        self._above = 1
        self._ended = 0
        self._anchor: str | None = None

    def write(self, node: LexborNode, depth: int = 0) -> None:
        """Write the content of an element: runs of text as paragraphs, blocks as what they are."""
        if depth > DEEPEST:
            self._paragraph(node.text(deep=True))
            return
        running: list[str] = []
        for child in node.iter(include_text=True, skip_empty=False):
            tag = child.tag or ""
            if tag == TEXT or (tag not in BLOCKS and not _holds_blocks(child)):
                running.append(self._inline.one(child))
                continue
            self._paragraph("".join(running))
            running.clear()
            self._block(child, tag, depth + 1)
        self._paragraph("".join(running))

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in SKIPPED:
            return
        self._anchor = node.id or self._anchor
        if level := _heading_level(node, tag):
            self._heading(level, self._inline.of(node))
        elif tag in ("summary", "button") or _is_question(node):
            self._heading(min(self._above + 1, 6), self._inline.of(node), stays=False)
        elif tag in ("ul", "ol", "menu"):
            self._list(node, depth)
        elif tag == "dl":
            self._terms(node, depth)
        elif tag == "table":
            self._table(node, depth)
        elif tag == "pre":
            self._code(node)
        elif tag == "blockquote":
            self._quote(node)
        else:
            above = self._above
            self.write(node, depth)
            if tag == "details":
                self._above = self._ended = above

    def _add(self, kind: BlockKind, text: str) -> None:
        """Write a block. What follows an answer that has ended does not stand below it."""
        if text:
            self._draft.add(kind, text, self._ended)
            self._ended = 0

    def _paragraph(self, text: str) -> None:
        if text := plain(tidy(text)):
            self._add("paragraph", text)

    def _heading(self, level: int, text: str, *, stays: bool = True) -> None:
        """Write a heading; ``stays`` says whether questions after it stand below it."""
        line = tidy(text).replace("\n", " ").replace("**", "")
        if not line:
            return
        if self._anchor:
            self._draft.mark("anchor", self._anchor)
            self._anchor = None
        self._draft.heading(level, line)
        self._ended = 0
        if stays:
            self._above = level

    def _list(self, node: LexborNode, depth: int) -> None:
        if node.css_first("table,pre,dl,h1,h2,h3,h4,h5,h6,details"):
            self.write(node, depth)
            return
        self._add("list", list_text(node, self._inline))

    def _terms(self, node: LexborNode, depth: int) -> None:
        """Questions become headings, short definitions one list."""
        if node.css_first("dt,dd") is None:
            self.write(node, depth)
        elif not is_faq(node):
            self._add("list", "\n".join(term_lines(node, self._inline)))
        else:
            self._questions(node, depth)

    def _questions(self, node: LexborNode, depth: int) -> None:
        level = min(self._above + 1, 6)
        for part in node.css("dt,dd"):
            if part.parent is not None and _owner(part) != node.mem_id:
                continue
            self._anchor = part.id or self._anchor
            if part.tag == "dt":
                self._heading(level, self._inline.of(part), stays=False)
            else:
                self.write(part, depth + 1)
        self._ended = self._above

    def _table(self, node: LexborNode, depth: int) -> None:
        if is_layout(node):
            for box in node.css("caption,td,th"):
                if _owner(box, "table") == node.mem_id:
                    self.write(box, depth + 1)
            return
        if caption := node.css_first("caption"):
            self._paragraph(self._inline.of(caption))
        grid = grid_of(node, self._inline.of)
        if grid.width == 1:
            for row in grid.rows:
                self._paragraph(row[0].replace("\\|", "|"))
        elif grid.rows:
            self._add("table", written(grid))

    def _code(self, node: LexborNode) -> None:
        text = node.text(deep=True)
        if text.strip():
            self._add("code", fenced(text))

    def _quote(self, node: LexborNode) -> None:
        lines = tidy(self._inline.of(node)).split("\n")
        if any(lines):
            self._add("quote", "\n".join(f"> {line}" for line in lines))


def _holds_blocks(node: LexborNode) -> bool:
    return node.first_child is not None and holds(node, STRUCTURE)


def _heading_level(node: LexborNode, tag: str) -> int | None:
    if tag in HEADINGS:
        return HEADINGS[tag]
    if said(node, "role") == "heading":
        level = said(node, "aria-level")
        return min(max(int(level), 1), 6) if level.isascii() and level.isdigit() else 2
    return None


def _is_question(node: LexborNode) -> bool:
    """Tell whether a page calls this short block a question."""
    if not any(QUESTION_CLASS.search(name) for name in said(node, "class").split()):
        return False
    return len(node.text(deep=True).strip()) in QUESTION_LENGTHS and not _holds_blocks(node)


def _owner(node: LexborNode, tag: str = "dl") -> int | None:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent.mem_id if parent is not None else None
