"""How a state writes a number that it gives to a person."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from madoguchi.privacy.recognizing.numbers.cues import words
from madoguchi.privacy.recognizing.spans import Kind


@dataclass(frozen=True)
class Form:
    """One number of one state."""

    kind: Kind
    country: str
    shape: re.Pattern[str]
    """Without separators, in capitals."""
    lengths: range
    holds: Callable[[str], bool]
    """The checksum, and the dates inside."""
    cue: re.Pattern[str]
    written: re.Pattern[str] | None
    """The official way of writing it: who writes it so needs no cue."""
    sure: bool
    """Whether the checksum says enough, without cue and however it is written."""


def form(
    kind: Kind,
    country: str,
    shape: str,
    holds: Callable[[str], bool],
    *,
    cue: str,
    written: str | None = None,
    sure: bool = False,
) -> Form:
    """Return a form; ``shape`` is made of pieces like ``\\d{8}`` and ``[A-Z]`` alone."""
    pattern = re.compile(shape)
    return Form(
        kind=kind,
        country=country,
        shape=pattern,
        lengths=_lengths(shape),
        holds=holds,
        cue=words(cue),
        written=re.compile(written) if written else None,
        sure=sure,
    )


_ATOM = re.compile(r"(?:\\d|\[[^\]]+\]|[0-9A-Z])(?:\{(\d+)(?:,(\d+))?\}|(\?))?")


def _lengths(shape: str) -> range:
    least = most = 0
    for atom in _ATOM.finditer(shape):
        low = 0 if atom[3] else int(atom[1] or 1)
        least += low
        most += 1 if atom[3] else int(atom[2] or low)
    return range(least, most + 1)
