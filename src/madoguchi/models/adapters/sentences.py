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
USUAL_WORDS, USUAL_GRAMS = 100, 250
"""Of a passage: how many different ones it has."""
GRAM_SHARE, PASSAGE_SHARE, RANK_SHARE = 0.5, 0.8, 0.3
BEFORE_SHARE, AFTER_SHARE = 0.1, 0.05
"""An answer often stands beside the sentence that holds the question's words."""
PLACEHOLDER = regex.compile(r"<([A-Z]+(?:_[A-Z]+)*)_(\d+)>")
KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
UNSPACED = regex.compile(r"[\p{Han}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
USUAL_UNSPACED, USUAL_SPACED = 0.41, 0.68
"""Beside Japanese, where endings return in any text, and the dictionary knows the words."""


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
        words, grams = self._words_of(question), self._grams_of(question)
        self._words = {word: weigher.word_weight(word) for word in dict.fromkeys(words)}
        self._grams = {gram: weigher.gram_weight(gram) for gram in dict.fromkeys(grams)}
        self._usual = _usual(question)
        self._wants_number = bool(ASKS_NUMBER.search(question.casefold()))

    def closeness(self, text: str) -> float:
        """Return how much of what the question could weigh ``text`` holds; 1 is a lot."""
        held = [
            _held(asked, Counter(cut(text)), usual)
            for asked, cut, usual in (
                (self._words, self._words_of, USUAL_WORDS),
                (self._grams, self._grams_of, USUAL_GRAMS),
            )
            if asked
        ]
        return sum(held) / len(held) / self._usual if held else 0.0

    def coverage(self, text: str) -> float:
        """Return the share of the question's weight that ``text`` holds, from 0 to 1."""
        words, grams = set(self._words_of(text)), set(self._grams_of(text))
        return (_share(self._words, words) + _share(self._grams, grams)) / 2

    def sentences(self, ground: Ground) -> list[Sentence]:
        """Return the sentences of a passage, weighed; what the search put first weighs more."""
        headings = " ".join(each.text for each in (ground.title, *ground.heading_path))
        bonus = PASSAGE_SHARE * self._score(headings + " " + ground.text.text)
        trust = 1 + RANK_SHARE / ground.number
        texts = self._weigher.sentences(ground.text.text)
        own = [0.0, *(trust * (self._score(text) + bonus) for text in texts), 0.0]
        return [
            Sentence(
                text,
                ground,
                place,
                own[place + 1] + BEFORE_SHARE * own[place] + AFTER_SHARE * own[place + 2],
            )
            for place, text in enumerate(texts)
        ]

    def _words_of(self, text: str) -> list[str]:
        return self._weigher.words(_unmistakable(text))

    def _grams_of(self, text: str) -> list[str]:
        return self._weigher.grams(_unmistakable(text))

    def _score(self, text: str) -> float:
        words = Counter(self._words_of(text))
        grams = set(self._grams_of(text))
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


def _unmistakable(text: str) -> str:
    """Return a text in which each placeholder is one word, of which no other text has a piece."""
    return PLACEHOLDER.sub(lambda found: f" {found[1][::-1]}{found[2]} ", text)


def _usual(question: str) -> float:
    """Return how close, beside a Japanese question, an answer is to a question of this script."""
    if KANA.search(question):
        return 1.0
    return USUAL_UNSPACED if UNSPACED.search(question) else USUAL_SPACED


def _share(weights: dict[str, float], present: set[str]) -> float:
    held = sum(weight**2 for term, weight in weights.items() if term in present)
    return held / (sum(weight**2 for weight in weights.values()) or 1)


def _held(weights: dict[str, float], present: Counter[str], usual: int) -> float:
    """Return the share of a question's weight that a text holds; what it repeats counts more.

    The rarest terms decide: squared, "how" and "what" hardly count beside a name.
    """
    spread = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(present) / usual)
    held = sum(
        weight**2 * present[term] * (1 + SATURATION) / (present[term] + spread)
        for term, weight in weights.items()
        if term in present
    )
    return held / (sum(weight**2 for weight in weights.values()) or 1)
