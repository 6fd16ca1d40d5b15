"""Terms that say little by themselves, in the languages that are asked in most."""

from functools import cache
from importlib.resources import files

import regex

ENDING = regex.compile(r"\p{Hiragana}{1,2}")


def is_common(term: str) -> bool:
    """Tell whether a word, or a piece of one, hardly tells one text from another."""
    return term in _common_words() or ENDING.fullmatch(term) is not None


@cache
def _common_words() -> frozenset[str]:
    lines = files("madoguchi.language").joinpath("common.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
