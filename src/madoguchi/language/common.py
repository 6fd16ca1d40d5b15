"""Words that say little by themselves, in the languages that are asked in most."""

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Return them, as the analyser gives words."""
    lines = files("madoguchi.language").joinpath("common.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
