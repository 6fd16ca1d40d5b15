"""Bank account numbers of the IBAN register."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.checksums import iso_mod_97
from madoguchi.privacy.recognizing.numbers.cues import beside, words
from madoguchi.privacy.recognizing.spans import Span

_REGISTER = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28
EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26
IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28
NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25
SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
LENGTHS = {entry[:2]: int(entry[2:]) for entry in _REGISTER.split()}
START = re.compile(
    rf"(?=[a-x])(?<![0-9a-z])(?:{'|'.join(LENGTHS).lower()})[ -]?[0-9][ -]?[0-9](?=[ -]?[0-9a-z])"
)
CUE = words(r"iban|account|konto\w*|compte|cuenta|口座")


class Ibans:
    """Country, its length and the remainder by 97; without the remainder only beside a cue."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_digit:
            return
        for start in START.finditer(text.low):
            country = start[0][:2].upper()
            end, number = _taken(text.text, start.start(), LENGTHS[country])
            if not end:
                continue
            if iso_mod_97(number[4:] + number[:4]):
                yield Span("IBAN", start.start(), end, 0.99)
            elif beside(CUE, text, start.start()):
                yield Span("IBAN", start.start(), end, 0.7)


def _taken(text: str, start: int, length: int) -> tuple[int, str]:
    """Return where so many letters and digits end, and what they are; 0 when they do not."""
    number, place = "", start
    while place < len(text) and len(number) < length:
        sign = text[place]
        if sign.isascii() and sign.isalnum():
            number += sign.upper()
        elif sign not in " -." or text[place - 1] == sign:
            return 0, ""
        place += 1
    following = text[place : place + 1]
    cut = following.isascii() and following.isalnum()
    return (place, number) if len(number) == length and not cut else (0, "")
