"""Every sentence of a passage, weighed against the question."""

from collections import Counter
from dataclasses import dataclass

import regex

from madoguchi.models.ports import Weigher
from madoguchi.models.schemas import Ground

NUMBER = regex.compile(r"\p{N}|[一二三四五六七八九十百千万億]")
ASKS_NUMBER = regex.compile(
    r"何[年月日人個歳件度回つ階番円時分秒]|いつ|いくつ|いくら|どのくらい|どれくらい|"
    r"how (?:many|much|long|old|far)|when|what (?:year|time)|"
    r"几|多少|когда|сколько|cuánt|wann|combien"
)
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 0.9, 0.4, 20
GRAM_SHARE, PASSAGE_SHARE, RANK_SHARE = 0.4, 0.35, 0.3


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage, and how well it fits."""

    text: str
    ground: Ground
    place: int
    score: float


class Scale:
    """Weighs text against one question by how telling the shared words are."""

    def __init__(self, question: str, weigher: Weigher) -> None:
        self._weigher = weigher
        self._words = {w: weigher.word_weight(w) for w in dict.fromkeys(weigher.words(question))}
        self._grams = {g: weigher.gram_weight(g) for g in dict.fromkeys(weigher.grams(question))}
        self._wants_number = bool(ASKS_NUMBER.search(question.casefold()))

    def coverage(self, text: str) -> float:
        """Return the share of the question's weight that ``text`` holds, from 0 to 1."""
        words, grams = set(self._weigher.words(text)), set(self._weigher.grams(text))
        return (_share(self._words, words) + _share(self._grams, grams)) / 2

    def sentences(self, ground: Ground) -> list[Sentence]:
        """Return the sentences of a passage, weighed; what the search put first weighs more."""
        headings = " ".join((ground.title, *ground.heading_path))
        bonus = PASSAGE_SHARE * self._score(headings + " " + ground.text)
        trust = 1 + RANK_SHARE / ground.number
        return [
            Sentence(text, ground, place, trust * (self._score(text) + bonus))
            for place, text in enumerate(self._weigher.sentences(ground.text))
        ]

    def _score(self, text: str) -> float:
        words = Counter(self._weigher.words(text))
        grams = set(self._weigher.grams(text))
        length = len(words) + 1
        spread = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
        score = sum(
            weight * words[word] * (1 + SATURATION) / (words[word] + spread)
            for word, weight in self._words.items()
            if word in words
        )
        score += GRAM_SHARE * sum(w for gram, w in self._grams.items() if gram in grams)
        if len(set(words) - set(self._words)) < 2:
            score *= 0.6  # it says nothing that the question did not say
        if self._wants_number:
            score *= 1.15 if NUMBER.search(text) else 0.85
        return score


def _share(weights: dict[str, float], present: set[str]) -> float:
    """The rarest words decide: squared, "how" and "what" hardly count beside a name."""
    total = sum(weight**2 for weight in weights.values())
    held = sum(weight**2 for term, weight in weights.items() if term in present)
    return held / total if total else 0.0
