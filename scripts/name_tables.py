"""Write anew what the guard knows of Japanese names, from the dictionary that is installed.

``python -m scripts.name_tables``: readings of surnames and given names, and how much each kanji
speaks for a given name when it begins one, and when it ends one, against common nouns.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from sudachipy import Dictionary

FOLDER = Path("src/madoguchi/privacy/recognizing/japanese")
KANJI = re.compile(r"[一-鿿々]{2,3}")
KANA = re.compile(r"[ァ-ヴー]{2,7}")
SEEN, LOWEST, HIGHEST = 2, -2, 6
HEAD = "# Derived from SudachiDict (Apache-2.0; UniDic, BSD) by scripts/name_tables.py\n"


def tables() -> dict[str, str]:
    """Return the content of each file."""
    readings: dict[str, set[str]] = {"姓": set(), "名": set()}
    given: set[str] = set()
    nouns: set[str] = set()
    for entry in Dictionary(dict="small").entries():
        _, sort, _, half = entry.part_of_speech()[:4]
        if half in readings and KANA.fullmatch(entry.reading_form()):
            readings[half].add(entry.reading_form())
        if KANJI.fullmatch(entry.surface()):
            (given if half == "名" else nouns if sort == "普通名詞" else set()).add(entry.surface())
    return {
        "surname_readings.txt": HEAD + _by_initial(readings["姓"]),
        "given_readings.txt": HEAD + _by_initial(readings["名"]),
        "given_letters.txt": HEAD
        + _levels("first", _ratios(_counted(given, 0), _counted(nouns, 0)))
        + _levels("last", _ratios(_counted(given, -1), _counted(nouns, -1))),
    }


def _by_initial(words: Iterable[str]) -> str:
    groups = groupby(sorted(words), key=lambda word: word[0])
    return "".join(" ".join(group) + "\n" for _, group in groups)


def _counted(words: Iterable[str], place: int) -> Counter[str]:
    return Counter(word[place] for word in words)


def _ratios(given: Counter[str], nouns: Counter[str]) -> dict[str, int]:
    scale = nouns.total() / given.total()
    return {
        letter: max(LOWEST, min(HIGHEST, round(math.log2(count * scale / (nouns[letter] + 1)))))
        for letter, count in given.items()
        if count >= SEEN
    }


def _levels(place: str, ratios: Mapping[str, int]) -> str:
    return "".join(
        f"{place} {level} {''.join(sorted(k for k, v in ratios.items() if v == level))}\n"
        for level in range(HIGHEST, LOWEST - 1, -1)
    )


def main() -> None:
    """Write the files."""
    for name, content in tables().items():
        (FOLDER / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main()
