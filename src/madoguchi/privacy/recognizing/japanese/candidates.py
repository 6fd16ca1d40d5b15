"""Pieces of a text that have the form of a name, before anything beside them is looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from madoguchi.privacy.recognizing.japanese.cues import OWNED, RIGHT_EDGE, ROLE, TITLED
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KANJI_RUN, KATAKANA
from madoguchi.privacy.recognizing.japanese.page import Page

Form = Literal["full", "surname", "given"]
SECOND = re.compile(
    rf" {{1,2}}(?P<given>[{HIRAGANA}{KATAKANA}]{{1,3}}[子美江代枝恵香花菜奈乃](?![一-鿿])|"
    rf"{KANJI_RUN.pattern}|[{HIRAGANA}]{{2,5}}?(?=[^{HIRAGANA}]|$)|"
    rf"[{HIRAGANA}]{{2,5}}|[{KATAKANA}]{{2,7}})"
)
KANA_GIVEN = re.compile(rf"[{HIRAGANA}]{{2,5}}|[{KATAKANA}]{{2,6}}")
MIXED_GIVEN = re.compile(
    rf"(?:[{HIRAGANA}]{{1,3}}|[{KATAKANA}]{{1,3}})[子美江代枝恵香花菜奈乃音衣央助郎太](?![一-鿿])"
)
ENDS_IN_TITLE = re.compile(rf"(?:{ROLE}|宅|宛|邸|様|殿|氏|君|名義|先生|先輩|夫妻|両名)$")
ORDINARY = ("noun", "place", "proper", "other")
LANDSCAPE = frozenset("岳山川谷島崎峰沢池滝湖城寺橋原坂田津浜港駅村町台丘")
NO_BEGINNING = frozenset("何各毎全第約数本当同某諸")
COUNTER = re.compile(r"[0-9一二三四五六七八九十百千万億第数何]$")
ERA = re.compile("(?:明治|大正|昭和|平成|令和)[元0-9〇一二三四五六七八九十]")
LONGEST, GIVEN_LONGEST = 7, 3
LONGEST_RUN = 16
"""So far a run of kanji is looked at from any place, so that time grows with the text only."""


@dataclass(slots=True)
class Candidate:
    """A name, perhaps; the score grows with what stands beside it."""

    start: int
    end: int
    form: Form
    score: float


def candidates(page: Page) -> Iterator[Candidate]:
    """Yield what has the form of a Japanese name with kanji in it, from left to right."""
    done = 0
    for run in KANJI_RUN.finditer(page.text):
        starts = page.starts_in(run.start(), run.end())
        for start in starts if starts[:1] == [run.start()] else [run.start(), *starts]:
            if start < done or page.text[start] == "何" or ERA.match(page.text, start):
                continue
            if COUNTER.search(page.text, max(0, start - 1), start):
                continue
            if found := _at(page, start, min(run.end(), start + LONGEST_RUN)):
                found.score -= _doubt(page, run.start(), start)
                yield found
                title = TITLED.match(page.text, found.end)
                done = title.end() if title else found.end


def _at(page: Page, start: int, run_end: int) -> Candidate | None:
    end = _core_end(page, start, run_end)
    core = page.text[start:end]
    surname = len(core) <= LONGEST and page.book.is_surname(core)
    if len(core) == 1 and not surname:
        return None
    if surname and (found := _in_two(page, start, end)):
        return found
    if not surname:
        found = max(
            filter(None, (_in_one(page, start, end), _before_given(page, start, end))),
            key=lambda one: one.score,
            default=None,
        )
        if found:
            return found
    if surname:
        return Candidate(start, end, "surname", _lone(page, start, end))
    if 1 < len(core) <= LONGEST and page.book.is_given(core):
        return Candidate(start, end, "given", 0.3)
    return _before_more(page, start, end)


def _core_end(page: Page, start: int, run_end: int) -> int:
    """Return where the run stops being a name, because a title or the like follows."""
    for at in page.starts_in(start + 1, run_end):
        if TITLED.match(page.text, at) or OWNED.match(page.text, at):
            return at
    title = ENDS_IN_TITLE.search(page.text, start + 1, run_end)
    return title.start() if title else run_end


def _in_two(page: Page, start: int, end: int) -> Candidate | None:
    """A surname with its given name after a space, or after a change of script."""
    if second := SECOND.match(page.text, end):
        for stop in _stops(page, second.start("given"), second.end("given")):
            sure = _apart(page, second.start("given"), stop)
            if sure and (RIGHT_EDGE.match(page.text, stop) or sure == 1.0):
                return Candidate(start, stop, "full", 0.6 + 0.3 * sure)
    return _in_kana(page, start, end) if page.is_edge(end) else None


def _apart(page: Page, start: int, end: int) -> float:
    """Return how sure a piece that a space parts from a surname is a given name."""
    given = page.text[start:end]
    sure, is_word = page.book.may_be_given(given), page.book.is_word(given)
    if len(given) == 1:
        return max(sure, 0.5 if is_word else 0.7)
    if sure or len(given) > GIVEN_LONGEST:
        return sure
    return 0.4 if TITLED.match(page.text, end) or not page.book.is_noun(given) else 0.0


def _in_kana(page: Page, start: int, end: int) -> Candidate | None:
    """A surname in kanji with a given name in kana, or in kana and one kanji: ミツ子."""
    text, after = page.text, page.word_at(end)
    is_word = after is not None and (after.speech != "other" or not after.is_known)
    mixed = MIXED_GIVEN.match(text, end)
    if mixed and is_word and RIGHT_EDGE.match(text, mixed.end()):
        return Candidate(start, mixed.end(), "full", 0.8)
    if kana := KANA_GIVEN.match(text, end):
        for stop in range(kana.end(), end + 1, -1):
            if page.book.is_given(text[end:stop]) and _kana_may_end(page, end, stop):
                return Candidate(start, stop, "full", 0.8)
    return None


def _stops(page: Page, start: int, end: int) -> Iterator[int]:
    yield _core_end(page, start, end) if KANJI_RUN.match(page.text, start) else end
    for stop in range(end - 1, start, -1):
        if RIGHT_EDGE.match(page.text, stop):
            yield stop


def _kana_may_end(page: Page, start: int, stop: int) -> bool:
    word, kana = page.word_at(start), page.text[start:stop]
    if TITLED.match(page.text, start) or not RIGHT_EDGE.match(page.text, stop):
        return False
    if stop - start > 2 and "other" not in page.book.speech(kana):
        return True
    return word is not None and (word.speech != "other" or not word.is_known) and word.end <= stop


def _in_one(page: Page, start: int, end: int) -> Candidate | None:
    """A surname and a given name written together."""
    text, book = page.text, page.book
    core, word = text[start:end], page.word_at(start)
    if word and word.end >= end and word.is_known and word.speech in ORDINARY:
        return None
    if core[0] in NO_BEGINNING:
        return None
    if 1 < len(core) <= LONGEST and not book.is_word(core):
        at, sure = book.split(core)
        if at and RIGHT_EDGE.match(text, end):
            return Candidate(start, end, "full", _together(page, start, start + at, end, sure))
    for stop in reversed(page.starts_in(start + 2, end)):
        at, sure = book.split(text[start:stop])
        if sure >= 0.8 and stop - start - at > 1 and not book.is_word(text[start:stop]):
            return Candidate(start, stop, "full", 0.65)
    return None


def _together(page: Page, start: int, given: int, end: int, sure: float) -> float:
    """Return how sure a surname and a given name are that no space parts."""
    if page.text[given:end] in LANDSCAPE:
        return 0.2
    word = page.word_at(given)
    if word and word.speech == "given" and word.end == end:
        return 0.9 if given - start > 1 else 0.75
    if end - given == 1 and page.book.is_noun(page.text[given:end]):
        return 0.45
    return sure * (0.95 if end - given > 1 and given - start > 1 else 0.85)


def _before_given(page: Page, start: int, end: int) -> Candidate | None:
    """A surname that no dictionary holds, before a space and a given name that one does."""
    second = SECOND.match(page.text, end)
    if not second or not 1 < end - start <= 4 or page.book.is_noun(page.text[start:end]):
        return None
    stop = _core_end(page, second.start("given"), second.end("given"))
    given = page.text[second.start("given") : stop]
    if (
        len(given) > 1
        and page.book.may_be_given(given) == 1.0
        and RIGHT_EDGE.match(page.text, stop)
    ):
        return Candidate(start, stop, "full", 0.7)
    return None


def _lone(page: Page, start: int, end: int) -> float:
    word = page.word_at(start)
    if end - start == 1:
        return 0.2
    if word is None or word.end != end:
        return 0.3
    return 0.45 if word.speech in ("surname", "name") else 0.4 if word.speech == "place" else 0.3


def _before_more(page: Page, start: int, end: int) -> Candidate | None:
    """A surname that a word of another kind follows without anything between."""
    word = page.word_at(start)
    if word and word.end < end and word.speech == "surname" and len(word.text) > 1:
        return Candidate(start, word.end, "surname", 0.2)
    return None


def _doubt(page: Page, run_start: int, start: int) -> float:
    """Return what it costs that other kanji stand right before."""
    if start == run_start:
        return 0.0
    before = page.text[run_start:start]
    return 0.0 if len(before) > 1 and page.is_edge(start) else 0.25
