"""What the model sees of each word: numbers that stand for features of it and of its neighbours."""

from binascii import crc32
from collections.abc import Sequence
from enum import IntFlag
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.tokens import shape

OWN, BESIDE, NEAR = 11, 5, 3
"""How many features of a word itself, as a neighbour, and two or three words off."""
NEIGHBOURS = ((-1, BESIDE), (1, BESIDE), (-3, NEAR), (-2, NEAR), (2, NEAR), (3, NEAR))
_NOBODY = np.array([[97]], np.uint32)
_TURN = np.uint32(2654435761)
Keys = NDArray[np.uint32]
Sighting = tuple[str, bool]
"""A word, and whether it stands in a text without capitals."""


class Lists(IntFlag):
    """The lists a word may stand in."""

    FIRST = 1
    LAST = 2
    CITY = 4
    LAND = 8
    STREET = 16
    COMMON = 32


COMMON = int(Lists.COMMON)


class WordLists(Protocol):
    """Which lists a word stands in, by its number."""

    def get(self, number: int, otherwise: int, /) -> int:
        """Return the lists as one number."""
        ...


def own_keys(words: Sequence[Sighting], lists: WordLists) -> tuple[Keys, Keys]:
    """Return a row of feature numbers for each word, 0 being none, and the class of each."""
    own = np.zeros((len(words), OWN), np.uint32)
    classes = np.zeros(len(words), np.uint32)
    for place, (word, caseless) in enumerate(words):
        features, classes[place] = _features(word, lists, caseless)
        own[place, : len(features)] = features
    return own, classes


def seen_from(own: Keys, offset: int, count: int) -> Keys:
    """Return the first features of words as one sees them that stands ``offset`` words before."""
    base = own[:, :count]
    return np.where(base == 0, base, (base ^ np.uint32(offset * 7919 & 0xFFFF)) * _TURN)


def beyond(offset: int) -> Keys:
    """Return the feature of there being no word so far off."""
    return seen_from(_NOBODY, offset, 1)


def pair_keys(classes: Keys) -> Keys:
    """Return four feature numbers for each word, of its class together with its neighbours'."""
    count = len(classes)
    kinds = np.zeros(count + 4, np.uint32)
    kinds[2:-2] = classes
    before2, before, here, after, after2 = (kinds[shift : shift + count] for shift in range(5))
    pairs = [
        _mixed(before, here, 11),
        _mixed(here, after, 12),
        _mixed(_mixed(before2, before, 13), here, 14),
        _mixed(_mixed(here, after, 15), after2, 16),
    ]
    return np.stack(pairs, axis=1)


def is_caseless(words: Sequence[str]) -> bool:
    """Tell whether a text uses no capitals."""
    return not any(word[:1].isupper() for word in words)


def word_key(word: str) -> int:
    """Return the number under which a word stands in the lists."""
    return crc32(word.lower().encode())


def _features(word: str, lists: WordLists, caseless: bool) -> tuple[list[int], int]:
    """The first ``NEAR`` also count two and three words off, the first ``BESIDE`` next door."""
    lower, form = word.lower(), shape(word)
    found = lists.get(crc32(lower.encode()), 0)
    known = found & COMMON or not word[0].isalpha()
    kind = f"{form}|{found}"
    named = f"w={lower}" if known else "w?"
    features = [
        named,
        f"k={kind}",
        f"s={form}",
        f"x={lower[-3:]}",
        f"g={found & ~COMMON}|{caseless}",
    ]
    if word[0].isalpha():
        features += [
            f"y={lower[-2:]}|{form}",
            f"z={lower[-4:]}",
            f"p={lower[:3]}",
            f"l={min(len(word), 10)}|{form}",
            f"c={caseless}|{kind}",
        ]
    else:
        features.append(f"n={word[:1]}{len(word)}")
    features.append("bias")
    return [crc32(name.encode()) for name in features], crc32((named if known else kind).encode())


def _mixed(left: Keys, right: Keys, salt: int) -> Keys:
    return (left * np.uint32(31) + (right ^ np.uint32(salt * 104729))) * _TURN
