"""Names in kana that nobody asked for: readings in brackets, whole names, names from abroad."""

import re
from collections.abc import Iterator, Sequence

from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import RIGHT_EDGE
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KATAKANA
from madoguchi.privacy.recognizing.japanese.page import Page

NAMED = 0.6
BRACKETED = re.compile(
    rf" ?[(\[「/ ] ?(?P<name>[{KATAKANA}]{{2,10}}(?: [{KATAKANA}]{{2,10}})?|"
    rf"[{HIRAGANA}]{{2,10}}(?: [{HIRAGANA}]{{2,10}})?) ?[)\]」\n]"
)
SPACED = re.compile(
    rf"(?<![{KATAKANA}・])(?P<k>[{KATAKANA}]{{2,7}}) (?P<kg>[{KATAKANA}]{{2,7}})(?![{KATAKANA}・])"
    rf"|"
    rf"(?<![{HIRAGANA}])(?P<h>[{HIRAGANA}]{{2,6}}) (?P<hg>[{HIRAGANA}]{{2,6}}?)(?=[^{HIRAGANA}]|"
    rf"です|と|の|が|は|を|に|$)"
)
DOTTED = re.compile(
    rf"(?<![{KATAKANA}・])[{KATAKANA}]{{1,12}}(?:[・=][{KATAKANA}]{{1,12}}){{1,3}}(?![{KATAKANA}・])"
)


def find(page: Page, people: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield names in kana, some of them because of the person before them."""
    for person in people:
        if person.score >= NAMED and (reading := BRACKETED.match(page.text, person.end)):
            if page.book.is_word(reading["name"]) and not page.book.is_surname(reading["name"]):
                continue
            yield Candidate(*reading.span("name"), "full", 0.85)
    for spaced in SPACED.finditer(page.text):
        first, second = spaced["k"] or spaced["h"], spaced["kg"] or spaced["hg"]
        if _is_whole(page, first, second) and RIGHT_EDGE.match(page.text, spaced.end()):
            yield Candidate(*spaced.span(), "full", 0.75)
    for dotted in DOTTED.finditer(page.text):
        parts = re.split("[・=]", dotted[0])
        if page.book.is_word(parts[-1]):
            continue
        if sum("name" in page.book.speech(part) for part in parts) * 2 >= len(parts):
            yield Candidate(*dotted.span(), "full", 0.7)


def _is_whole(page: Page, first: str, second: str) -> bool:
    book = page.book
    if book.is_word(first) and book.is_word(second):
        return False
    return book.is_surname(first) and book.is_given(second)
