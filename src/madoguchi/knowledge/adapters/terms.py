"""What every index makes of the analyser's terms: three fields, and what each adds to a score."""

from collections.abc import Iterator

from madoguchi.knowledge.schemas import Entry

SHARES = {"words": 1.0, "grams": 0.6, "pairs": 0.4}
"""Pairs are words side by side: they tell passages apart that have the same words."""
FILTERS = ("tenant", "collection", "source", "language")
EVERYBODY = "*"
"""The role of a passage that everybody may see."""


def fields_of(words: list[str], grams: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each field with its terms."""
    yield "words", words
    yield "grams", grams
    yield "pairs", [f"{one}|{other}" for one, other in zip(words, words[1:], strict=False)]


def roles_of(entry: Entry) -> list[str]:
    """Return who may see a passage, as an index keeps it."""
    return list(entry.roles or (EVERYBODY,))
