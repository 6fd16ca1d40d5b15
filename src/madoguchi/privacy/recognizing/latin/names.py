"""Persons and addresses in Latin script."""

import re
from collections import Counter
from collections.abc import Iterator
from math import exp

import numpy as np
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.latin.features import Lists
from madoguchi.privacy.recognizing.latin.model import LABELS, Model, shipped
from madoguchi.privacy.recognizing.latin.tokens import Token, tokens
from madoguchi.privacy.recognizing.spans import Kind, Span

EAST = re.compile(r"[぀-ヿ㐀-鿿豈-﫿々〆ｦ-ﾟ가-힣。、「」！？]+")
FEW = 3
"""Words that a stretch between kana and kanji must have to be read as a text of its own."""
WAY = re.compile(
    r"(?<![^\W\d_])(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|way|court|place"
    r"|square|terrace|crescent"
    r"|quay|row|highway|parkway|gardens|corner|box|rua|avenida|av|calle|carrer|paseo|plaza|via"
    r"|viale|corso|piazza|rue"
    r"|chemin|allée|ulica|ul|trg|strada|jalan|jl|utca|út|tér|gatvė|iela|tänav|sokak|caddesi"
    r"|náměstí|cesta)(?![^\W\d_])"
    r"|(?:stra(?:ß|ss)e|str|weg|gasse|platz|allee|straat|laan|plein|gracht|vej|gade|torv|gata"
    r"|gatan|v[äe]gen?|torget|veien"
    r"|katu|tie|kuja|polku|vegur|braut|tee|centret)(?![^\W\d_])"
)
GERMAN = re.compile(
    r"(?<![^\W\d_])(?:der|die|das|des|dem|den|ein|eine|einen|und|ist|sind|wurde|wurden|nicht|von|vom|zur|zum|im|für"
    r"|mit|bei|auf|aus|wie|wer|wo|wann|welche[rsmn]?|ich|wir|sie|haben|kann|mein|meine)(?![^\W\d_])"
)
GERMAN_ENOUGH = 2
POSTCODE = re.compile(r"\d{4,5} [A-ZÄÖÜ]")
LETTERS = re.compile(r"[^\W\d_]+")
FIRST, LAST = int(Lists.FIRST), int(Lists.LAST)
NEIGHBOURS, LONG = 40, 8
SMALL_IN_ADDRESSES = frozenset(
    ("corner", "near", "faubourg", "boulevard", "apto", "piso", "postbus", "postboks", "camino")
)
PROSE_LETTERS = 4
PROSAIC = 2
"""Small words of four letters and more that an address does not have where capitals are used."""
KINDS: dict[str, Kind] = {"PERSON": "PERSON", "ADDRESS": "ADDRESS"}


MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}", re.IGNORECASE)
HASH = re.compile(r"(?<![0-9a-z])(?=[a-z]*[0-9]+[a-z]+[0-9]+[a-z])[0-9a-z]{10,}")
NOTHING_MORE = re.compile(r" (?:in|at|on|of|is|was|has|does|near|from|for)(?![^\W_])|[.,?!]|$")
RARELY = 4
FILE = re.compile(r"[^\W\d_]{2}\.[a-z]")
LABEL = re.compile(r":(?! ?[\"“])")
ARTICLE = re.compile(r"(?<![^\W_])(?:the|an?) (?!corner)")
PLACE_AFTER = re.compile(
    r"(?:['’]s)? (?:Hospital|Square|Gardens?|Hotel|Airport|Station|University|School|College|Church"
    r"|Stadium|Museum|Theatre|Theater|Park|Bridge|Street|Road|Avenue|Circus|Cathedral|Library|Bank"
    r"|Inc|Ltd|LLP|LLC|GmbH|Corp|Group|Company)(?![a-z])"
)


class LatinNames:
    """Reads the stretches of Latin script with a small model."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or shipped()

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_latin:
            return
        stretches = list(_stretches(text))
        read = self._model.labels([[token.text for token in stretch] for stretch in stretches])
        found = [
            span
            for stretch, labelled in zip(stretches, read, strict=True)
            for span in _spans(stretch, *labelled)
        ]
        found = [
            span
            for span in found
            if _likely(span, found, text.text) and not self._is_thing(span, text)
        ]
        found = self._without_products(found, text.text)
        if len(GERMAN.findall(text.low)) >= GERMAN_ENOUGH:
            found = [span for span in found if self._known(span, text.text)]
        yield from found
        yield from _again(text.text, found)

    def _without_products(self, found: list[Span], text: str) -> list[Span]:
        """Drop words of no list that the model takes for a name in few of the places they have."""
        names = Counter(text[span.start : span.end] for span in found if span.kind == "PERSON")
        dropped = {
            name
            for name, times in names.items()
            if times * RARELY < text.count(name) and not self._model.listed(name) & (FIRST | LAST)
        }
        return [span for span in found if text[span.start : span.end] not in dropped]

    def _is_thing(self, span: Span, text: Folded) -> bool:
        """Tell whether a span is a hash or a date, or one word that stands as no name stands."""
        covered = text.text[span.start : span.end]
        if span.kind == "ADDRESS":
            words = LETTERS.findall(covered)
            if ARTICLE.match(text.low, span.start) or covered.startswith("##"):
                return True
            is_date = bool(words) and all(map(MONTH.fullmatch, words))
            return is_date or _cuts_a_hash(span, text.low)
        if PLACE_AFTER.match(text.text, span.end) and " " not in covered:
            return True
        if not covered.isalpha():
            return FILE.search(covered) is not None
        if self._model.listed(covered) & (FIRST | LAST):
            return False
        article = ARTICLE.search(text.low, max(0, span.start - 5), span.start)
        whole = article and NOTHING_MORE.match(text.low, span.end)
        is_small = covered.islower() and not text.text.islower()
        return bool(is_small or whole or LABEL.match(text.text, span.end))

    def _known(self, span: Span, text: str) -> bool:
        """Where every noun has a capital, names must be known, and places have a way or a code."""
        covered = text[span.start : span.end]
        if span.kind == "ADDRESS":
            return bool(WAY.search(covered.lower()) or POSTCODE.search(covered))
        lists = [self._model.listed(word) for word in LETTERS.findall(covered)]
        return (
            any(found & FIRST for found in lists) or sum(bool(found & LAST) for found in lists) > 1
        )


def _spans(stretch: list[Token], labels: list[int], scores: NDArray[np.float32]) -> Iterator[Span]:
    begin = 0
    while begin < len(labels):
        kind = LABELS[labels[begin]][2:]
        end = begin + 1
        if kind:
            while end < len(labels) and LABELS[labels[end]] == f"I-{kind}":
                end += 1
            gain = sum(
                float(scores[place, labels[place]] - scores[place, 0])
                for place in range(begin, end)
            )
            covered = stretch[begin:end]
            parts = list(_capitals(covered))
            if len(parts) > 1:
                parts = [part for part in parts if len(part) > 1]
            for part in parts if kind == "PERSON" else (covered,):
                yield from _span(KINDS[kind], part, gain / (end - begin))
        begin = end


def _stretches(text: Folded) -> Iterator[list[Token]]:
    if not text.has_japanese:
        if whole := tokens(text.text):
            yield whole
        return
    start = 0
    for wall in [*EAST.finditer(text.text), None]:
        end = wall.start() if wall else len(text.text)
        stretch = tokens(text.text, start, end)
        if sum(token.text[0].isalpha() for token in stretch) >= FEW:
            yield stretch
        start = wall.end() if wall else end


def _capitals(covered: list[Token]) -> Iterator[list[Token]]:
    """A name with capitals ends where a small word stands that is no part of names."""
    if all(token.text.islower() for token in covered if token.text[0].isalpha()):
        yield covered
        return
    part: list[Token] = []
    for token in covered:
        if token.text.islower() and len(token.text) >= PROSE_LETTERS:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _span(kind: Kind, covered: list[Token], gain: float) -> Iterator[Span]:
    while covered and not covered[-1].text.isalnum() and covered[-1].text not in ").":
        covered = covered[:-1]
    letters = sum(len(token.text) for token in covered if token.text.isalnum())
    if letters >= 2:
        yield Span(kind, covered[0].start, covered[-1].end, round(0.6 + 0.39 / (1 + exp(-gain)), 2))


def _likely(span: Span, others: list[Span], text: str) -> bool:
    """A place needs a number or a word for a way; a number alone needs a place nearby."""
    if span.kind != "ADDRESS":
        return True
    covered = text[span.start : span.end]
    if not text.islower() and _is_prose(covered):
        return False
    if not re.search(r"\d", covered):
        return bool(WAY.search(covered.lower())) or _close(span, others)
    if re.search(r"[^\W\d_]{3}", covered):
        return True
    return _close(span, others)


def _cuts_a_hash(span: Span, text: str) -> bool:
    return any(
        found.start() < span.end and span.start < found.end() for found in HASH.finditer(text)
    )


def _is_prose(covered: str) -> bool:
    words = re.findall(rf"[^\W\d_]{{{PROSE_LETTERS},}}", covered)
    small = [word for word in words if word.islower() and word not in SMALL_IN_ADDRESSES]
    return sum(not WAY.fullmatch(word) for word in small) >= PROSAIC


def _close(span: Span, others: list[Span]) -> bool:
    return any(
        other is not span
        and other.kind == "ADDRESS"
        and other.end - other.start >= LONG
        and -NEIGHBOURS < other.start - span.end < NEIGHBOURS + span.end - span.start
        for other in others
    )


def _again(text: str, found: list[Span]) -> Iterator[Span]:
    """A name that was found once is a name wherever it stands."""
    names = {
        part
        for span in found
        if span.kind == "PERSON"
        for part in re.findall(r"[^\W\d_]{3,}", text[span.start : span.end])
        if part[0].isupper()
    }
    if names:
        for match in LETTERS.finditer(text):
            if match[0] in names:
                yield Span("PERSON", match.start(), match.end(), 0.65)
