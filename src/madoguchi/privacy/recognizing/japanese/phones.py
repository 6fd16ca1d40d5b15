"""Telephone numbers of Japan, however they are parted, bracketed and spelled."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.japanese.context import NOT_PERSONAL
from madoguchi.privacy.recognizing.japanese.letters import katakana
from madoguchi.privacy.recognizing.spans import Span

KANJI_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
SPELLED_SEPARATORS = str.maketrans("ーの", "--")
# Digit by digit, as some people type where a form or a bot must not read it.
SPACED_OUT = re.compile(r"0(?<![0-9A-Za-z-].)(?: ?-? ?[0-9]){9,10}(?![0-9A-Za-z]|[ -][0-9])")
# A phone number in kanji begins with a circle; digits before and after it stay apart.
SPELLED = re.compile(
    r"[(]?[〇零○][〇零○一二三四五六七八九][〇零○一二三四五六七八九ー\-()・. の"
    r"]{6,16}[一二三四五六七八九〇零○]"
)
# As one says it: ゼロキューゼロ.
SAID = {
    **dict.fromkeys(("ゼロ", "レイ", "マル"), "0"),
    **dict.fromkeys(("イチ", "イッ"), "1"),
    **dict.fromkeys(("ニイ", "ニー", "ニ"), "2"),
    "サン": "3",
    **dict.fromkeys(("ヨン", "シイ"), "4"),
    **dict.fromkeys(("ゴー", "ゴオ", "ゴ"), "5"),
    "ロク": "6",
    **dict.fromkeys(("ナナ", "シチ"), "7"),
    "ハチ": "8",
    **dict.fromkeys(("キュウ", "キュー", "ク"), "9"),
}
ZEROS_SAID = ("ゼロ", "ぜろ", "レイ", "れい", "マル", "まる")
SAID_DIGIT = re.compile("|".join(SAID))
SPOKEN = re.compile(
    rf"(?:ゼロ|レイ|マル)(?:[ 、,・ノのー-]{{0,2}}(?:{SAID_DIGIT.pattern})){{9,10}}"
)
SEP = r"(?: ?[-.・/()~の] ?| {1,2})"
INTERNATIONAL = (
    r"(?:\+|00|010-?)81[- .]?(?:\(0\))?[- .]?[1-9][0-9]{0,3}\)?[- .]?"
    r"(?:[0-9]{1,4}[- .]?)?[0-9]{3,4}"
)
PARTED = (
    rf"\(?0[0-9]{{1,4}}\)?{SEP}\(?[0-9]{{1,4}}{SEP}[0-9]{{3,4}}|"
    r"\(0[0-9]{1,4}\) ?[0-9]{1,4}[- ]?[0-9]{4}"
)
ABROAD = re.compile(r"(?:\+|00|010-?)81[- .]?(?:\(0\))?")
PHONE = re.compile(
    rf"(?=[0+(])(?<![0-9A-Za-z+])(?<![0-9A-Za-z][-.])(?<![A-Za-z][0-9] )"
    rf"(?:{INTERNATIONAL}|{PARTED}|0[0-9]{{9,10}})(?![0-9A-Za-z]|[-.][0-9])"
)
MOBILE, FREE, FREE_LONG = (
    ("090", "080", "070", "060", "050", "020"),
    ("0120", "0570", "0990", "0180"),
    "0800",
)
ASKED = re.compile(
    r"(?:電話|でんわ|tel|℡|☎|☏|📞|📱|連絡|携帯|ケータイ|けいたい|fax|ファックス|ファクス|番号は|直通|固定|スマホ|折り返し|着信|sms|ショートメール|phone|mobile|内線|代表)"
)
CALLED = re.compile(
    r" ?(?:へ|に|まで|から|が|は)?(?:お?電話|かけ|掛け|着信|連絡|sms|留守電|繋|つなが|お願い|"
    r"です|まで)"
)


class JapanesePhones:
    """Finds telephone numbers of Japan."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the telephone numbers in ``text``."""
        plain = text.text
        for match in PHONE.finditer(plain):
            if score := _score(text.low, match):
                yield Span("PHONE", *match.span(), score)
        for match in SPACED_OUT.finditer(plain):
            left = text.low[max(0, match.start() - 16) : match.start()]
            if (
                ASKED.search(left)
                and not NOT_PERSONAL.search(left)
                and _is_long_enough(_digits(match[0]))
            ):
                yield Span("PHONE", *match.span(), 0.85)
        for match in SPELLED.finditer(plain):
            digits = match[0].translate(KANJI_DIGITS).translate(SPELLED_SEPARATORS)
            if PHONE.fullmatch(digits) and _is_long_enough(_digits(digits)):
                yield Span("PHONE", *match.span(), 0.9)
        yield from _spoken(plain)


def _spoken(text: str) -> Iterator[Span]:
    if not any(zero in text for zero in ZEROS_SAID):
        return
    for match in SPOKEN.finditer(katakana(text)):
        digits = "".join(SAID[digit] for digit in SAID_DIGIT.findall(match[0]))
        if _is_long_enough(digits):
            yield Span("PHONE", *match.span(), 0.9)


def _digits(piece: str) -> str:
    return re.sub(r"\D", "", piece)


def _is_long_enough(digits: str) -> bool:
    if digits.startswith((*MOBILE, FREE_LONG)):
        return len(digits) == 11
    return len(digits) == 10 and digits[1] != "0"


def _score(text: str, match: re.Match[str]) -> float:
    piece, digits = match[0], _digits(match[0])
    if abroad := ABROAD.match(piece):
        return 0.95 if 9 <= len(_digits(piece[abroad.end() :])) <= 10 else 0.0
    if not _is_long_enough(digits):
        return 0.0
    left = text[max(0, match.start() - 16) : match.start()]
    asked = bool(ASKED.search(left))
    if NOT_PERSONAL.search(left) and not ASKED.search(left[-8:]):
        return 0.0
    if not piece.isdigit():
        return 0.9 if asked or re.search(r"[-()]", piece) else 0.75
    if asked or digits.startswith((*MOBILE, *FREE)) or CALLED.match(text, match.end()):
        return 0.9
    return 0.62
