"""How sure a piece with the form of a name is a name, by what stands beside it."""

from collections.abc import Iterable, Iterator

from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import (
    ACTS,
    AGED,
    CALLING,
    COMPANY_AFTER,
    CONTACT_BELOW,
    DONE,
    FORM_BEFORE,
    GREETED,
    IN_BRACKETS,
    IN_OFFICE,
    INSTEAD,
    KIN_RIGHT_BEFORE,
    NAMED_SO,
    ONCE_CALLED,
    OWNED,
    READ_IN_BRACKETS,
    RELATED,
    RIGHT_EDGE,
    SELF,
    SENTENCE_START,
    SIGNED,
    STOP,
    TITLED,
    TOLD,
)
from madoguchi.privacy.recognizing.japanese.letters import KANJI_RUN
from madoguchi.privacy.recognizing.japanese.page import Page

UNLIKELY, SURE = 0.25, 0.9


def weigh(page: Page, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates with the score that their surroundings give them."""
    for each in found:
        text = page.text[each.start : each.end]
        if text in STOP:
            continue
        beside = _beside(page, each)
        if beside == 0 and COMPANY_AFTER.match(page.text, each.end):
            each.score = min(each.score, 0.3)
        if each.form != "full" or each.score > UNLIKELY or beside == SURE:
            each.score = max(each.score, beside)
        yield each


def _beside(page: Page, each: Candidate) -> float:
    return max(_after(page, each), _before(page, each))


def _after(page: Page, each: Candidate) -> float:
    text, end = page.text, each.end
    if NAMED_SO.match(text, end):
        return SURE
    if TITLED.match(text, end) and (page.is_edge(end) or end - each.start > 1):
        return SURE
    if OWNED.match(text, end):
        short = each.end - each.start == 1
        return 0.0 if short and INSTEAD.match(text, end) else 0.65 if short else 0.75
    left = page.left(each.start)
    if (begun := SENTENCE_START.search(left)) and (self := SELF.match(text, end)):
        return 0.75 if begun["greeting"] else _introduces(page, each, self.end())
    if ACTS.match(text, end) and _is_only_a_name(page, each):
        return 0.62
    if SELF.match(text, end) and (done := DONE.search(left) or TOLD.search(left)):
        return 0.65 if done.re is DONE or _is_named(page, each) else 0.0
    if _signs(page, each) or (CALLING.search(left) and text[end : end + 1] in ("、", "。")):
        return 0.65
    read = READ_IN_BRACKETS.match(text, end)
    if read and page.book.is_surname(read["kana"]):
        return 0.8
    if IN_BRACKETS.match(text, end) and each.end - each.start > 1 and _is_named(page, each):
        return 0.7
    return 0.0


def _introduces(page: Page, each: Candidate, after: int) -> float:
    """Weigh a sentence that is nothing but a name: who is meant, or where?"""
    known = page.book.speech(page.text[each.start : each.end])
    if GREETED.search(page.left(each.start)):
        return 0.75
    more = page.text[after : after + 3].strip("。.!\n 」")
    return 0.75 if more or not known & {"place", "noun"} else 0.5 if "place" in known else 0.62


def _before(page: Page, each: Candidate) -> float:
    left, text = page.left(each.start), page.text
    if not RIGHT_EDGE.match(text, each.end):
        return 0.0
    long = each.end - each.start > 1
    if ONCE_CALLED.search(left):
        return 0.75
    if FORM_BEFORE.search(left) and _is_only_a_name(page, each):
        return 0.65
    if RELATED.search(left):
        return (
            0.75
            if long or AGED.match(text, each.end) or text[each.end : each.end + 1] in ")と"
            else 0.5
        )
    if KIN_RIGHT_BEFORE.search(left) and page.is_edge(each.start) and _is_only_a_name(page, each):
        return 0.7
    if INSTEAD.search(left) and _is_named(page, each):
        return 0.7
    if IN_OFFICE.search(left) and each.form != "given":
        return 0.75 if long else 0.65 if _is_named(page, each) else 0.5
    return 0.0


def _signs(page: Page, each: Candidate) -> bool:
    """Tell whether a surname alone ends a message, or stands in a line above a number."""
    if CONTACT_BELOW.match(page.text, each.end):
        return each.end - each.start > 1 and page.left(each.start)[-1:] in ("", "\n")
    if page.text[each.end :].strip("。. \n") or each.end - each.start == 1:
        return False
    return SIGNED.search(page.left(each.start)) is not None


def _is_only_a_name(page: Page, each: Candidate) -> bool:
    """Tell whether a piece is a person's name and no other word, where nothing else goes on."""
    long = each.end - each.start > 1
    alone = each.start == 0 or not KANJI_RUN.match(page.text[each.start - 1])
    speech = page.book.speech(page.text[each.start : each.end])
    kin = KIN_RIGHT_BEFORE.search(page.left(each.start)) is not None
    return long and (alone or kin) and bool(speech) and speech <= {"surname", "given", "name"}


def _is_named(page: Page, each: Candidate) -> bool:
    """Tell whether the dictionary, too, takes a piece for a name where it stands."""
    word = page.word_at(each.start)
    return word is not None and word.speech in ("surname", "given", "name")
