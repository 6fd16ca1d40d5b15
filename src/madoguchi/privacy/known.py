"""What a conversation has hidden once stays hidden wherever it is said again."""

import re

from madoguchi.privacy.grammar import VERBATIM
from madoguchi.privacy.ports import Strictness
from madoguchi.privacy.recognizing.spans import Kind, Span
from madoguchi.privacy.restoring import Values

SHORTEST = 2
"""A single letter stands in too many other words."""
BEFORE, BEHIND = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
PLAIN = re.compile(r"[0-9A-Za-z]")


class Known:
    """Finds the values behind a conversation's placeholders, letter by letter."""

    def __init__(self, values: Values) -> None:
        self._kinds: dict[str, Kind] = {}
        for (kind, _), value in values.items():
            if kind != VERBATIM and len(value) >= SHORTEST:
                self._kinds[value] = kind
        longest_first = sorted(self._kinds, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_alone, longest_first)))

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return where they stand."""
        if not self._kinds:
            return []
        return [
            Span(self._kinds[found.group()], found.start(), found.end(), 1.0)
            for found in self._pattern.finditer(text)
        ]


def _alone(value: str) -> str:
    """Return a pattern that does not match in the middle of a number or a Latin word."""
    before = BEFORE if PLAIN.match(value[0]) else ""
    behind = BEHIND if PLAIN.match(value[-1]) else ""
    return f"{before}{re.escape(value)}{behind}"
