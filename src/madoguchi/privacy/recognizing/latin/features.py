"""What the model sees of each word: numbers that stand for features of it and of its neighbours."""

from binascii import crc32
from collections.abc import Callable, Sequence
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.tokens import shape

OWN, BESIDE, NEAR = 11, 5, 3
"""How many features of a word itself, as a neighbour, and two or three words off."""
WIDTH = OWN + 2 * BESIDE + 4 * NEAR + 4
_TURN = np.uint32(2654435761)


class Lists(IntFlag):
    """The lists a word may stand in."""

    FIRST = 1
    LAST = 2
    CITY = 4
    LAND = 8
    STREET = 16
    COMMON = 32


COMMON = int(Lists.COMMON)


def keys(words: Sequence[str], lists: Callable[[int], int]) -> NDArray[np.uint32]:
    """Return a row of feature numbers for each word; 0 is none."""
    count = len(words)
    own = np.zeros((count, OWN), np.uint32)
    classes = []
    caseless = not any(word[:1].isupper() for word in words)
    for place, word in enumerate(words):
        features, kind = _features(word, lists, caseless)
        own[place, : len(features)] = features
        classes.append(kind)
    kinds = np.array([0, 0, *classes, 0, 0], np.uint32)
    next_door = [_moved(own[:, :BESIDE], offset) for offset in (-1, 1)]
    around = [_moved(own[:, :NEAR], offset) for offset in (-3, -2, 2, 3)]
    before2, before, here, after, after2 = (kinds[shift : shift + count] for shift in range(5))
    pairs = [
        _mixed(before, here, 11),
        _mixed(here, after, 12),
        _mixed(_mixed(before2, before, 13), here, 14),
        _mixed(_mixed(here, after, 15), after2, 16),
    ]
    return np.concatenate([own, *next_door, *around, np.stack(pairs, axis=1)], axis=1)


def word_key(word: str) -> int:
    """Return the number under which a word stands in the lists."""
    return crc32(word.lower().encode())


def _features(word: str, lists: Callable[[int], int], caseless: bool) -> tuple[list[int], int]:
    """The first ``NEAR`` also count two and three words off, the first ``BESIDE`` next door."""
    lower, form = word.lower(), shape(word)
    found = lists(word_key(word))
    named = found & ~COMMON
    known = found & COMMON or not word[0].isalpha()
    kind = f"{form}|{found}"
    features = [
        f"w={lower}" if known else "w?",
        f"k={kind}",
        f"s={form}",
        f"x={lower[-3:]}",
        f"g={named}|{caseless}",
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
    return [crc32(name.encode()) for name in features], crc32(
        (f"w={lower}" if known else kind).encode()
    )


def _moved(base: NDArray[np.uint32], offset: int) -> NDArray[np.uint32]:
    """The features of the word ``offset`` away, as other features; beyond the ends there is one."""
    moved = np.full_like(base, 0)
    moved[:, 0] = 97
    if abs(offset) < len(base):
        if offset < 0:
            moved[-offset:] = base[:offset]
        else:
            moved[:-offset] = base[offset:]
    return np.where(moved == 0, moved, (moved ^ np.uint32(offset * 7919 & 0xFFFF)) * _TURN)


def _mixed(left: NDArray[np.uint32], right: NDArray[np.uint32], salt: int) -> NDArray[np.uint32]:
    return (left * np.uint32(31) + (right ^ np.uint32(salt * 104729))) * _TURN
