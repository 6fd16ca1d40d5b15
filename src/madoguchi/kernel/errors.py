"""Every error the product raises on purpose. One class per meaning, never per room.

The first argument names a sentence in ``kernel/words``; facts fill its gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar


class AppError(Exception):
    """An expected failure that a reader of the screen can understand."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class NotFound(AppError):
    """The thing does not exist, or the caller may not know that it does."""

    code, status = "not_found", 404


class Conflict(AppError):
    """The thing changed meanwhile, or exists already."""

    code, status = "conflict", 409


class Busy(Conflict):
    """Someone else is doing this right now."""

    code = "busy"


class Unauthenticated(AppError):
    """Nobody is signed in, or the credentials are wrong."""

    code, status = "unauthenticated", 401


class Forbidden(AppError):
    """The caller is known and may not do this."""

    code, status = "forbidden", 403


class Invalid(AppError):
    """Something given cannot be accepted."""

    code, status = "invalid", 422


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place, in a sentence of its own."""

    place: str
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


class Faulty(Invalid):
    """Several places in something given cannot be accepted; the first of them is the message."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].key, **faults[0].facts)
        self.faults = tuple(faults)


class TooLong(Invalid):
    """Something given is larger than the limit."""

    code, status = "too_long", 413


class TooMany(AppError):
    """The caller asks too often or too much at once."""

    code, status = "too_many", 429

    def __init__(self, key: str, /, *, wait_s: int, **facts: object) -> None:
        super().__init__(key, **facts)
        self.wait_s = wait_s


class Unavailable(AppError):
    """A part that is needed is away; trying later may work."""

    code, status = "unavailable", 503


class Contended(Unavailable):
    """Others were in the way; what was begun was taken back and may be begun anew."""

    code = "contended"


class TimedOut(Unavailable):
    """A part that is needed did not answer in time."""

    code, status = "timeout", 504
