"""Taking personal data out of a document for good, in words that a reader understands."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from madoguchi.kernel.words import LANGUAGES, say
from madoguchi.privacy.grammar import VERBATIM
from madoguchi.privacy.placeholders import Cover, covers
from madoguchi.privacy.ports import Search

PORTION = 50_000
"""Characters that are searched as one text: longer documents are searched line by line in these."""
OTHERWISE = "en"


@dataclass(frozen=True)
class Redacted:
    """A text without what was personal; how often each kind was taken out, and what moved where."""

    text: str
    counts: dict[str, int]
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)
    _shifts: tuple[int, ...] = field(repr=False)

    def moved(self, place: int) -> int:
        """Return where a place of the old text is now; inside of what went, behind its word."""
        number = bisect_left(self._starts, place) - 1
        if number < 0:
            return place
        return max(place, self._ends[number]) + self._shifts[number]


def redact(search: Search, text: str, language: str) -> Redacted:
    """Return ``text`` with a word, like 〔氏名〕, in the place of each value."""
    found = list(_found(search, text))
    parts: list[str] = []
    shifts: list[int] = []
    start = shift = 0
    for each in found:
        word = word_for(each.kind, language)
        parts += [text[start : each.start], word]
        shift += len(word) - (each.end - each.start)
        shifts.append(shift)
        start = each.end
    return Redacted(
        text="".join([*parts, text[start:]]),
        counts=dict(Counter(str(each.kind) for each in found)),
        _starts=tuple(each.start for each in found),
        _ends=tuple(each.end for each in found),
        _shifts=tuple(shifts),
    )


def redact_each(search: Search, texts: Sequence[str], language: str) -> list[str]:
    """Redact short texts, each for itself and the same one once."""
    made = {text: redact(search, text, language).text for text in dict.fromkeys(texts)}
    return [made[text] for text in texts]


def word_for(kind: str, language: str) -> str:
    """Return what a reader sees where something of this kind stood."""
    spoken = language if language in LANGUAGES else OTHERWISE
    return say("privacy.taken_out", spoken, kind=name_of(kind, spoken))


def name_of(kind: str, language: str) -> str:
    """Return what a kind is called."""
    return say(f"privacy.kind.{kind}", language)


def _found(search: Search, text: str) -> Iterator[Cover]:
    for start, portion in _portions(text):
        for each in covers(portion, search(portion)):
            if each.kind != VERBATIM:  # it means nothing in a document
                yield Cover(each.kind, start + each.start, start + each.end)


def _portions(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > PORTION:
        end = text.rfind("\n", start, start + PORTION) + 1 or start + PORTION
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]
