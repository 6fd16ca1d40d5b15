"""Words, numbers and signs of a text, with their places."""

import re
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]|_+")


class Token(NamedTuple):
    """One word, number or sign."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens between two places; a new line is one too."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [Token(match[0], match.start(), match.end()) for match in found]


def shape(word: str) -> str:
    """Return what a word looks like: ``Aa``, ``AA``, ``a``, ``9999``, or the sign itself."""
    if word[0].isalpha():
        if len(word) == 1:
            return "A" if word.isupper() else "a"
        if word.islower():
            return "aa"
        if word.isupper():
            return "AA"
        return "Aa" if word[0].isupper() and word[1:].islower() else "AaA"
    return "9" * min(len(word), 6) if word[0].isdecimal() else word[:1]
