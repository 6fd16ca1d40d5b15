"""How well personal data is found in labelled messages, by kinds and by characters."""

import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.lines import numbered
from madoguchi.privacy.ports import Finder
from madoguchi.privacy.recognizing.spans import KINDS, Kind, Span

ExampleLanguage = Literal["ja", "en"]
HALF = 0.5
"""Of both, a span that was found and one that was labelled, so much must be the other's."""
RECALL_WEIGHT = 4
"""F2: what is missed counts more than what is masked in vain."""


class Entity(BaseModel):
    """A piece that a person says is personal."""

    type: Kind
    start: int = Field(ge=0)
    end: int


class LabelledText(BaseModel):
    """A message with everything in it that is personal."""

    id: str = Field(min_length=1)
    text: str
    entities: list[Entity] = Field(default_factory=list)

    @field_validator("entities")
    @classmethod
    def _within(cls, value: list[Entity], info: ValidationInfo) -> list[Entity]:
        length = len(info.data.get("text", ""))
        if any(not each.start < each.end <= length for each in value):
            raise ValueError("they must lie within the text")
        return value


class OfKind(BaseModel):
    """How one kind fared."""

    kind: Kind
    entities: int
    precision: float | None
    recall: float | None
    f2: float | None
    leaked: float | None


class Found(BaseModel):
    """What ``eval privacy`` says; shares of spans, and shares of characters."""

    messages: int
    entities: int
    precision: float | None
    recall: float | None
    f2: float | None
    leaked: float | None
    over_masked: float | None
    clean_messages: int
    clean_masked: int
    cpu_ms_p50: float
    cpu_ms_p95: float
    kinds: list[OfKind]


class Tally:
    """Counts of one kind, or of all."""

    def __init__(self) -> None:
        self.hit: Counter[Kind] = Counter()
        self.missed: Counter[Kind] = Counter()
        self.vain: Counter[Kind] = Counter()
        self.characters: Counter[Kind] = Counter()
        self.leaked: Counter[Kind] = Counter()
        self.personal = self.left = self.plain = self.over = 0

    def add(self, message: LabelledText, found: Sequence[Span]) -> None:
        """Count one message."""
        used: set[int] = set()
        masked = {at for span in found for at in range(span.start, span.end)}
        for entity in message.entities:
            matches = {number for number, span in enumerate(found) if _same(entity, span)}
            used |= matches
            (self.hit if matches else self.missed)[entity.type] += 1
            self.characters[entity.type] += entity.end - entity.start
            self.leaked[entity.type] += len(set(range(entity.start, entity.end)) - masked)
        self.vain.update(span.kind for number, span in enumerate(found) if number not in used)
        personal = {at for each in message.entities for at in range(each.start, each.end)}
        self.personal += len(personal)
        self.left += len(personal - masked)
        self.plain += len(message.text) - len(personal)
        self.over += len(masked - personal)

    def of_kind(self, kind: Kind) -> OfKind:
        """Return how one kind fared."""
        precision, recall, f2 = _scores(self.hit[kind], self.vain[kind], self.missed[kind])
        return OfKind(
            kind=kind,
            entities=self.hit[kind] + self.missed[kind],
            precision=precision,
            recall=recall,
            f2=f2,
            leaked=_share(self.leaked[kind], self.characters[kind]),
        )


def labelled(path: Path | None, language: ExampleLanguage) -> list[LabelledText]:
    """Return the messages of a file; without one, those that come with the product."""
    if path is not None:
        return [message for _, message in numbered(path, LabelledText)]
    with as_file(files("madoguchi.privacy").joinpath(f"example/{language}.jsonl")) as own:
        return labelled(own, language)


def measure(detector: Finder, messages: Iterable[LabelledText]) -> Found:
    """Look for personal data in every message, and compare."""
    tally, clean, masked, spent = Tally(), 0, 0, list[float]()
    for message in messages:
        begin = time.process_time()
        found = detector.find(message.text)
        spent.append((time.process_time() - begin) * 1e3)
        tally.add(message, found)
        clean += not message.entities
        masked += not message.entities and bool(found)
    if not spent:
        raise Invalid("eval.empty", file="")
    hit, vain, missed = (counts.total() for counts in (tally.hit, tally.vain, tally.missed))
    precision, recall, f2 = _scores(hit, vain, missed)
    return Found(
        messages=len(spent),
        entities=hit + missed,
        precision=precision,
        recall=recall,
        f2=f2,
        leaked=_share(tally.left, tally.personal),
        over_masked=_share(tally.over, tally.plain),
        clean_messages=clean,
        clean_masked=masked,
        cpu_ms_p50=_percentile(spent, 0.5),
        cpu_ms_p95=_percentile(spent, 0.95),
        kinds=[
            tally.of_kind(kind)
            for kind in KINDS
            if tally.hit[kind] or tally.missed[kind] or tally.vain[kind]
        ],
    )


def _same(entity: Entity, span: Span) -> bool:
    shared = min(entity.end, span.end) - max(entity.start, span.start)
    longer = max(entity.end - entity.start, span.end - span.start)
    return entity.type == span.kind and shared > 0 and shared >= HALF * longer


def _scores(hit: int, vain: int, missed: int) -> tuple[float | None, float | None, float | None]:
    precision, recall = _share(hit, hit + vain), _share(hit, hit + missed)
    f2 = _share(
        (1 + RECALL_WEIGHT) * hit, (1 + RECALL_WEIGHT) * hit + RECALL_WEIGHT * missed + vain
    )
    return precision, recall, f2


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return round(ordered[max(0, math.ceil(part * len(ordered)) - 1)], 3)
