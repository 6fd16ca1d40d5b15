"""What may be a name: what a dictionary holds, what sounds like one, what its kanji speak for."""

from functools import cache, lru_cache

from madoguchi.privacy.ports import Speech, Tagger
from madoguchi.privacy.recognizing.japanese.letters import (
    HIRAGANA_RUN,
    KANJI_RUN,
    KATAKANA_RUN,
    katakana,
)
from madoguchi.privacy.recognizing.japanese.lists import lines

REMEMBERED = 16_384
SURNAME_LONGEST, GIVEN_LONGEST = 5, 4
UNSEEN = -3.0
LIKELY = 0.0
"""From here on two or three kanji that no dictionary holds are taken for a given name."""


@cache
def _readings(name: str) -> frozenset[str]:
    return frozenset(word for line in lines(f"{name}_readings.txt") for word in line.split())


@cache
def _levels() -> dict[tuple[str, str], int]:
    rows = (line.split() for line in lines("given_letters.txt"))
    return {(row[0], letter): int(row[1]) for row in rows if len(row) == 3 for letter in row[2]}


class NameBook:
    """Answers whether a piece of text may be a name; it remembers what it was asked."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.split = lru_cache(REMEMBERED)(self._split)
        self.is_surname = lru_cache(REMEMBERED)(self._is_surname)

    def _is_surname(self, text: str) -> bool:
        """Tell whether ``text`` is a family name in kanji, or is read like one."""
        if "surname" in self._tagger.known_as(text):
            return True
        if "ノ" in text and any(self.is_surname(text.replace("ノ", to)) for to in ("の", "之", "")):
            return True
        return _is_read(text, "surname")

    def is_given(self, text: str) -> bool:
        """Tell whether ``text`` is a given name in kanji, or is read like one."""
        return "given" in self._tagger.known_as(text) or _is_read(text, "given")

    def is_name(self, text: str) -> bool:
        """Tell whether ``text`` is any name of a person."""
        return bool(self._tagger.known_as(text) & {"surname", "given", "name"})

    def speech(self, text: str) -> frozenset[Speech]:
        """Return what ``text`` as a whole may be."""
        return self._tagger.known_as(text)

    def is_word(self, text: str) -> bool:
        """Tell whether ``text`` is a word that is no name of a person."""
        known = self._tagger.known_as(text)
        return bool(known) and not known & {"surname", "given", "name"}

    def is_noun(self, text: str) -> bool:
        """Tell whether ``text`` may be an ordinary noun."""
        return "noun" in self._tagger.known_as(text)

    def may_be_given(self, text: str) -> float:
        """Return how far ``text`` may be a given name, from 0 to 1."""
        if self.is_given(text):
            return 0.6 if self.is_noun(text) and len(text) > 1 else 1.0
        if self.is_word(text) or not KANJI_RUN.fullmatch(text) or not 1 < len(text) <= 3:
            return 0.0
        return 0.7 if self.is_written_like_given(text) else 0.3

    def is_written_like_given(self, text: str) -> bool:
        """Tell whether the kanji of ``text`` are those that given names begin and end with."""
        levels = _levels()
        first = levels.get(("first", text[0]), UNSEEN)
        last = levels.get(("last", text[-1]), UNSEEN)
        return len(text) > 1 and (first + last) / 2 >= LIKELY

    def is_read_whole(self, kana: str) -> bool:
        """Tell whether kana are read like a surname with a given name."""
        return any(
            _is_read(kana[:at], "surname") and _is_read(kana[at:], "given")
            for at in range(2, len(kana) - 1)
        )

    def begins(self, text: str) -> bool:
        """Tell whether ``text`` begins with a surname that nothing but a given name may follow."""
        return (
            self.is_surname(text)
            or KANJI_RUN.match(text) is not None
            and any(
                self.is_surname(text[:at]) and not self.is_noun(text[at:])
                for at in range(1, min(len(text), SURNAME_LONGEST + 1))
            )
        )

    def _split(self, text: str) -> tuple[int, float]:
        """Return where the given name begins in a whole name, and how sure that is."""
        best = (0, 0.0)
        for at in range(1, min(len(text), SURNAME_LONGEST + 1)):
            if len(text) - at > GIVEN_LONGEST or not self.is_surname(text[:at]):
                continue
            sure = self.may_be_given(text[at:]) * (0.8 if at == 1 or len(text) - at == 1 else 1.0)
            if sure >= best[1] and sure > 0:
                best = (at, sure)
        return best


def _is_read(text: str, half: str) -> bool:
    if len(text) < 2 or not (HIRAGANA_RUN.fullmatch(text) or KATAKANA_RUN.fullmatch(text)):
        return False
    return katakana(text) in _readings(half)
