"""Numbers of persons in Japan: My Number, driving licence, passport, pension, insurance."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.japanese.context import NOT_PERSONAL
from madoguchi.privacy.recognizing.spans import Kind, Span

FREE, OVER = r"(?<![0-9A-Za-z])(?<![0-9]-)", r"(?![0-9A-Za-z]|-[0-9])"
# A group of a longer number that spaces part, such as an IBAN, is none of these.
APART, ALONE = rf"{FREE}(?<![0-9A-Z] )", rf"{OVER}(?! [0-9])"
TWELVE = re.compile(
    rf"(?=[0-9]){APART}(?:[0-9]{{4}}([- ・]?)[0-9]{{4}}\1[0-9]{{4}}|"
    rf"[0-9](?:[ -]?[0-9]){{11}}){ALONE}"
)
MY_NUMBER = re.compile(r"マイナンバー|まいなんばー|個人番号|my ?number|マイナ(?!ビ|ス)")
LICENCE = re.compile(r"免許")
PASSPORT = re.compile(rf"(?<![0-9A-Za-z])[A-Z]{{2}} ?-?[0-9]{{7}}{OVER}")
TRAVEL = re.compile(r"パスポート|旅券|passport")
PENSION = re.compile(rf"{FREE}[0-9]{{4}}[- ]?[0-9]{{6}}{OVER}")
PENSION_CUE = re.compile(r"年金")
INSURER = re.compile(
    r"(?:被?保険者番号|資格者?番号|受給者番号)[^\n。0-9]{0,8}(?P<number>[0-9]{6,10})(?![0-9])"
)
SIGN = r"(?:[一-鿿ぁ-ん]{1,4}[- ]?)?[A-Za-z]?[0-9]{1,8}(?:-[0-9]{1,6})?"
SIGN_AND_NUMBER = re.compile(
    rf"記号 ?[:は]? ?{SIGN} ?[、,・/ -]? ?番号 ?[:は]? ?[0-9]{{1,8}}(?:[ -]?\(?枝番\)? "
    rf"?[0-9]{{1,2}})?(?![0-9])"
)
SIGN_NUMBER_TOGETHER = re.compile(
    rf"記号[・ /]?番号 ?(?:は|が|:|"
    rf"を)? ?(?P<number>{SIGN}(?:[・/, -] ?[0-9]{{1,8}}){{1,2}})(?![0-9])"
)
CARD = re.compile(
    rf"(?:保険証|保険証番号|資格確認書|健康保険|国保|社保|"
    rf"健保)[^\n。0-9]{{0,12}}(?P<number>{FREE}[0-9]{{2,8}}[-・ ][0-9]{{1,8}}){OVER}"
)
BANK = re.compile(r"ゆうちょ|郵便|貯金|口座|振込|振り込|銀行")
BEFORE, AFTER = 24, 14


class JapaneseNumbers:
    """Finds what offices number people by; without the word that says so, only what checks out."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the numbers of persons in ``text``."""
        if not text.has_digit:
            return
        plain = text.text
        for match in TWELVE.finditer(plain):
            yield from _twelve(text.low, match)
        yield from _near(text, PASSPORT, TRAVEL, "PASSPORT")
        yield from _near(text, PENSION, PENSION_CUE, "PENSION")
        yield from _insurance(plain)


def _near(text: Folded, form: re.Pattern[str], cue: re.Pattern[str], kind: Kind) -> Iterator[Span]:
    for match in form.finditer(text.text):
        left, right = (
            text.low[max(0, match.start() - BEFORE) : match.start()],
            text.low[match.end() : match.end() + AFTER],
        )
        if cue.search(left) or cue.search(right):
            yield Span(kind, *match.span(), 0.95)


def _twelve(text: str, match: re.Match[str]) -> Iterator[Span]:
    left, right = (
        text[max(0, match.start() - BEFORE) : match.start()],
        text[match.end() : match.end() + AFTER],
    )
    digits, start, end = re.sub(r"\D", "", match[0]), match.start(), match.end()
    mine, licence = _last(MY_NUMBER, left), _last(LICENCE, left)
    if licence > mine:
        yield Span("DRIVER_LICENSE", start, end, 0.95)
    elif mine >= 0 or MY_NUMBER.search(right):
        yield Span("MY_NUMBER", start, end, 0.99 if checks_out(digits) else 0.8)
    elif checks_out(digits) and not NOT_PERSONAL.search(left):
        yield Span("MY_NUMBER", start, end, 0.6)


def _last(cue: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in cue.finditer(text)), default=-1)


def checks_out(digits: str) -> bool:
    """Tell whether the last of twelve digits is the check digit of a My Number."""
    total = sum(int(digits[11 - n]) * (n + 1 if n <= 6 else n - 5) for n in range(1, 12))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def _insurance(text: str) -> Iterator[Span]:
    for match in INSURER.finditer(text):
        yield Span("INSURANCE", *match.span("number"), 0.95)
    for match in SIGN_AND_NUMBER.finditer(text):
        if not BANK.search(text[max(0, match.start() - BEFORE) : match.start()]):
            yield Span("INSURANCE", *match.span(), 0.9)
    for pattern in (SIGN_NUMBER_TOGETHER, CARD):
        for match in pattern.finditer(text):
            if not BANK.search(text[max(0, match.start() - BEFORE) : match.start()]):
                yield Span("INSURANCE", *match.span("number"), 0.9)
