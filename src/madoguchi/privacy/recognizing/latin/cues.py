"""Names of which a list knows one half, and names of nobody's list, where somebody must stand."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.latin.features import Lists
from madoguchi.privacy.recognizing.latin.model import Model, shipped
from madoguchi.privacy.recognizing.spans import Span

WORD = r"[A-ZÀ-Þ][a-zß-ɏ]+(?:['’-][A-ZÀ-Þ]?[a-zß-ɏ]+|[A-Z][a-z]+)?"
FULL = rf"{WORD}(?: {WORD}){{0,2}}"
END = r"(?![^\W_])(?!['’][A-Za-z])"
KIN = (
    r"boss|wife|husband|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|cousin"
    r"|aunt|uncle|niece|nephew|colleague|coworker|neighbou?r|landlord|landlady|flatmate|roommate"
    r"|manager|supervisor|assistant|tenant|teacher|nurse|driver|courier|plumber|agent|witness"
    r"|applicant|patient|caller"
)
SURE = re.compile(
    rf"(?=[A-Za-z'’])(?<![^\W_])(?:(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Tt]he) (?:{KIN})(?:,| is"
    r"| was| is called|"
    r"['’]s name is)?|(?:[Dd]octor|[Nn]urse|[Oo]fficer|[Cc]aptain|[Uu]ncle|[Aa]unt|[Cc]oach)"
    r"|(?:under|in) the (?:sur|last |first )?name(?: of)?|(?:is|was|['’]s) called|named|[Aa]ttn:?"
    r"|[Aa]sk for|[Nn]ame['’]s|(?:[Ll]ast |[Ff]irst |[Ff]ull )?[Nn]ame:?|[Ss]urname:?"
    rf"|[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey) (?P<name>{FULL}){END}"
)
HERE = re.compile(
    rf"(?=[ITit])(?<![^\W_])(?:[Ii]t['’]?s|[Tt]his is) (?P<name>{FULL})"
    r"(?= (?:here|calling|speaking|again|from)\b)"
)
LISTED = re.compile(
    rf"(?=[A-Za-z])(?<![^\W_])(?:with|by|[Tt]ell|told|[Aa]sk|asked|[Tt]hanks|[Tt]hank|and|are|is"
    r"|was|replied to|spoke to|for|from|to) "
    rf"(?P<name>{WORD}(?:(?:, {WORD})*,? and {WORD})?(?: {WORD})?){END}(?! [A-ZÀ-Þ])"
)
SIGNED = re.compile(rf"(?:[\n.!?,] ?|[\n ][-–—] ?)(?P<name>{WORD})\.?\s*\Z")
PART = re.compile(WORD)
FIRST, LAST, COMMON = int(Lists.FIRST), int(Lists.LAST), int(Lists.COMMON)
PLACE = int(Lists.CITY | Lists.LAND)
NOT_NAMES = frozenset(
    (
        *(
            "customer",
            "support",
            "team",
            "sir",
            "madam",
            "sirs",
            "all",
            "everyone",
            "there",
            "both",
        ),
        *("portal", "services", "service", "number", "desk", "office", "thanks", "regards", "best"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "english"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "christmas", "easter", "google", "amazon", "apple"),
    )
)


class CuedNames:
    """Looks at every place where somebody is addressed, introduced or signs."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or shipped()

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_latin:
            return
        for pattern in (SURE, HERE):
            for found in pattern.finditer(text.text):
                if all(self._may_be(word) for word in PART.findall(found["name"])):
                    yield Span("PERSON", *found.span("name"), 0.75)
        for found in (*LISTED.finditer(text.text), *SIGNED.finditer(text.text)):
            if " and " in found["name"]:
                yield from self._each(text.text, *found.span("name"))
            elif self._is_listed(found["name"].split()[0]) and all(
                self._may_be(word) for word in found["name"].split()
            ):
                yield Span("PERSON", *found.span("name"), 0.65)

    def _each(self, text: str, start: int, end: int) -> Iterator[Span]:
        people = list(PART.finditer(text, start, end))
        if all(self._is_listed(person[0]) for person in people):
            for person in people:
                yield Span("PERSON", *person.span(), 0.65)

    def _may_be(self, word: str) -> bool:
        lists = self._model.listed(word)
        if word.lower() in NOT_NAMES or (lists & PLACE and not lists & (FIRST | LAST)):
            return False
        return bool(lists & FIRST) or not lists & COMMON

    def _is_listed(self, word: str) -> bool:
        lists = self._model.listed(word)
        return bool(lists & FIRST) and word.lower() not in NOT_NAMES
