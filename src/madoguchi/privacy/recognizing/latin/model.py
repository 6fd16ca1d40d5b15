"""The packed weights, and the likeliest labels under them."""

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


class Model:
    """A linear-chain conditional random field in one array."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self._keys = arrays["keys"].astype(np.uint32)
        weights = arrays["weights"].astype(np.float32) * float(arrays["scale"])
        self._weights = np.concatenate([weights, np.zeros((1, len(LABELS)), np.float32)])
        self._moves = arrays["moves"].astype(np.float64).tolist()
        words, lists = arrays["words"].tolist(), arrays["lists"].tolist()
        self._lists: dict[int, int] = dict(zip(words, lists, strict=True))

    def labels(self, words: Sequence[str]) -> tuple[list[int], NDArray[np.float32]]:
        """Return the likeliest labels, and how much each label was worth at each word."""
        scores = self._scores(words)
        return _likeliest(scores.tolist(), self._moves), scores

    def listed(self, word: str) -> int:
        """Return which lists a word stands in."""
        return self._lists.get(word_key(word), 0)

    def _scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        wanted = keys(words, self._lists)
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
