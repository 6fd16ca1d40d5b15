"""The prefectures and municipalities of Japan, and where one of them ends in a text."""

import re
from functools import cache

from madoguchi.privacy.recognizing.japanese.lists import lines

LONGEST, SHORTEST = 13, 2
ENDING = re.compile("[市区町村]")
COUNTY = re.compile(r"(.+?郡)(.+)")
WARD = re.compile(r"(.+?市)(.+区)")


@cache
def prefectures() -> tuple[str, ...]:
    """Return the names of the prefectures."""
    return tuple(line.split(" ", 1)[0] for line in lines("municipalities.txt"))


@cache
def municipalities() -> frozenset[str]:
    """Return each municipality as people write it: without its county, a ward without its city."""
    whole = {name for line in lines("municipalities.txt") for name in line.split()[1:]}
    parts = {
        part
        for name in whole
        for match in (COUNTY.fullmatch(name), WARD.fullmatch(name))
        if match
        for part in match.groups()
        if not part.endswith("郡")
    }
    return frozenset(name for name in whole | parts if len(name) >= SHORTEST)


@cache
def _endings() -> frozenset[str]:
    """Return the last two characters of each, which most pieces of text do not have."""
    return frozenset(name[-SHORTEST:] for name in municipalities())


def ending_at(text: str, end: int) -> int | None:
    """Return where the longest municipality begins that ends at ``end``."""
    if text[end - SHORTEST : end] not in _endings():
        return None
    known = municipalities()
    for start in range(max(0, end - LONGEST), end - SHORTEST + 1):
        if text[start:end] in known:
            return start
    return None
