"""Letters that many languages share: a vote of the words, two libraries and the talk so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

import regex

from madoguchi.language import library, romaji
from madoguchi.language.codes import UNKNOWN
from madoguchi.language.words import ROMAJI, bare, by_word, languages, neutral_words

WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
SEEN, RANKED, LIST_LESS, SITE, LAST = 0.33, 0.6, 0.5, 0.06, 0.3
FOREIGN_LETTERS = {
    "ru": "іїєґўјљњћђџ",
    "uk": "ёъыэў",
    "bg": "ыэёіїєґў",
    "sr": "йщъыьэюяёіїєґ",
    "mk": "йщъыьэюяёіїєґ",
    "be": "ищъ",
}
"""Letters that a language does not have."""
SPELT = {"ja": ROMAJI}
CLEAR_WORDS, CLEAR, CLEAR_LEAD = 3, 0.6, 0.3
AGREED, AGREED_WORDS, AGREED_LEAD = 0.9, 0.25, 0.2
ENOUGH_FOR_LIBRARY, A_NAME = 16, 0.4


@dataclass(frozen=True)
class Vote:
    """What the words say."""

    language: str
    confidence: float
    known: float
    """the share of the words that are the language's own"""
    words: int


@dataclass(frozen=True)
class Word:
    """A word as the lists have it, and how much it counts."""

    text: str
    weight: float


def vote(plain: str, before: str | None, site: Sequence[str]) -> Vote:
    """Return the language of words in an alphabet; ``plain`` holds letters only."""
    words = [word for word in words_of(plain) if word.text not in neutral_words()]
    if not words:
        return Vote(UNKNOWN, 0, 0, 0)
    points = _known(words)
    known = dict(points)
    seen = {} if _settled(words, points) else _libraries(words, points)
    for language, share in seen.items():
        weight = 1 if language in languages() else LIST_LESS
        points[language] = points.get(language, 0) + weight * share
    points = {each: count for each, count in points.items() if _spells(each, plain)}
    if romaji.looks_so([word.text for word in words]):
        points[ROMAJI] = points.get(ROMAJI, 0) + romaji.WEIGHT
    if not points:
        return Vote(UNKNOWN, 0, 0, len(words))
    for language in site:
        points[language] = points.get(language, 0) + SITE
    if last := next((each for each in (before, SPELT.get(before or "")) if each in points), None):
        points[last] += LAST
    ranked = sorted(points, key=lambda each: (-points[each], each))
    best = ranked[0]
    second = points[ranked[1]] if len(ranked) > 1 else 0
    sure = _sure(points[best], second)
    return Vote("ja" if best == ROMAJI else best, sure, known.get(best, 0), len(words))


def words_of(plain: str) -> list[Word]:
    """Return the words, each as the list has it: whole, or in the pieces around an apostrophe.

    A capital letter inside a sentence speaks of a name, which may come from anywhere.
    """
    found: list[Word] = []
    listed = by_word()
    sentence = any(word[0].islower() for word in WORD.findall(plain))
    for match in WORD.finditer(plain):
        word = match.group().casefold().replace("’", "'")
        weight = A_NAME if sentence and match.start() and match.group()[0].isupper() else 1.0
        whole = word in listed or "'" not in word
        pieces = [word] if whole else [piece for piece in word.split("'") if piece]
        found += [Word(piece, weight) for piece in pieces]
    return found


def _libraries(words: list[Word], known: dict[str, float]) -> dict[str, float]:
    """Return what the libraries see in the text: one of them without its names."""
    whole = " ".join(word.text for word in words)
    own = " ".join(word.text for word in words if word.weight == 1)
    own = own if len(own) >= ENOUGH_FOR_LIBRARY else whole
    seen = library.seen(whole)
    views = [(SEEN, seen)]
    if own != whole:
        views = [(SEEN / 2, library.seen(own)), (SEEN / 2, seen)]
    if not _agree(known, seen):
        views.append((RANKED, library.ranked(own)))
    trust = min(1.0, len(whole) / ENOUGH_FOR_LIBRARY)
    points: dict[str, float] = {}
    for weight, shares in views:
        for language, share in shares.items():
            points[language] = points.get(language, 0) + weight * trust * share
    return points


def _settled(words: list[Word], points: dict[str, float]) -> bool:
    """Tell whether the words alone are as clear as a sentence can be."""
    best, second = nlargest(2, [*points.values(), 0, 0])
    return len(words) >= CLEAR_WORDS and best >= CLEAR and best - second >= CLEAR_LEAD


def _agree(known: dict[str, float], seen: dict[str, float]) -> bool:
    """Tell whether words and one library say the same, so that the larger one may stay shut."""
    best, second = nlargest(2, [*known.items(), ("", 0.0), ("", 0.0)], key=lambda each: each[1])
    return (
        seen.get(best[0], 0) >= AGREED
        and best[1] >= AGREED_WORDS
        and best[1] - second[1] >= AGREED_LEAD
    )


def _known(words: list[Word]) -> dict[str, float]:
    """Return for each language how much of the text is made of its words."""
    points: dict[str, float] = {}
    listed = by_word()
    whole = sum(word.weight for word in words)
    for word in words:
        found = listed.get(word.text) or listed.get(bare(word.text)) or {}
        for language, share in found.items():
            points[language] = points.get(language, 0) + share * word.weight / whole
    return points


def _spells(language: str, plain: str) -> bool:
    return not set(FOREIGN_LETTERS.get(language, "")).intersection(plain.casefold())


def _sure(best: float, second: float) -> float:
    return round(min(1.0, best / 0.8) * best / (best + second), 3)
