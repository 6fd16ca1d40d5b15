"""Names of people in Japanese text."""

import re
from collections.abc import Iterator

from madoguchi.privacy.ports import Tagger, Word
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.japanese import called, labelled, romaji, written
from madoguchi.privacy.recognizing.japanese.book import NameBook
from madoguchi.privacy.recognizing.japanese.candidates import Candidate, candidates
from madoguchi.privacy.recognizing.japanese.cues import BETWEEN, COUNTED, NO_PERSON, RIGHT_EDGE
from madoguchi.privacy.recognizing.japanese.page import Page
from madoguchi.privacy.recognizing.japanese.weighing import weigh
from madoguchi.privacy.recognizing.spans import Span

FOREIGN = re.compile(r"[^぀-ヿ㐀-鿿豈-﫿々〆]{40,}")
LIKELY, SURE, TAKEN_ALONG = 0.6, 0.7, 0.7


class JapaneseNames:
    """Finds people: by the dictionary, by how they are called, by what was asked for."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger, self._book = tagger, NameBook(tagger)

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the people in ``text``."""
        if text.has_japanese:
            page = Page(text.text, self._words(text.text), self._book)
            yield from (
                Span("PERSON", each.start, each.end, min(each.score, 1.0)) for each in people(page)
            )
        if text.has_latin:
            yield from romaji.find(text.text, self._book)

    def _words(self, text: str) -> list[Word]:
        """Return the words of a text; long stretches of another script need no dictionary."""
        words: list[Word] = []
        start = 0
        for other in [*FOREIGN.finditer(text), None]:
            end = other.start() if other else len(text)
            read = self._tagger.words(text[start:end])
            words += read if not start else [_moved(word, start) for word in read]
            start = other.end() if other else end
        return words


def _moved(word: Word, by: int) -> Word:
    return word._replace(start=word.start + by, end=word.end + by)


def people(page: Page) -> list[Candidate]:
    """Return everybody on a page, whoever is named together being as sure as the surest."""
    found = _longest([*weigh(page, candidates(page)), *called.find(page), *labelled.find(page)])
    found = _longest([*found, *written.find(page, found)])
    _take_along(page, found)
    return found


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Return what does not overlap: of likely names the longer, else the surer."""
    kept: list[Candidate] = []
    taken = bytearray(max((each.end for each in found), default=0))
    for each in sorted(found, key=_rank):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _take_along(page: Page, found: list[Candidate]) -> None:
    for pairs in (
        list(zip(found, found[1:], strict=False)),
        list(zip(found[1:], found, strict=False))[::-1],
    ):
        for sure, other in pairs:
            first, second = (sure, other) if sure.start < other.start else (other, sure)
            if not BETWEEN.fullmatch(page.text, first.end, second.start):
                continue
            if not RIGHT_EDGE.match(page.text, second.end):
                continue
            if NO_PERSON.search(page.text, other.start, other.end):
                continue
            counted = COUNTED.match(page.text, second.end)
            likely = (
                sure.score >= LIKELY and other.form == "surname" and other.end - other.start > 1
            )
            if sure.score >= SURE or likely or counted:
                other.score = max(other.score, TAKEN_ALONG)
            if counted:
                sure.score = max(sure.score, TAKEN_ALONG)


def _rank(one: Candidate) -> tuple[float, int]:
    return (0.0 if one.score >= LIKELY else 1.0 - one.score), one.start - one.end
