"""The titles of people: a model reads them, and without them the same name stays the same."""

import re

BEFORE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.?\s*", re.I)
BEHIND = re.compile(r"\s*(?:様|さま|さん|ちゃん|くん|氏|殿|先生|御中)\s*\Z")


def untitled(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a name stands without its title; where nothing is left, with it."""
    first, last = start, end
    if before := BEFORE.match(text, start, end):
        first = before.end()
    if behind := BEHIND.search(text, first, end):
        last = behind.start()
    return (first, last) if first < last else (start, end)
