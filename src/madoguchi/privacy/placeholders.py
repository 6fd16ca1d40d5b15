"""Putting placeholders where personal data stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from madoguchi.kernel.masked import MaskedText
from madoguchi.privacy.grammar import VERBATIM, Hideable, mentions, written
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.titles import untitled
from madoguchi.privacy.sameness import folded


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch of a text, as it was written, that a placeholder takes the place of."""

    kind: Hideable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was hidden, and where it stands in the text as it was written."""

    kind: Hideable
    number: int
    start: int
    end: int

    @property
    def placeholder(self) -> str:
        """How it is written."""
        return written(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, and what was hidden in it, in reading order."""

    text: MaskedText
    hidden: tuple[Hidden, ...] = ()

    @property
    def personal(self) -> tuple[Hidden, ...]:
        """What is somebody's: without what only looked like a placeholder."""
        return tuple(each for each in self.hidden if each.kind != VERBATIM)


def covers(text: str, spans: Sequence[Span]) -> list[Cover]:
    """Return all that must be hidden: the spans, and between them what looks like a placeholder."""
    found: list[Cover] = []
    start = 0
    for span in spans:
        if not start <= span.start < span.end <= len(text):
            raise ValueError("spans overlap, are out of order or outside the text")
        cover = _bare(text, span)
        found += _lookalikes(text, start, cover.start)
        found.append(cover)
        start = cover.end
    return found + _lookalikes(text, start, len(text))


def numbers_within(text: str, found: Sequence[Cover]) -> list[int]:
    """Number the covers of one text that is never restored, or restored by whoever holds it."""
    known: dict[tuple[Hideable, str], int] = {}
    count: dict[Hideable, int] = {}
    numbers = []
    for cover in found:
        key = cover.kind, folded(cover.kind, text[cover.start : cover.end])
        if key not in known:
            count[cover.kind] = known[key] = count.get(cover.kind, 0) + 1
        numbers.append(known[key])
    return numbers


def masked(text: str, found: Sequence[Cover], numbers: Sequence[int]) -> Masked:
    """Return a text with its placeholders."""
    parts: list[str] = []
    hidden: list[Hidden] = []
    start = 0
    for cover, number in zip(found, numbers, strict=True):
        parts += [text[start : cover.start], written(cover.kind, number)]
        hidden.append(Hidden(cover.kind, number, cover.start, cover.end))
        start = cover.end
    return Masked(MaskedText("".join([*parts, text[start:]])), tuple(hidden))


def as_kept(text: str) -> MaskedText:
    """Take back what is masked already: a masked text that was stored, or a model's own words."""
    return MaskedText(text)


def shortened(text: MaskedText, shorten: Callable[[str], list[str]]) -> tuple[MaskedText, ...]:
    """Return shorter forms of a masked text without its placeholders, which may only leave out."""
    parts, start = list[str](), 0
    for each in mentions(text.text):
        parts.append(text.text[start : each.start])
        start = each.end
    forms = shorten("".join([*parts, text.text[start:]]))
    return tuple(MaskedText(form) for form in forms if _only_leaves_out(form, text.text))


def _bare(text: str, span: Span) -> Cover:
    """Leave the title of a person outside."""
    start, end = span.start, span.end
    if span.kind == "PERSON":
        start, end = untitled(text, start, end)
    return Cover(span.kind, start, end)


def _lookalikes(text: str, start: int, end: int) -> list[Cover]:
    # A placeholder of ours begins and ends with brackets: nothing goes on across them.
    return [
        Cover(VERBATIM, start + each.start, start + each.end) for each in mentions(text[start:end])
    ]


def _only_leaves_out(form: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in form if not letter.isspace())
