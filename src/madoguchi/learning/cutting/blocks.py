"""The blocks of Markdown that no converter has read, such as a page of the handbook."""

import re
from collections.abc import Iterator

from madoguchi.learning.converting.schemas import Block, BlockKind

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
Kind = BlockKind | None


def blocks_of(markdown: str) -> Iterator[Block]:
    """Yield headings, paragraphs, lists, tables and fenced code, each with its place."""
    start, position, kind, fence = 0, 0, None, ""
    for line in markdown.splitlines(keepends=True):
        now, fence_after = _kind(line, fence, kind)
        if kind and (now != kind or kind == "heading"):
            yield _block(markdown, start, position, kind)
            kind = None
        if kind is None:
            start, kind = position, now
        position += len(line)
        fence = fence_after
        if now == "code" and not fence:
            yield _block(markdown, start, position, now)
            kind = None
    if kind:
        yield _block(markdown, start, len(markdown), kind)


def _block(markdown: str, start: int, end: int, kind: BlockKind) -> Block:
    text = markdown[start:end].rstrip("\n")
    heading = HEADING.match(text) if kind == "heading" else None
    level = len(heading[1]) if heading else 0
    return Block(kind=kind, start=start, end=start + len(text), level=level)


def _kind(line: str, fence: str, before: Kind) -> tuple[Kind, str]:
    """Return what a line belongs to, and the fence that is open after it."""
    bare = line.strip()
    if fence:
        closes = bare.startswith(fence) and not bare.strip(fence[0])
        return "code", "" if closes else fence
    if opened := FENCE.match(bare):
        return "code", opened[1]
    if HEADING.match(line):
        return "heading", ""
    if not bare:
        return None, ""
    if bare.startswith("|"):
        return "table", ""
    # A line that goes on with an item belongs to its list.
    return ("list" if before == "list" or ITEM.match(line) else "paragraph"), ""
