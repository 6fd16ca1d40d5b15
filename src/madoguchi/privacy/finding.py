"""How a word that somebody looks for stands in their own masked conversations."""

from collections.abc import Iterator, Mapping

from madoguchi.privacy.grammar import written
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.sameness import folded

SHORTEST = 2
"""Fewer letters stand in too many values."""


def ways_of(wanted: str, own: Mapping[str, Values]) -> dict[str, set[str]]:
    """Return what to look for, by conversation: as part of a value, or with values in it."""
    found = {talk_id: set(_ways(wanted, values)) for talk_id, values in own.items()}
    return {talk_id: ways for talk_id, ways in found.items() if ways}


def _ways(wanted: str, values: Values) -> Iterator[str]:
    with_placeholders = wanted
    for (kind, number), value in sorted(values.items(), key=lambda each: -len(each[1])):
        part = folded(kind, wanted)
        if len(part) >= SHORTEST and part in folded(kind, value):
            yield written(kind, number)
        if len(value) >= SHORTEST:
            with_placeholders = with_placeholders.replace(value, written(kind, number))
    if with_placeholders != wanted:
        yield with_placeholders
