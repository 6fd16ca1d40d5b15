"""The site's own contacts, which everybody may see and a model must be able to say."""

import re
from collections.abc import Iterable

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind, Span
from madoguchi.privacy.recognizing.titles import untitled
from madoguchi.privacy.sameness import folded

COUNTRY = re.compile(r"^(?:0081|81)0?")
BETWEEN_NUMBERS = re.compile(r"(?:丁目|番地の?|番|号|の)(?=[0-9])")
AFTER_NUMBERS = re.compile(r"(?<=[0-9])(?:番地?|号)(?![0-9室棟])")
KANJI_NUMBER = re.compile(r"[一二三四五六七八九](?=丁目|条)")
KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
SPACE = re.compile(r"[\s・,、]+")
SPELLED = (
    (
        re.compile(r"\s*[(\[{<【]?\s*(?:at|アット(?:マーク)?|@)\s*[)\]}>】]?\s*(?=[^@]*$)", re.I),
        "@",
    ),
    (re.compile(r"\s*[(\[{<【]?\s*(?:dot|ドット|\.)\s*[)\]}>】]?\s*", re.I), "."),
)
FEWEST_DIGITS = 6
NUMBERS: tuple[Kind, ...] = ("PHONE", "POSTAL")


def same(kind: Kind, value: str) -> str:
    """Return what all ways of writing a contact have in common."""
    text = Folded(value.strip()).text
    if kind == "EMAIL":
        return _mail(text)
    if kind in NUMBERS:
        return _number(text)
    return _address(text) if kind == "ADDRESS" else folded("PERSON", text)


class Allowed:
    """Values that are never masked, however they are written."""

    def __init__(self, values: Iterable[str]) -> None:
        texts = [Folded(value.strip()).text for value in values]
        self._plain = {folded("PERSON", text) for text in texts}
        self._mail = {_mail(text) for text in texts if "@" in _mail(text)}
        self._numbers = {number for text in texts if len(number := _number(text)) >= FEWEST_DIGITS}
        self._addresses = {_address(text) for text in texts}

    def holds(self, span: Span, text: Folded) -> bool:
        """Tell whether what was found is one of the values."""
        found = text.text[span.start : span.end].strip()
        if span.kind == "EMAIL":
            return _mail(found) in self._mail
        if span.kind in NUMBERS:
            return _number(found) in self._numbers
        if span.kind == "ADDRESS":
            return self._is_address(_address(found))
        if span.kind == "PERSON":
            start, end = untitled(text.text, span.start, span.end)
            found = text.text[start:end]
        return folded("PERSON", found) in self._plain

    def _is_address(self, found: str) -> bool:
        """An address may be shortened at its end; what goes on behind it is another's room."""
        return any(
            each.startswith(found) and not re.match(r"[-0-9]", each[len(found) :])
            for each in self._addresses
        )


def _mail(text: str) -> str:
    for pattern, sign in SPELLED:
        text = pattern.sub(sign, text)
    return text.casefold()


def _number(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return COUNTRY.sub("0", digits) if text.lstrip("(").startswith(("+", "00")) else digits


def _address(text: str) -> str:
    text = KANJI_NUMBER.sub(lambda match: match[0].translate(KANJI_DIGITS), text)
    return AFTER_NUMBERS.sub("", BETWEEN_NUMBERS.sub("-", SPACE.sub("", text))).casefold()
