"""The packed weights, and the likeliest labels under them."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.features import keys, word_key

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS")
FILE = "weights.npz"
DOUBT = 0.25
"""What a word of nobody gets for free: it halves what is hidden in vain, and little leaks."""


class WordLists:
    """Which lists a word stands in, by its number: a dictionary would take ten times the memory."""

    def __init__(self, words: NDArray[np.generic], lists: NDArray[np.generic]) -> None:
        order = np.argsort(words)
        self._words = array("I", words[order].astype(np.uint32).tobytes())
        self._lists = lists[order].astype(np.uint8).tobytes()

    def of(self, number: int) -> int:
        """Return the lists as one number; 0 is none."""
        place = bisect_left(self._words, number)
        there = place < len(self._words) and self._words[place] == number
        return self._lists[place] if there else 0


class Model:
    """A linear-chain conditional random field in one array."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self._keys = arrays["keys"].astype(np.uint32)
        weights = arrays["weights"].astype(np.float32) * float(arrays["scale"])
        self._weights = np.concatenate([weights, np.zeros((1, len(LABELS)), np.float32)])
        self._moves = arrays["moves"].astype(np.float64).tolist()
        self._lists = WordLists(arrays["words"], arrays["lists"])

    def labels(self, words: Sequence[str]) -> tuple[list[int], NDArray[np.float32]]:
        """Return the likeliest labels, and how much each label was worth at each word."""
        scores = self._scores(words)
        return _likeliest(scores.tolist(), self._moves), scores

    def listed(self, word: str) -> int:
        """Return which lists a word stands in."""
        return self._lists.of(word_key(word))

    def _scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        wanted = keys(words, self._lists.of)
        places = np.searchsorted(self._keys, wanted)
        places[places == len(self._keys)] = 0
        found = self._keys[places] == wanted
        scores: NDArray[np.float32] = self._weights[np.where(found, places, -1)].sum(axis=1)
        scores[:, 0] += DOUBT
        return scores


def _likeliest(scores: list[list[float]], moves: list[list[float]]) -> list[int]:
    """Viterbi's way."""
    best, ways = scores[0], []
    every = range(len(LABELS))
    into = [[moves[before][label] for before in every] for label in every]
    for row in scores[1:]:
        way, reached = [], []
        for label in every:
            totals = [value + move for value, move in zip(best, into[label], strict=True)]
            most = max(totals)
            way.append(totals.index(most))
            reached.append(most + row[label])
        ways.append(way)
        best = reached
    label = best.index(max(best))
    labels = [label]
    for way in reversed(ways):
        label = way[label]
        labels.append(label)
    return labels[::-1]


@cache
def shipped() -> Model:
    """Return the model that comes with the product, read once."""
    with (files(__package__) / FILE).open("rb") as file:
        packed = np.load(file)
        return Model({name: packed[name] for name in packed.files})
