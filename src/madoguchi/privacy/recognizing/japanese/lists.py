"""What stands in files beside the code: lists of words, readings, places."""

from functools import cache
from importlib import resources


def lines(name: str) -> list[str]:
    """Return the lines of a file that are no comment."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def words(section: str) -> frozenset[str]:
    """Return the words of one section of ``words.txt``."""
    found: list[str] = []
    inside = False
    for line in lines("words.txt"):
        if line.endswith(":"):
            inside = line == f"{section}:"
        elif inside:
            found += line.split()
    return frozenset(found)
