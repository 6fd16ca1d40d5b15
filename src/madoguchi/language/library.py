"""The libraries that know many languages: CLD2 by groups of letters, langid by groups of bytes."""

import threading
from functools import cache
from importlib import import_module
from typing import Protocol

import pycld2

from madoguchi.language.codes import tidy
from madoguchi.language.words import languages

SAME = {"iw": "he", "in": "id", "jw": "jv", "nb": "no", "nn": "no", "mo": "ro", "sh": "hr"}
COUSINS = {
    "af": "nl",
    "bh": "hi",
    "co": "it",
    "crs": "fr",
    "gl": "es",
    "ht": "fr",
    "la": "it",
    "lb": "de",
    "mk": "ru",
    "mr": "hi",
    "ms": "id",
    "ne": "hi",
    "sco": "en",
    "sr": "ru",
}
"""Languages that the library likes to see in a few words of a larger neighbour."""
NEIGHBOUR_BELOW = 40
MOST_RANKED = 4
_opening = threading.Lock()


class Ranker(Protocol):
    """What langid can do."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return languages with their probabilities."""


def seen(text: str) -> dict[str, float]:
    """Return the share of ``text`` that CLD2 sees in each language."""
    try:
        _, _, found = pycld2.detect(text, bestEffort=True)
    except pycld2.error:
        return {}
    shares: dict[str, float] = {}
    for _, tag, percent, _ in found:
        if tag != "un" and percent:
            _add(shares, tidy(tag), percent / 100, len(text))
    return shares


def ranked(text: str) -> dict[str, float]:
    """Return how likely langid holds each language of ``text`` to be."""
    chances: dict[str, float] = {}
    for tag, chance in langid().rank(text)[:MOST_RANKED]:
        _add(chances, tidy(tag), chance, len(text))
    return chances


def _add(found: dict[str, float], language: str, share: float, letters: int) -> None:
    """Note what was seen; few letters are shared with a larger neighbour."""
    language = SAME.get(language, language)
    found[language] = found.get(language, 0) + share
    if letters < NEIGHBOUR_BELOW and (cousin := COUSINS.get(language)):
        found[cousin] = found.get(cousin, 0) + share


def is_open() -> bool:
    """Tell whether everything has been read that is read at first need."""
    return bool(_open.cache_info().currsize)


def langid() -> Ranker:
    """Return langid's model, read at first need."""
    with _opening:
        return _open()


@cache
def _open() -> Ranker:
    """Read the model, and keep of it what is needed: only languages that there are words for.

    It is imported here because it takes 60 MB and half a second, which a site whose readers
    all write Japanese never has to spend.
    """
    parts = import_module("py3langid.langid")
    whole = parts.LanguageIdentifier.from_model_file(parts.MODEL_FILE)
    wanted = languages() | {tag for tag, ours in SAME.items() if ours in languages()}
    kept = [n for n, label in enumerate(whole.nb_classes) if label in wanted]
    found: Ranker = parts.LanguageIdentifier(
        whole.nb_ptc[:, kept].copy(),
        whole.nb_pc[kept],
        [whole.nb_classes[n] for n in kept],
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )
    return found
