"""The words that people write to a help desk, by language."""

import unicodedata
from functools import cache
from importlib.resources import files

ROMAJI, NEUTRAL = "ja-latn", "und"
Shares = dict[str, float]
LAST_LATIN = "\u024f"
SHORTEST_BARE, WITHOUT_ACCENTS = 4, 0.7
STROKES = str.maketrans("ıđłø", "idlo")


@cache
def by_word() -> dict[str, Shares]:
    """Return the languages that each word stands in, and how much it speaks for each.

    A word counts less where it stands in many, and where its accents were left out.
    """
    found: dict[str, Shares] = {}
    for language in sorted(languages()):
        for word in _lists()[language]:
            found.setdefault(word, {})[language] = 1.0
            if len(word) >= SHORTEST_BARE:
                found.setdefault(bare(word), {}).setdefault(language, WITHOUT_ACCENTS)
    return {
        word: {language: share / len(shares) ** 0.5 for language, share in shares.items()}
        for word, shares in found.items()
    }


@cache
def chinese_words() -> frozenset[str]:
    """Return words that tell Chinese from Japanese where only Chinese characters stand."""
    return frozenset(_lists()["zh"])


@cache
def languages() -> frozenset[str]:
    """Return the languages that there is a list for."""
    return frozenset(_lists()) - {NEUTRAL}


@cache
def neutral_words() -> frozenset[str]:
    """Return words and names that people write in every language."""
    return frozenset(_lists()[NEUTRAL])


def bare(word: str) -> str:
    """Return a word without its accents."""
    if word.isascii() or word[0] > LAST_LATIN:
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(STROKES)


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    here: list[str] = []
    for line in (
        files("madoguchi.language").joinpath("lists/words.txt").read_text("utf-8").splitlines()
    ):
        if line.startswith("["):
            here = lists.setdefault(line.strip(" []"), [])
        elif not line.startswith("#"):
            here += line.casefold().split()
    return lists
