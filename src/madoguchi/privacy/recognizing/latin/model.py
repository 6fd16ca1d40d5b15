"""The packed weights, and the likeliest labels under them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.features import (
    COMMON,
    NEIGHBOURS,
    Keys,
    Sighting,
    beyond,
    is_caseless,
    own_keys,
    pair_keys,
    seen_from,
    word_key,
)

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS")
NOBODY: Sighting = ("", False)
APART = max(offset for offset, _ in NEIGHBOURS)
"""So many places of nobody stand around a text, and no word sees one of another text."""
BEFORE = ((0, 1, 2, 3, 4), (0, 1, 2), (1, 2), (0, 3, 4), (3, 4))
"""What each label may follow."""
FILE = "weights.npz"
DOUBT = 0.25
"""What a word of nobody gets for free: it halves what is hidden in vain, and little leaks."""
REMEMBERED = 4_096
"""Common words and signs whose worth is kept; those of people, and numbers, never are."""
Worths = NDArray[np.float32]


class PackedLists:
    """Which lists a word stands in, by its number: a dictionary would take ten times the memory."""

    def __init__(self, words: NDArray[np.generic], lists: NDArray[np.generic]) -> None:
        order = np.argsort(words)
        self._words = array("I", words[order].astype(np.uint32).tobytes())
        self._lists = lists[order].astype(np.uint8).tobytes()

    def get(self, number: int, otherwise: int, /) -> int:
        """Return the lists as one number."""
        place = bisect_left(self._words, number)
        there = place < len(self._words) and self._words[place] == number
        return self._lists[place] if there else otherwise


class Model:
    """A linear-chain conditional random field in one array."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self._keys = arrays["keys"].astype(np.uint32)
        weights = arrays["weights"].astype(np.float32) * float(arrays["scale"])
        self._weights = np.concatenate([weights, np.zeros((1, len(LABELS)), np.float32)])
        self._moves = arrays["moves"].astype(np.float64).tolist()
        self._lists = PackedLists(arrays["words"], arrays["lists"])
        edges = [self._worth(beyond(offset))[0] for offset, _ in NEIGHBOURS]
        self._kept: dict[Sighting, tuple[Worths, int]] = {
            NOBODY: (np.stack([np.zeros_like(edges[0]), *edges]), 0)
        }

    def labels(self, texts: Sequence[Sequence[str]]) -> Iterator[tuple[list[int], Worths]]:
        """Yield for each text the likeliest labels, and what each label was worth at each word."""
        start = APART
        scores = self._scores(texts)
        for words in texts:
            own = scores[start : start + len(words)]
            yield _likeliest(own.tolist(), self._moves), own
            start += len(words) + APART

    def listed(self, word: str) -> int:
        """Return which lists a word stands in."""
        return self._lists.get(word_key(word), 0)

    def _scores(self, texts: Sequence[Sequence[str]]) -> Worths:
        worths, classes = self._seen(texts)
        scores: Worths = worths[:, 0] + self._worth(pair_keys(classes))
        for way, (offset, _) in enumerate(NEIGHBOURS, 1):
            if offset < 0:
                scores[-offset:] += worths[:offset, way]
            else:
                scores[:-offset] += worths[offset:, way]
        scores[:, 0] += DOUBT
        return scores

    def _seen(self, texts: Sequence[Sequence[str]]) -> tuple[Worths, Keys]:
        """Return what each word is worth to itself and to each neighbour, and its class."""
        places = [NOBODY] * APART
        for words in texts:
            caseless = is_caseless(words)
            places += [(word, caseless) for word in words]
            places += [NOBODY] * APART
        told = {each: kept for each in places if (kept := self._kept.get(each))}
        if new := [each for each in dict.fromkeys(places) if each not in told]:
            told |= zip(new, self._read(new), strict=True)
        rows = {each: row for row, each in enumerate(told)}
        order = np.array([rows[each] for each in places])
        worths = np.stack([worth for worth, _ in told.values()])
        return worths[order], np.array([kind for _, kind in told.values()], np.uint32)[order]

    def _read(self, words: Sequence[Sighting]) -> list[tuple[Worths, int]]:
        own, classes = own_keys(words, self._lists)
        sides = [seen_from(own, offset, count) for offset, count in NEIGHBOURS]
        worths = np.stack([self._worth(side) for side in (own, *sides)], axis=1)
        told = list(zip(worths, classes.tolist(), strict=True))
        for sighting, (worth, kind) in zip(words, told, strict=True):
            if len(self._kept) < REMEMBERED and self._is_common(sighting[0]):
                self._kept[sighting] = worth.copy(), kind
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
    (oo, op, _, oa, _), (po, pp, pi, _, _), (io, ip, ii, _, _), *to_places = moves
    (ao, _, _, aa, ai), (eo, _, _, ea, ee) = to_places
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
