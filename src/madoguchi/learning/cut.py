"""Markdown cut into passages: along headings and sentences, never through a table or code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from madoguchi.knowledge.schemas import NewPassage

LONGEST = 480
"""In characters of Japanese; a character of Latin script counts for less than half."""
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
SENTENCE = re.compile(r".*?(?:[。！？!?](?:[」』）)]*)|(?<=[a-z0-9)])\.(?=\s)|\n|$)\s*", re.S)


@dataclass(frozen=True)
class _Block:
    start: int
    text: str

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
        if heading := HEADING.match(block.text):
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
    start, position, fenced = None, 0, False
    for line in markdown.splitlines(keepends=True):
        fence = line.lstrip().startswith(("```", "~~~"))
        heading = not fenced and HEADING.match(line) is not None
        blank = not fenced and not line.strip()
        if (heading or blank) and start is not None:
            yield _Block(start, markdown[start:position].rstrip("\n"))
            start = None
        if heading:
            yield _Block(position, line.rstrip("\n"))
        elif not blank and start is None:
            start = position
        fenced ^= fence
        position += len(line)
    if start is not None:
        yield _Block(start, markdown[start:].rstrip("\n"))


def _pieces(block: _Block) -> Iterator[_Block]:
    """Yield a block whole, or by sentences when it is prose and too long."""
    whole = block.text.lstrip().startswith(("|", "```", "~~~"))
    if whole or _weight(block.text) <= LONGEST:
        yield block
        return
    for match in SENTENCE.finditer(block.text):
        if match.group().strip():
            yield _Block(block.start + match.start(), match.group().rstrip())


def _weight(text: str) -> float:
    return sum(1.0 if character > "\u2e80" else 0.4 for character in text)
