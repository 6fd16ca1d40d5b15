"""The lists and templates beside this file, read as they are."""

from pathlib import Path

HERE = Path(__file__).parent


def lines_of(name: str) -> list[str]:
    """Return the lines of a file that say something."""
    return [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line]


def lists_of(name: str) -> dict[str, list[str]]:
    """Return the named lists of a file."""
    return {line.split(": ", 1)[0]: line.split(": ", 1)[1].split("|") for line in lines_of(name)}


FORMS = lists_of("forms.txt")
"""How streets, codes and numbers are written."""
