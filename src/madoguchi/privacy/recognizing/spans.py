"""What was found in a text: where, of which kind, how sure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from madoguchi.privacy.recognizing.folding import Folded

Kind = Literal[
    "PERSON",
    "EMAIL",
    "PHONE",
    "ADDRESS",
    "POSTAL",
    "DOB",
    "MY_NUMBER",
    "CREDIT_CARD",
    "BANK_ACCOUNT",
    "IBAN",
    "PASSPORT",
    "DRIVER_LICENSE",
    "PENSION",
    "INSURANCE",
    "NATIONAL_ID",
    "TAX_ID",
    "IP_ADDRESS",
    "MAC_ADDRESS",
    "HANDLE",
    "SECRET",
    "CUSTOM",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Where two overlap, the kind whose form says more wins; names give way to everything.
RANK: dict[Kind, int] = {
    "CUSTOM": 10,
    "SECRET": 9,
    "EMAIL": 9,
    "BANK_ACCOUNT": 9,
    "CREDIT_CARD": 8,
    "IBAN": 8,
    "MY_NUMBER": 8,
    "DRIVER_LICENSE": 8,
    "PENSION": 8,
    "POSTAL": 8,
    "PASSPORT": 7,
    "NATIONAL_ID": 7,
    "TAX_ID": 7,
    "INSURANCE": 7,
    "DOB": 7,
    "ADDRESS": 7,
    "MAC_ADDRESS": 7,
    "PHONE": 6,
    "IP_ADDRESS": 6,
    "HANDLE": 5,
    "PERSON": 3,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text that is personal, half-open in characters of the text as it was written."""

    kind: Kind
    start: int
    end: int
    score: float
    """How sure, from 0 to 1."""

    def holds(self, other: "Span") -> bool:
        """Tell whether another lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Recognizer(Protocol):
    """Finds some kinds of personal data. What it raises stops the message: closed, never open."""

    def find(self, text: Folded) -> Iterable[Span]:
        """Yield what is found; spans may overlap."""
        ...


def resolve(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap, in reading order."""
    kept: list[Span] = []
    ranked = sorted(spans, key=_weight)
    taken = bytearray(max((span.end for span in ranked), default=0))
    for span in ranked:
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def above(spans: Iterable[Span], score: float) -> Iterator[Span]:
    """Yield what is at least this sure."""
    return (span for span in spans if span.score >= score)


def _weight(span: Span) -> tuple[int, int, float, int]:
    return -RANK[span.kind], span.start - span.end, -span.score, span.start
