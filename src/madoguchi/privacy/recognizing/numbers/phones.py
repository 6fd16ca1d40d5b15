"""Telephone numbers of every country."""

import re
from collections.abc import Iterator

from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.checksums import ean
from madoguchi.privacy.recognizing.numbers.cues import denied, words
from madoguchi.privacy.recognizing.spans import Span

CANDIDATE = re.compile(
    r"(?=[0-9+(])(?<![0-9A-Za-z.#/+=_-])(?<!\d[ ,])"
    r"(?P<number>(?:\+ ?|\((?=\+?\d))?\+?\d(?:[ ./()·-]{0,3}\d){5,16})"
    r"(?P<extension>,? ?(?:x|ext\.?|extension|内線) ?\d{1,6})?(?![0-9A-Za-z%]|[.,:/-]\d)"
)
BEFORE = words(
    r"(?:tele)?phone(?: ?(?:no\.?|number))?|tel|ph|calls?|called|calling|mobile|cell(?:phone)?"
    r"|fax|whatsapp|viber|signal|sms|text(?: me)?|messages? to|ring|dial(?:led)?"
    r"|reach(?:ed|able)?(?: (?:me|us|him|her|them))?|answering at|landline|hotline|extension"
    r"|contact(?: number)?|emergency|(?:desk|office|home|work)(?:[:.]|(?= [+(\d]))"
    r"|(?:my|his|her|their|our) number|telefon(?:nummer|ní)?|handy(?:nummer)?|rufnummer"
    r"|mobil(?:nummer)?|téléphone|portable|numéro|móvil|teléfono|celular|telefone|cellulare"
    r"|telefono"
    r"|telefoon|puhelin|puh|tlf|телефон|電話(?:番号)?|携帯|連絡先|ファックス|ファクス|전화|电话|手机|電話號碼"
)
AFTER = re.compile(
    r"[ ]?[-–(]?[ ]?(?:office|fax|mobile|cell|home|work|desk|phone|に電話|へ電話|にお電話)"
)
AMERICAN = re.compile(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}")
REGIONS = ("GB", "DE", "FR", "IT", "NL", "BE", "AT", "CH", "SE", "AU", "NZ", "ZA", "IN", "NG", "TR")
"""Whose numbers, begun with 0, are known without a cue."""
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
DATE = re.compile(
    rf"(?:(?:19|20)\d\d([-./ ]){_MONTH}\1{_DAY}|{_DAY}([-./]){_MONTH}\2(?:19|20)?\d\d"
    rf"|{_MONTH}([-./]){_DAY}\3(?:19|20)?\d\d)(?!\d|[-./]\d)"
)
LEFT = 26


class Phones:
    """A plus sign, a cue, or a form that a country gives to its numbers."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_digit:
            return
        for found in CANDIDATE.finditer(text.text):
            score = _score(found, text)
            if score:
                yield Span("PHONE", found.start(), found.end(), score)


def _score(found: re.Match[str], folded: Folded) -> float:
    number = found["number"]
    digits = "".join(filter(str.isdecimal, number))
    if DATE.match(number) or (len(digits) == 13 and digits[:3] in ("978", "979") and ean(digits)):
        return 0
    if "+" in number[:2]:
        return 0.95 if _possible(number) else 0
    if denied(folded, found.start()) and not _cue_is_nearer(folded, found.start()):
        return 0
    if BEFORE.search(folded.low, max(0, found.start() - LEFT), found.start()) or AFTER.match(
        folded.low, found.end()
    ):
        return 0.85 if 6 <= len(digits) <= 15 and _grouped(number) else 0
    if folded.has_japanese:
        return 0  # what looks national there is Japanese, and read by those who know it
    return 0.75 if _national(number, digits) else 0


def _cue_is_nearer(text: Folded, start: int) -> bool:
    return bool(BEFORE.search(text.low, max(0, start - 10), start))


def _grouped(number: str) -> bool:
    """Prices and coordinates have a point and few groups."""
    return number.count(".") != 1 or any(sign in number for sign in " -()/")


def _possible(number: str) -> bool:
    try:
        return is_possible_number(parse(number.replace("(0)", ""), None))
    except NumberParseException:
        return False


def _national(number: str, digits: str) -> bool:
    if AMERICAN.fullmatch(number):
        return _valid(number, "US")
    apart = any(sign in number for sign in " -()/.")
    if not apart or not (digits[0] == "0" and 10 <= len(digits) <= 12) or digits[1] == "0":
        return False
    return any(_valid(number, region) for region in REGIONS)


def _valid(number: str, region: str) -> bool:
    try:
        return is_valid_number(parse(number, region))
    except NumberParseException:
        return False
