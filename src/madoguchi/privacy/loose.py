"""Numbers on loose paper: for a question that belongs to no conversation, and is kept nowhere."""

from collections.abc import Sequence

from madoguchi.privacy.grammar import Hideable
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.sameness import folded
from madoguchi.privacy.talk import Talk


class LoosePaper:
    """Numbers values for as long as somebody holds it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Hideable, str], int] = {}
        self._values: dict[tuple[Hideable, int], str] = {}

    async def numbers(self, talk: Talk, values: Sequence[tuple[Hideable, str]]) -> list[int]:
        """Return the number of each value."""
        return [self._number(kind, value) for kind, value in values]

    async def own(self, talk: Talk) -> Values:
        """Return what stands behind the placeholders."""
        return self._values

    def _number(self, kind: Hideable, value: str) -> int:
        same = kind, folded(kind, value)
        if same not in self._numbers:
            number = 1 + sum(kind == other for other, _ in self._numbers)
            self._numbers[same] = number
            self._values[kind, number] = value
        return self._numbers[same]
