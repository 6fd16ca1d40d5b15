"""What only a cue tells: postal codes, birth dates, passports, driving licences."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.cues import words
from madoguchi.privacy.recognizing.spans import Kind, Span
from madoguchi.privacy.recognizing.windows import glance

_MONTHS = (
    r"(?:jan|feb|m[aä]r|apr|ma[yij]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|f[eé]v|avr|juin|juil"
    r"|ao[uû]t|d[eé]c"
    r"|ene|abr|ago|dic|gen|mag|giu|lug|set|ott)[a-zéûçä]{0,7}\.?"
)
DATE = (
    r"(?:(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:(?:19|20)\d\d|\d\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?(?: of| de)? ?-?{_MONTHS},?(?: de)? ?-?(?:(?:19|20)\d\d"
    rf"|\d\d(?!\d))"
    rf"|{_MONTHS} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d)(?!\d)"
)
_BORN = (
    r"d\.?o\.?b\.?|date of birth|birth ?(?:date|day)|born(?: on)?|b-day|geboren(?: am)?"
    r"|geburtsdatum|geb\."
    r"|né(?:e|\(e\))?(?: le)?|date de naissance|nacid[oa](?: el)?|nací(?: el)?|fecha de nacimiento"
    r"|nat[oa](?: il)?"
    r"|data di nascita|data de nascimento|geboortedatum|födelsedatum|生年月日|誕生日"
)
BIRTH = re.compile(
    rf"{glance(_BORN)}(?<![a-z])(?:{_BORN})(?![a-z])(?: is| was|:| [-–])?\s{{0,3}}"
    rf"(?:the |le |el |am |il )?(?P<date>{DATE})"
)

_CODE = (
    r"\d{5}-\d{4}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d"
    r"|\d{4} ?[a-z]{2}(?![a-z])"
    r"|[a-z]{1,2}-?\d{3,5}|\d{2,3}[ -]\d{2,4}|\d{5}-\d{3}|\d{3,8}"
)
POSTAL = re.compile(
    r"(?=[zpeck])(?<![a-z])(?:zip|(?:zip|post(?:al)?|pin) ?code|postcode|eircode|plz|postleitzahl"
    r"|code postal|c\.?p\.|código postal|cep|cap"
    r"|postnummer|kod pocztowy)(?![a-z])(?: (?:is|was|number|no\.?)| ist| est| es|:| ="
    r"|=)*\s{0,3}"
    rf"(?P<code>{_CODE})(?![a-z0-9])"
)

PASSPORT = words(
    r"passports?|reisepass\w*|passeport|pasaporte|passaporto|passaporte|paspoort|パスポート|旅券"
)
LICENCE = words(
    r"driv(?:er'?s?'?|ing|er’s)[ -]?licen[cs]e|licen[cs]e (?:no\.?|number|#)"
    r"|d\.?l\.? (?:no\.?|number|#)"
    r"|führerschein(?:nummer)?|permis de conduire|(?:permiso|carnet|licencia) de conducir"
    r"|patente di guida"
    r"|carta de condução|cnh|rijbewijs"
)
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?=(?:[A-Z]{0,4}[ -]?){0,2}\d)[A-Z0-9]{1,16}"
    r"(?:[ -](?=[A-Z]{0,6}\d)[A-Z0-9]{1,9}){0,4}(?![A-Za-z0-9])"
)
SMALL_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[a-z]{0,5}\d)[a-z0-9]{6,16}(?![A-Za-z0-9])")
WITHIN = 34
"""How far behind its cue a number may stand; between them no full stop and no other number."""
WORTH = {"PASSPORT": (6, 12), "DRIVER_LICENSE": (5, 20)}


class Cued:
    """Reads on behind a cue."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_digit:
            return
        for found in BIRTH.finditer(text.low):
            yield Span("DOB", found.start("date"), found.end("date"), 0.9)
        for found in POSTAL.finditer(text.low):
            yield Span("POSTAL", found.start("code"), found.end("code"), 0.9)
        yield from _behind(PASSPORT, "PASSPORT", text)
        yield from _behind(LICENCE, "DRIVER_LICENSE", text)


def _behind(cue: re.Pattern[str], kind: Kind, text: Folded) -> Iterator[Span]:
    least, most = WORTH[kind]
    for found in cue.finditer(text.low):
        number = _first(text.text, found.end())
        signs = sum(map(str.isalnum, number[0])) if number else 0
        if number and least <= signs <= most and sum(map(str.isdigit, number[0])) >= 3:
            yield Span(kind, number.start(), number.end(), 0.9)


def _first(text: str, start: int) -> re.Match[str] | None:
    for pattern in (NUMBER, SMALL_NUMBER):
        number = pattern.search(text, start, start + WITHIN + 20)
        if number and number.start() - start <= WITHIN:
            between = text[start : number.start()]
            if ". " not in between.replace("no. ", "") and not re.search(r"\d", between):
                return number
    return None
