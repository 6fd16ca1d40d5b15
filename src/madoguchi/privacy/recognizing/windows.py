"""The places of a text at which a costly pattern could match at all."""

import re
from collections.abc import Iterator


def glance(alternatives: str) -> str:
    """Return a look at one letter that spares most places a long list: any letter the list has."""
    letters = "".join(sorted(set(filter(str.isalpha, alternatives))))
    return f"(?=[{letters}])"


def windows(cue: re.Pattern[str], text: str, before: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield what stands around every cue, from left to right, overlapping parts as one."""
    start = end = -1
    for found in cue.finditer(text):
        if found.start() - before > end:
            if end > 0:
                yield start, end
            start = max(0, found.start() - before)
        end = min(len(text), found.end() + after)
    if end > 0:
        yield start, end


def around(
    cue: re.Pattern[str], pattern: re.Pattern[str], text: str, before: int, after: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern near its cue."""
    for start, end in windows(cue, text, before, after):
        yield from pattern.finditer(text, start, end)
