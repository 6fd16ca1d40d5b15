"""Sentences quoted as they stand: a row below its table's head, an item in its list."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import regex

ROW = regex.compile(r"\s*\|")
UNDER_HEAD = regex.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*")
ITEM = regex.compile(r"\s*(?:[-*+]|(?P<number>\d+[.)]))\s")
LEADS = regex.compile(r"[:：]\s*\Z")
UNNAMED_ROW = regex.compile(r"\s*\|\s*\|")
PROSE = -1
MOST_LINES = 8
"""Of a table or a list that is quoted in whole."""


def quote(text: str, sentences: Sequence[str], joiner: str, mark: str) -> str:
    """Return a Markdown quotation of some sentences of a passage, in their order, with a mark."""
    lines = text.split("\n")
    taken: dict[int, list[str]] = {}
    places = _places(lines, sentences)
    rows = {_block(lines, at) for at, _ in places if at not in _head(lines, _block(lines, at))}
    for at, sentence in places:
        start = _block(lines, at)
        if start in rows and at in _head(lines, start):
            continue  # it stands above its rows anyway
        for near in (at, *_needed(lines, at)):
            taken.setdefault(near, [])
        taken[at].append(sentence)
    blocks: list[str] = []
    for start, numbers in groupby(sorted(taken), key=lambda number: _block(lines, number)):
        if start == PROSE:
            blocks.append(joiner.join(each for number in numbers for each in taken[number]))
        else:
            every = sorted({*_head(lines, start), *numbers})
            blocks.append("\n".join(lines[number].strip() for number in every))
    return framed("\n\n".join(blocks), mark)


def framed(markdown: str, mark: str) -> str:
    """Return Markdown as a quotation; its mark stands below where it would become part of a row."""
    shown = "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
    last = markdown.rsplit("\n", 1)[-1]
    return f"{shown}\n\n{mark}" if ROW.match(last) or ITEM.match(last) else f"{shown} {mark}"


def _places(lines: Sequence[str], sentences: Iterable[str]) -> list[tuple[int, str]]:
    """Return the line of each sentence."""
    here, places = 0, []
    for sentence in sentences:
        found = (n for n in (*range(here, len(lines)), *range(here)) if sentence in lines[n])
        here = next(found, here)
        places.append((here, sentence))
    return places


def _block(lines: Sequence[str], number: int) -> int:
    """Return where the table or the list begins that a line belongs to."""
    for sort in (ROW, ITEM):
        if sort.match(lines[number]):
            start, _ = _around(lines, number, sort)
            if sort is ITEM or _head(lines, start):
                return start
    return PROSE


def _needed(lines: Sequence[str], number: int) -> Iterable[int]:
    """Return the lines without which one of them is not understood."""
    start = _block(lines, number)
    if start == PROSE:
        return _announced(lines, number) if LEADS.search(lines[number]) else ()
    head = _head(lines, start)
    if number in head:
        return _beginning(lines, start)
    if head:
        first = number
        while first > start + len(head) and UNNAMED_ROW.match(lines[first]):
            first -= 1
        return range(first, number)
    is_step = ITEM.match(lines[start])
    return _beginning(lines, start) if is_step and is_step["number"] else ()


def _announced(lines: Sequence[str], number: int) -> Iterable[int]:
    """Return the table or the list that a line ending in a colon leads to."""
    following = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), number)
    return _beginning(lines, following) if _block(lines, following) == following else ()


def _beginning(lines: Sequence[str], start: int) -> Iterable[int]:
    """Return the whole table or list, unless it is long."""
    head = len(_head(lines, start))
    _, end = _around(lines, start, ROW if head else ITEM)
    return range(start, min(end, start + head + MOST_LINES))


def _around(lines: Sequence[str], number: int, sort: regex.Pattern[str]) -> tuple[int, int]:
    start, end = number, number + 1
    while start and sort.match(lines[start - 1]):
        start -= 1
    while end < len(lines) and sort.match(lines[end]):
        end += 1
    return start, end


def _head(lines: Sequence[str], start: int) -> Sequence[int]:
    """Return the lines of a table's head, if a table begins here."""
    under = start + 1
    is_table = under < len(lines) and ROW.match(lines[start]) and UNDER_HEAD.fullmatch(lines[under])
    return (start, under) if is_table else ()
