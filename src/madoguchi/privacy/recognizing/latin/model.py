"""The packed weights, and the likeliest labels under them."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.features import (
    COMMON,
    NEIGHBOURS,
    Keys,
    beyond,
    is_caseless,
    own_keys,
    pair_keys,
    seen_from,
    word_key,
)

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS")
BEFORE = ((0, 1, 2, 3, 4), (0, 1, 2), (1, 2), (0, 3, 4), (3, 4))
"""What each label may follow."""
FILE = "weights.npz"
DOUBT = 0.25
"""What a word of nobody gets for free: it halves what is hidden in vain, and little leaks."""
REMEMBERED = 4_096
"""Common words and signs whose worth is kept; those of people, and numbers, never are."""
Worths = NDArray[np.float32]


class Model:
    """A linear-chain conditional random field in one array."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self._keys = arrays["keys"].astype(np.uint32)
        weights = arrays["weights"].astype(np.float32) * float(arrays["scale"])
        self._weights = np.concatenate([weights, np.zeros((1, len(LABELS)), np.float32)])
        self._moves = arrays["moves"].astype(np.float64).tolist()
        words, lists = arrays["words"].tolist(), arrays["lists"].tolist()
        self._lists: dict[int, int] = dict(zip(words, lists, strict=True))
        self._edges = [self._worth(beyond(offset))[0] for offset, _ in NEIGHBOURS]
        self._kept: dict[tuple[str, bool], tuple[Worths, int]] = {}

    def labels(self, words: Sequence[str]) -> tuple[list[int], Worths]:
        """Return the likeliest labels, and how much each label was worth at each word."""
        scores = self._scores(words)
        return _likeliest(scores.tolist(), self._moves), scores

    def listed(self, word: str) -> int:
        """Return which lists a word stands in."""
        return self._lists.get(word_key(word), 0)

    def _scores(self, words: Sequence[str]) -> Worths:
        worths, classes = self._seen(words, is_caseless(words))
        scores = worths[:, 0] + self._worth(pair_keys(classes))
        for way, (offset, _) in enumerate(NEIGHBOURS):
            edge = self._edges[way]
            if offset < 0:
                scores[-offset:] += worths[:offset, way + 1]
                scores[:-offset] += edge
            else:
                scores[:-offset] += worths[offset:, way + 1]
                scores[-offset:] += edge
        scores[:, 0] += DOUBT
        return scores

    def _seen(self, words: Sequence[str], caseless: bool) -> tuple[Worths, Keys]:
        """Return what each word is worth to itself and to each neighbour, and its class."""
        told = {word: self._kept.get((word, caseless)) for word in words}
        if new := [word for word, kept in told.items() if kept is None]:
            told |= zip(new, self._read(new, caseless), strict=True)
        rows = {word: row for row, word in enumerate(told)}
        places = np.array([rows[word] for word in words])
        every = [each for each in told.values() if each]
        worths = np.stack([worth for worth, _ in every])
        return worths[places], np.array([kind for _, kind in every], np.uint32)[places]

    def _read(self, words: Sequence[str], caseless: bool) -> list[tuple[Worths, int]]:
        own, classes = own_keys(words, self._lists, caseless)
        sides = [seen_from(own, offset, count) for offset, count in NEIGHBOURS]
        worths = np.stack([self._worth(side) for side in (own, *sides)], axis=1)
        told = list(zip(worths, classes.tolist(), strict=True))
        for word, (worth, kind) in zip(words, told, strict=True):
            if len(self._kept) < REMEMBERED and self._is_common(word):
                self._kept[word, caseless] = worth.copy(), kind
        return told

    def _is_common(self, word: str) -> bool:
        return bool(self.listed(word) & COMMON) or (len(word) == 1 and not word.isalnum())

    def _worth(self, wanted: Keys) -> Worths:
        """Return the sum of the weights in each row of features."""
        places = np.searchsorted(self._keys, wanted)
        places[places == len(self._keys)] = 0
        found = self._keys[places] == wanted
        worth: Worths = self._weights[np.where(found, places, -1)].sum(axis=1)
        return worth


def _likeliest(scores: list[list[float]], moves: list[list[float]]) -> list[int]:
    """Viterbi's way; what never followed a label in training does not follow it here."""
    (oo, op, _, oa, _), (po, pp, pi, _, _), (io, ip, ii, _, _), (ao, _, _, aa, ai), (eo, _, _, ea, ee) = moves
    o, p, i, a, e = scores[0]
    ways = []
    for to_o, to_p, to_i, to_a, to_e in scores[1:]:
        ends = (o + oo, p + po, i + io, a + ao, e + eo)
        persons = (o + op, p + pp, i + ip)
        places = (o + oa, a + aa, e + ea)
        inner = (p + pi, i + ii)
        outer = (a + ai, e + ee)
        ways.append((ends, persons, inner, places, outer))
        o, p, i = to_o + max(ends), to_p + max(persons), to_i + max(inner)
        a, e = to_a + max(places), to_e + max(outer)
    best = (o, p, i, a, e)
    label = best.index(max(best))
    labels = [label]
    for way in reversed(ways):
        totals = way[label]
        label = BEFORE[label][totals.index(max(totals))]
        labels.append(label)
    return labels[::-1]


@cache
def shipped() -> Model:
    """Return the model that comes with the product, read once."""
    with (files(__package__) / FILE).open("rb") as file:
        packed = np.load(file)
        return Model({name: packed[name] for name in packed.files})
