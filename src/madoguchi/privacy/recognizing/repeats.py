"""People who were named once are the same people elsewhere in the same text."""

import re
from collections.abc import Iterator, Sequence

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

SHORTEST, SCORE = 2, 0.6
PARTS = re.compile(r"[ ・=]")
LATIN = re.compile(r"[A-Za-z0-9]")
PLACE_AFTER = re.compile(
    r"[市区町村県府都道駅線店港城島川山橋]|通り|方面|支店|大学|高校|銀行|病院|空港|公園"
)
KANJI = re.compile(r"[一-鿿々]")


def repeated(spans: Sequence[Span], text: Folded) -> Iterator[Span]:
    """Yield every other place where a name that was found stands, whole or one half of it."""
    plain = text.text
    taken = [(span.start, span.end) for span in spans]
    for name in _names(spans, plain):
        at = plain.find(name)
        while at >= 0:
            end = at + len(name)
            if all(end <= start or at >= stop for start, stop in taken) and _stands(plain, at, end):
                yield Span("PERSON", at, end, SCORE)
            at = plain.find(name, end)


def _names(spans: Sequence[Span], text: str) -> set[str]:
    whole = {text[span.start : span.end] for span in spans if span.kind == "PERSON"}
    halves = {half for name in whole for half in PARTS.split(name)}
    return {name for name in whole | halves if len(name) >= SHORTEST}


def _stands(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if LATIN.match(text[start]) and LATIN.match(before):
        return False
    if LATIN.match(text[end - 1]) and LATIN.match(after):
        return False
    if KANJI.match(text[start]) and KANJI.match(before) and end - start < SHORTEST + 1:
        return False
    if _is_kana(text[start]) and (_is_kana(before) or _is_kana(after)):
        return text[start] < "ァ" and end - start > SHORTEST + 1
    return not PLACE_AFTER.match(text, end)


def _is_kana(letter: str) -> bool:
    return "ぁ" <= letter <= "ヿ"
