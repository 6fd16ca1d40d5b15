"""Payment cards."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.checksums import luhn
from madoguchi.privacy.recognizing.numbers.cues import beside, denied, near, words
from madoguchi.privacy.recognizing.runs import Piece
from madoguchi.privacy.recognizing.spans import Span

BRANDS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}"  # Visa
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-59]|[689]\d)\d{11}|3(?:0[0-59]|[689]\d)\d{13}"  # Diners Club
    r"|35(?:2[89]|[3-8]\d)\d{12,15}|(?:2131|1800)\d{11}"  # JCB
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}"  # Discover
    r"|62\d{14,17}|81\d{14}"  # UnionPay
    r"|(?:5018|5020|5038|5[6-8]\d\d|6304|6759|676[1-3])\d{8,15}"  # Maestro
    r"|(?:508[5-9]|60(?:69|8[0-4])|6521|353|356)\d{12}"  # RuPay
    r"|220[0-4]\d{12,15}"  # Mir
)
USUAL = re.compile(
    r"\d{12,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}"
)
CUE = words(
    r"(?:credit|debit|bank|payment|visa|master|amex)? ?cards?(?: (?:no\.?|number|#))?|cc|visa"
    r"|mastercard|amex|jcb|diners|"
    r"american express|discover|kreditkarte|carte (?:bancaire|bleue)|tarjeta|cartão"
    r"|carta di credito"
    r"|(?:クレジット)?カード(?:番号)?|クレカ|信用卡|카드"
)


class Cards:
    """Two of three: a brand's range, Luhn, a cue."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_digit:
            return
        for piece in text.pieces:
            if 12 <= len(piece.number) <= 19 and piece.number.isdecimal():
                score = _score(piece, text)
                if score:
                    yield Span("CREDIT_CARD", piece.start, piece.end, score)


def _score(piece: Piece, text: Folded) -> float:
    usual = USUAL.fullmatch(text.text, piece.start, piece.end)
    if not (usual or piece.whole):
        return 0
    branded = bool(BRANDS.fullmatch(piece.number))
    if not luhn(piece.number):
        return 0.7 if branded and beside(CUE, text, piece.start) else 0
    if near(CUE, text, piece.start, piece.end):
        return 0.99
    return 0.9 if branded and not denied(text, piece.start) else 0
