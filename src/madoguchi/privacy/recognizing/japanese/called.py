"""People who are called by a name that no dictionary need hold: 〜さん, 〜様, 〜と申します."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import (
    CALLED,
    NAMED_SO,
    RIGHT_EDGE,
    SELF,
    SENTENCE_START,
    STOP,
)
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KANJI_RUN, KATAKANA
from madoguchi.privacy.recognizing.japanese.page import Page

LONGEST_UNKNOWN = 5
CHILD = re.compile("くん|ちゃん|君")
GIVEN = re.compile(rf"[{HIRAGANA}]{{2,6}}")
CALLED_SO, NAMED = 0.8, 0.85
FOREIGN = rf"[{KATAKANA}]{{1,12}}(?:[・=][{KATAKANA}]{{1,12}}){{0,3}}"
FOREIGN_ENDS = re.compile(rf"(?<![{KATAKANA}・])(?:{FOREIGN}(?: {FOREIGN}){{0,2}})$")
HIRAGANA_ENDS = re.compile(rf"(?:[{HIRAGANA}]{{1,7}} )?[{HIRAGANA}]{{2,20}}$")
COMMON_ENDING = re.compile(r"[者員客係屋店社手師士官長主様所先]$")
KANA_SELF = re.compile(
    rf"(?:[{HIRAGANA}]{{2,8}}|[{KATAKANA}]{{2,12}})(?: (?:[{HIRAGANA}]{{2,6}}|"
    rf"[{KATAKANA}]{{2,8}}))?"
)


def find(page: Page) -> Iterator[Candidate]:
    """Yield who is called so, and who says so of themselves."""
    for cue in CALLED.finditer(page.text):
        if cue.start() and page.is_edge(cue.start("word")):
            yield from _ending_at(page, cue.start(), CALLED_SO)
        elif kana := HIRAGANA_ENDS.search(page.left(cue.start())):
            yield from _whole_run(page, kana[0], cue.start())
    for cue in NAMED_SO.finditer(page.text):
        yield from _ending_at(page, cue.start(), NAMED)
    yield from _selves(page)


def _whole_run(page: Page, name: str, end: int) -> Iterator[Candidate]:
    """Yield a run of hiragana that the dictionary cut elsewhere, when all of it is a name."""
    if len(name) > 2 and name not in STOP and is_read_like_one(page, name):
        yield Candidate(end - len(name), end, "surname", CALLED_SO)


def _ending_at(page: Page, end: int, score: float) -> Iterator[Candidate]:
    if (start := page.run_before(end)) < end:
        yield from _kanji(page, start, end, score)
        return
    left = page.text[max(0, end - 30) : end]
    if foreign := FOREIGN_ENDS.search(left):
        yield from _foreign(page, end - len(foreign[0]), end, score)
    elif kana := HIRAGANA_ENDS.search(left):
        yield from _hiragana(page, end - len(kana[0]), end, score)


def _kanji(page: Page, run: int, end: int, score: float) -> Iterator[Candidate]:
    """Yield the name at the end of a run of kanji: the longest piece that is no ordinary word."""
    is_child = CHILD.match(page.text, end) is not None
    for start in (run, *page.starts_in(run + 1, end)):
        name = page.text[start:end]
        says_so = page.text.startswith("と申", end) and page.book.is_surname(name)
        if len(name) > LONGEST_UNKNOWN or (name in STOP and not says_so):
            continue
        fits = is_child and page.book.is_written_like_given(name)
        if page.book.is_word(name) and page.book.speech(name) != {"place"} and not fits:
            continue
        known = fits or page.book.is_name(name)
        if not known and _ends_in_surname(page, start, end):
            continue
        if known or (len(name) > 1 and not _is_common(page, start, end)):
            yield Candidate(start, end, "full" if len(name) > 3 else "surname", score)
            return


def _ends_in_surname(page: Page, start: int, end: int) -> bool:
    """Tell whether an ordinary word and then a surname make up a piece: 昨日朝倉."""
    return any(
        page.book.is_surname(page.text[at:end]) and page.book.is_word(page.text[start:at])
        for at in page.starts_in(start + 2, end - 1)
    )


def _is_common(page: Page, start: int, end: int) -> bool:
    """Tell whether a piece is made of ordinary words, such as 配送業者."""
    if COMMON_ENDING.search(page.text[start:end]):
        return True
    words = [page.word_at(at) for at in page.starts_in(start, end)]
    return all(
        word and word.is_known and word.speech == "noun" and len(word.text) > 1 for word in words
    )


def _foreign(page: Page, start: int, end: int, score: float) -> Iterator[Candidate]:
    name = page.text[start:end]
    parts = re.split("[ ・=]", name)
    ordinary = page.book.is_word(name) and not page.book.is_surname(name)
    if parts[-1] in STOP or (len(parts) == 1 and ordinary):
        return
    if len(parts) > 1 or len(name) > 1:
        yield Candidate(start, end, "full" if len(parts) > 1 else "surname", score)


def _hiragana(page: Page, low: int, end: int, score: float) -> Iterator[Candidate]:
    """Yield the longest end of a run of hiragana that is read like a name."""
    run = page.run_before(low)
    family, given = page.text[run:low], page.text[low:end]
    if family and page.book.is_surname(family) and page.book.is_given(given):
        yield Candidate(run, end, "full", score)
        return
    for start in range(low, end - 1):
        name = page.text[start:end]
        if name in STOP or name[0] in " ー" or not (start == low or page.is_edge(start)):
            continue
        word = page.word_at(start)
        if word and word.end >= end and word.is_known and word.speech == "other":
            return
        if is_read_like_one(page, name) or (score == NAMED and _begins_like_one(page, name)):
            yield Candidate(start, end, "full" if len(name) > 4 else "surname", score)
            return


def given_in_kana(page: Page, start: int) -> int:
    """Return where a given name in kana ends that begins here; 0 when none does."""
    kana = GIVEN.match(page.text, start)
    for stop in range(kana.end() if kana else 0, start + 1, -1):
        if RIGHT_EDGE.match(page.text, stop) and page.book.is_given(page.text[start:stop]):
            return stop
    return 0


def is_read_like_one(page: Page, name: str) -> bool:
    """Tell whether kana are read like somebody's name."""
    if " " in name:
        first, _, second = name.partition(" ")
        return page.book.is_surname(first) and page.book.is_given(second)
    if page.book.is_read_whole(name):
        return True
    return page.book.is_surname(name) or (page.book.is_given(name) and not page.book.is_word(name))


def _begins_like_one(page: Page, name: str) -> bool:
    """Tell whether kana are a surname and then something short that nobody has heard of."""
    if " " in name:
        first, _, second = name.partition(" ")
        return page.book.is_surname(first) or page.book.is_given(second)
    return any(
        page.book.is_surname(name[:at]) and 1 < len(name) - at <= 4 for at in range(3, len(name))
    )


def _selves(page: Page) -> Iterator[Candidate]:
    """Yield whole names in kana of people who begin with them: みやもとさやかです."""
    for kanji in KANJI_RUN.finditer(page.text):
        start, end = kanji.span()
        word = page.word_at(start)
        if not word or word.speech != "surname" or not 2 < end - start <= LONGEST_UNKNOWN:
            continue
        if SELF.match(page.text, end) and SENTENCE_START.search(page.left(start)):
            yield Candidate(start, end, "full", 0.7)
    for kana in KANA_SELF.finditer(page.text):
        start, end = kana.span()
        if not SENTENCE_START.search(page.left(start)):
            continue
        for stop in range(end, start + 1, -1):
            if SELF.match(page.text, stop):
                name = page.text[start:stop]
                if is_read_like_one(page, name) and name not in STOP:
                    yield Candidate(start, stop, "full", 0.75)
                break
