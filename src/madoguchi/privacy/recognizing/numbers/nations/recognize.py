"""Finds numbers that states give to their people."""

import re
from collections import defaultdict
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.cues import beside, denied, near, words
from madoguchi.privacy.recognizing.numbers.nations import (
    americas,
    asia_africa_pacific,
    north_east,
    west,
)
from madoguchi.privacy.recognizing.numbers.nations.form import Form
from madoguchi.privacy.recognizing.runs import Piece
from madoguchi.privacy.recognizing.spans import Kind, Span

FORMS = west.FORMS + north_east.FORMS + americas.FORMS + asia_africa_pacific.FORMS
NAMED: tuple[tuple[Kind, str], ...] = (
    ("NATIONAL_ID", r"(?:national|citizen|government|personal) id(?:entity|entification)?"
     r"(?: card)?(?: no\.?| number)?|id card(?: no\.?| number)?|identity card(?: no\.?| number)?"
     r"|cédula|carte d'identité|carta d'identità|documento de identidad|身分証(?:明書)?番号"
     r"|在留カード(?:の?番号)?"),
    ("TAX_ID", r"tax(?:payer)? (?:id\w*|reference)(?: no\.?| number)?|tin|utr|vat id|納税者番号"),
)  # fmt: skip


MOBILE = re.compile(r"0[5-9]0\d{8}")
"""Among kana it is one of Japan, whatever else it may be."""


class NationalNumbers:
    """Checksum, official form or cue: two of them are needed, or a checksum that says enough."""

    def __init__(self) -> None:
        self._by_length: dict[int, list[Form]] = defaultdict(list)
        for form in FORMS:
            for length in form.lengths:
                self._by_length[length].append(form)
        self._named = [(kind, words(cue)) for kind, cue in NAMED]

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_digit:
            return
        for piece in text.pieces:
            for form in self._by_length.get(len(piece.number), ()):
                if form.shape.fullmatch(piece.number):
                    score = _score(form, piece, text)
                    if score:
                        end = piece.end + text.text.startswith(")", piece.end)
                        closing = form.country == "HK" and end > piece.end
                        yield Span(form.kind, piece.start, end if closing else piece.end, score)
            if piece.whole:
                yield from self._called(piece, text)

    def _called(self, piece: Piece, text: Folded) -> Iterator[Span]:
        if len(piece.number) > 20 or sum(map(str.isdigit, piece.number)) < 5:
            return
        for kind, cue in self._named:
            if beside(cue, text, piece.start):
                yield Span(kind, piece.start, piece.end, 0.75)


def _score(form: Form, piece: Piece, text: Folded) -> float:
    if not form.holds(piece.number):
        return 0.7 if beside(form.cue, text, piece.start) else 0
    if near(form.cue, text, piece.start, piece.end):
        return 0.95
    if MOBILE.fullmatch(piece.number) and text.has_japanese:
        return 0
    written = form.written and form.written.fullmatch(text.text[piece.start : piece.end].upper())
    if (form.sure or written) and not denied(text, piece.start):
        return 0.85
    return 0
