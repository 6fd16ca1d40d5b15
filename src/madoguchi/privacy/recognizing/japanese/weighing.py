"""How sure a piece with the form of a name is a name, by what stands beside it."""

from collections.abc import Iterable, Iterator

from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import (
    AGED,
    COMPANY_AFTER,
    IN_BRACKETS,
    IN_OFFICE,
    NAMED_SO,
    OWNED,
    RELATED,
    RIGHT_EDGE,
    SELF,
    SENTENCE_START,
    STOP,
    TITLED,
)
from madoguchi.privacy.recognizing.japanese.page import Page


def weigh(page: Page, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates with the score that their surroundings give them."""
    for each in found:
        text = page.text[each.start : each.end]
        if text in STOP:
            continue
        beside = _beside(page, each)
        if beside == 0 and COMPANY_AFTER.match(page.text, each.end):
            each.score = min(each.score, 0.3)
        each.score = max(each.score, beside)
        yield each


def _beside(page: Page, each: Candidate) -> float:
    return max(_after(page, each), _before(page, each))


def _after(page: Page, each: Candidate) -> float:
    text, end = page.text, each.end
    if NAMED_SO.match(text, end) or (TITLED.match(text, end) and page.is_edge(end)):
        return 0.9
    if OWNED.match(text, end):
        return 0.75 if each.end - each.start > 1 or each.form == "full" else 0.65
    left = page.left(each.start)
    if SENTENCE_START.search(left) and (self := SELF.match(text, end)):
        return _introduces(page, each, self.end())
    if IN_BRACKETS.match(text, end) and each.end - each.start > 1:
        return 0.7
    return 0.0


def _introduces(page: Page, each: Candidate, after: int) -> float:
    """Weigh a sentence that is nothing but a name: who is meant, or where?"""
    known = page.book.speech(page.text[each.start : each.end])
    more = page.text[after : after + 3].strip("。.!\n 」")
    return 0.75 if more or not known & {"place", "noun"} else 0.5


def _before(page: Page, each: Candidate) -> float:
    left, text = page.left(each.start), page.text
    if not RIGHT_EDGE.match(text, each.end):
        return 0.0
    long = each.end - each.start > 1
    if RELATED.search(left):
        return 0.75 if long or AGED.match(text, each.end) or text[each.end : each.end + 1] in ")と" else 0.5
    if IN_OFFICE.search(left) and each.form != "given":
        return 0.75 if long else 0.65
    return 0.0
