"""Numbers as people write them: groups of digits and letters, with separators between."""

import re
from collections.abc import Iterator
from typing import NamedTuple

GROUP = re.compile(r"[0-9A-Za-z]+")
SEPARATORS = frozenset(" -./+()\u200b·*")
SHORTEST, LONGEST = 7, 34
"""Characters without separators: the longest IBAN."""
LETTERS = 4
"""Groups of letters alone that are longer, or small, are words."""
USUAL = 7
"""Groups that a number is written in; only a run of its own may have more, digit by digit."""
MANY = 64
"""Groups in one run; beyond, it is a table of figures and read in pieces."""


class Piece(NamedTuple):
    """Some neighbouring groups of a run."""

    start: int
    end: int
    number: str
    """In capitals, without separators."""
    whole: bool
    """Whether nothing of the run stands beside it."""


class _Group(NamedTuple):
    start: int
    end: int
    text: str
    has_digit: bool


def pieces(text: str) -> Iterator[Piece]:
    """Yield everything in ``text`` that may be one number."""
    for run in _runs(text):
        last = len(run) - 1
        for first, begin in enumerate(run):
            number = ""
            digits = False
            for place in range(first, len(run)):
                group = run[place]
                number += group.text
                digits = digits or group.has_digit
                if len(number) > LONGEST:
                    break
                whole = first == 0 and place == last
                if place - first >= USUAL and not (first == 0 and len(run) <= LONGEST):
                    break
                if digits and len(number) >= SHORTEST and (whole or place - first < USUAL):
                    yield Piece(begin.start, group.end, number, whole)


def _runs(text: str) -> Iterator[list[_Group]]:
    run: list[_Group] = []
    for found in GROUP.finditer(text):
        written, start = found[0], found.start()
        has_digit = not written.isalpha()
        word = not has_digit and (len(written) > LETTERS or not written.isupper())
        if run and (word or len(run) >= MANY or not _joined(text, run[-1].end, start)):
            yield from _with_digits(run)
            run = []
        if not word and len(written) <= LONGEST:
            run.append(_Group(start, found.end(), written.upper(), has_digit))
    yield from _with_digits(run)


def _joined(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= 3 and all(sign in SEPARATORS for sign in between)


def _with_digits(run: list[_Group]) -> Iterator[list[_Group]]:
    if any(group.has_digit for group in run):
        yield run
