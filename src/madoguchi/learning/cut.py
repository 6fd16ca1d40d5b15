"""Markdown cut into passages: along headings and sentences, never through a table or code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from madoguchi.knowledge.schemas import NewPassage

LONGEST = 480
"""In characters of Japanese; a character of Latin script counts for less than half."""
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
SENTENCE = re.compile(r".*?(?:[。！？!?](?:[」』）)]*)|(?<=[a-z0-9)])\.(?=\s)|\n|$)\s*", re.S)


@dataclass(frozen=True)
class _Block:
    start: int
    text: str
    kind: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def title_of(markdown: str, otherwise: str) -> str:
    """Return the first heading of a text."""
    for line in markdown.splitlines():
        if heading := HEADING.match(line):
            return heading[2]
    return otherwise


def cut(markdown: str) -> tuple[NewPassage, ...]:
    """Return the passages of a text, each with its headings and its place."""
    passages: list[NewPassage] = []
    crumbs: list[tuple[int, str]] = []
    gathered: list[_Block] = []

    def close() -> None:
        if gathered:
            start, end = gathered[0].start, gathered[-1].end
            text = markdown[start:end].rstrip()
            path = tuple(title for _, title in crumbs)
            passages.append(NewPassage(path, text, start, start + len(text)))
            gathered.clear()

    for block in _blocks(markdown):
        heading = HEADING.match(block.text) if block.kind == "heading" else None
        if heading:
            close()
            level = len(heading[1])
            while crumbs and crumbs[-1][0] >= level:
                crumbs.pop()
            crumbs.append((level, heading[2]))
            continue
        for piece in _pieces(block):
            if gathered and _weight(markdown[gathered[0].start : piece.end]) > LONGEST:
                close()
            gathered.append(piece)
    close()
    return tuple(passages)


def _blocks(markdown: str) -> Iterator[_Block]:
    """Yield headings, paragraphs, lists, tables and fenced code, each with its place."""
    start, position, kind, fence = None, 0, "", ""
    for line in markdown.splitlines(keepends=True):
        now, fence_after = _kind(line, fence)
        if start is not None and (now != kind or kind == "heading"):
            yield _Block(start, markdown[start:position].rstrip("\n"), kind)
            start = None
        if start is None and now != "blank":
            start, kind = position, now
        position += len(line)
        fence = fence_after
        if now == "code" and not fence and start is not None:
            yield _Block(start, markdown[start:position].rstrip("\n"), kind)
            start = None
    if start is not None:
        yield _Block(start, markdown[start:].rstrip("\n"), kind)


def _kind(line: str, fence: str) -> tuple[str, str]:
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
        return "blank", ""
    return ("table" if bare.startswith("|") else "prose"), ""


def _pieces(block: _Block) -> Iterator[_Block]:
    """Yield a block whole, or by sentences when it is prose and too long."""
    if block.kind != "prose" or _weight(block.text) <= LONGEST:
        yield block
        return
    for match in SENTENCE.finditer(block.text):
        if match.group().strip():
            yield _Block(block.start + match.start(), match.group().rstrip(), block.kind)


def _weight(text: str) -> float:
    return sum(1.0 if character > "\u2e80" else 0.4 for character in text)
