"""Pieces that are never torn: sentences, items, rows, code; each with what must stand before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madoguchi.language.tokens import count
from madoguchi.learning.converting.questions import ASKED
from madoguchi.learning.converting.schemas import Block
from madoguchi.learning.cutting.blocks import ITEM

GOAL = 400
"""In tokens: as long as a passage is to be."""
MOST = 1200
"""What belongs together stays together up to here."""
SENTENCE = re.compile(r".*?(?:[。！？!?](?:[」』）)]*)|(?<=[a-z0-9)])\.(?=\s)|\n|$)\s*", re.S)
CHOP = re.compile(rf".{{1,{GOAL}}}(?:[、,;\s]|$)|.{{1,{GOAL}}}", re.S)
LINE = re.compile(r"[^\n]*\n|[^\n]+")
RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*$")
LEADS = re.compile(r"[:：]\**\s*$")


@dataclass(frozen=True)
class Piece:
    """A stretch of the text. ``lead`` is said again where a passage begins with it."""

    start: int
    end: int
    tokens: int
    lead: str = ""
    asks: bool = False
    clings: bool = False
    """Says nothing without the piece after it."""


def pieces_of(markdown: str, block: Block) -> Iterable[Piece]:
    """Return a block whole where it fits, or what it consists of."""
    text = markdown[block.start : block.end]
    tokens = count(text)
    if tokens <= (MOST if block.kind == "code" else GOAL):
        asks = block.kind == "paragraph" and bool(ASKED.match(text))
        clings = asks or (block.kind == "paragraph" and bool(LEADS.search(text)))
        return (Piece(block.start, block.end, tokens, "", asks, clings),)
    if block.kind == "table":
        return _rows(text, block.start)
    if block.kind == "list":
        return _items(text, block.start)
    if block.kind == "code":
        return _lines(text, block.start)
    return _sentences(text, block.start)


def _rows(text: str, start: int) -> Iterator[Piece]:
    """Yield rows; what begins with one says the head of the table again."""
    lines = LINE.findall(text)
    has_head = len(lines) > 2 and RULE.match(lines[1].strip()) is not None
    lead = "".join(lines[:2]) if has_head and lines[0].strip(" |\n") else ""
    if count(lead) > GOAL // 2:
        lead = ""
    first = "".join(lines[:3]) if has_head else lines[0]
    yield Piece(start, start + len(first.rstrip()), count(first))
    at = start + len(first)
    for row in lines[3 if has_head else 1 :]:
        if row.strip():
            yield Piece(at, at + len(row.rstrip()), count(row), lead)
        at += len(row)


def _items(text: str, start: int) -> Iterator[Piece]:
    """Yield items, each with the items inside it."""
    lines = LINE.findall(text)
    margin = min((_margin(line) for line in lines if ITEM.match(line)), default=0)
    item, at = "", start
    for line in lines:
        if item.strip() and ITEM.match(line) and _margin(line) <= margin:
            yield from _item(item, at)
            at, item = at + len(item), ""
        item += line
    yield from _item(item, at)


def _item(item: str, at: int) -> Iterator[Piece]:
    if (tokens := count(item)) <= GOAL:
        yield Piece(at, at + len(item.rstrip()), tokens)
    else:
        yield from _sentences(item, at)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(text: str, start: int) -> Iterator[Piece]:
    at = start
    for line in LINE.findall(text):
        if line.strip():
            yield Piece(at, at + len(line.rstrip()), count(line))
        at += len(line)


def _sentences(text: str, start: int) -> Iterator[Piece]:
    for found in SENTENCE.finditer(text):
        at = start + found.start()
        for piece in _chopped(found.group()):
            bare = piece.rstrip()
            if bare:
                yield Piece(at, at + len(bare), count(bare))
            at += len(piece)


def _chopped(sentence: str) -> list[str]:
    """Return a sentence whole unless it has no end that one could wait for."""
    return [sentence] if count(sentence) <= GOAL else CHOP.findall(sentence)
