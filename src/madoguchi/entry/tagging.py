"""The words of the shared dictionary, as the privacy room wants to hear of them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from madoguchi.language.dictionary import LONG, JapaneseDictionary
from madoguchi.privacy.ports import Speech, Word

LINE = re.compile(r"[^\n]{1,4000}")
REMEMBERED = 16_384
PERSON: dict[str, Speech] = {"姓": "surname", "名": "given"}
PROPER: dict[str, Speech] = {"地名": "place"}
NOUNS: dict[str, Speech] = {"数詞": "number"}


class DictionaryTagger:
    """Cuts and looks up in the dictionary that search has in memory anyway."""

    def __init__(self, dictionary: JapaneseDictionary) -> None:
        self._dictionary = dictionary
        self._speech: dict[int, Speech] = {}
        self.known_as = lru_cache(REMEMBERED)(self._known_as)

    def words(self, text: str) -> Sequence[Word]:
        """Return the words of ``text`` in order."""
        words: list[Word] = []
        known_speech, speech_of = self._speech.get, self._speech_of
        for line in LINE.finditer(text):
            start = line.start()
            for morpheme in self._dictionary.cut(line[0], LONG):
                begin, end = start + morpheme.begin(), start + morpheme.end()
                if begin < end:
                    speech = known_speech(morpheme.part_of_speech_id()) or speech_of(morpheme)
                    words.append(Word(text[begin:end], speech, begin, end, not morpheme.is_oov()))
        return words

    def _known_as(self, text: str) -> frozenset[Speech]:
        return frozenset(self._speech_of(each) for each in self._dictionary.entries(text))

    def _speech_of(self, morpheme: Any) -> Speech:
        number = morpheme.part_of_speech_id()
        if (speech := self._speech.get(number)) is None:
            speech = self._speech[number] = _speech(*morpheme.part_of_speech()[:4])
        return speech


def _speech(kind: str, sort: str, of: str, half: str) -> Speech:
    if sort == "固有名詞":
        return PERSON.get(half, "name") if of == "人名" else PROPER.get(of, "proper")
    return NOUNS.get(sort, "noun") if kind == "名詞" else "other"
