"""Masking outside any conversation: whoever masks a line keeps what brings it back, beside it."""

from collections.abc import Sequence

from pydantic import BaseModel, field_validator

from madoguchi.privacy.grammar import Hideable, mentions
from madoguchi.privacy.hiding import hide
from madoguchi.privacy.ports import Finder
from madoguchi.privacy.restoring import restored


class Entity(BaseModel):
    """What was hidden: where it stood in the text, what it was, and what stands there now."""

    type: Hideable
    start: int
    end: int
    text: str
    placeholder: str

    @field_validator("placeholder")
    @classmethod
    def _is_one(cls, value: str) -> str:
        found = list(mentions(value))
        if len(found) != 1 or (found[0].start, found[0].end) != (0, len(value)):
            raise ValueError("this is no placeholder")
        return value

    @property
    def key(self) -> tuple[Hideable, int]:
        """What the placeholder is known by."""
        mention = next(mentions(self.placeholder))
        return mention.kind, mention.number


class TextLine(BaseModel):
    """A text to mask, or one that was brought back."""

    id: str | int | None = None
    text: str


class MaskedLine(BaseModel):
    """A masked text with what was hidden in it."""

    id: str | int | None = None
    masked: str
    entities: list[Entity]


def mask_line(finder: Finder, line: TextLine) -> MaskedLine:
    """Mask a text; numbers count within it."""
    found = hide(finder, line.text)
    entities = [
        Entity(
            type=each.kind,
            start=each.start,
            end=each.end,
            text=line.text[each.start : each.end],
            placeholder=each.placeholder,
        )
        for each in found.hidden
    ]
    return MaskedLine(id=line.id, masked=found.text.text, entities=entities)


def unmask_line(line: MaskedLine) -> TextLine:
    """Bring a text back, also where a model has changed it.

    One that is as it was gets each value as it was written at its own place.
    """
    found = list(mentions(line.masked))
    if [(each.kind, each.number) for each in found] != [each.key for each in line.entities]:
        values = {each.key: each.text for each in reversed(line.entities)}
        return TextLine(id=line.id, text=restored(line.masked, values))
    return TextLine(id=line.id, text=_in_order(line.masked, line.entities))


def _in_order(masked: str, entities: Sequence[Entity]) -> str:
    parts, start = [], 0
    for mention, entity in zip(mentions(masked), entities, strict=True):
        parts += [masked[start : mention.start], entity.text]
        start = mention.end
    return "".join([*parts, masked[start:]])
