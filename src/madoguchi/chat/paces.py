"""How often one may ask: who asks faster has to wait, and nothing of the question is lost."""

from dataclasses import dataclass

from madoguchi.kernel.errors import TooMany
from madoguchi.kernel.http import Caller
from madoguchi.kernel.pace import Pace

MINUTE_S = 60.0
VISITOR, ADDRESS, MEMBER = 20, 60, 120
"""What holds for callers from elsewhere where nothing is set."""


@dataclass(frozen=True)
class Limits:
    """Rounds a minute; unset means ours, and none for programs on this very machine; 0 is none."""

    visitor: int | None = None
    address: int | None = None
    member: int | None = None


class Paces:
    """Counts rounds."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pace = Pace(MINUTE_S)

    def count(self, caller: Caller) -> None:
        """Count a round; refuse it when it comes too soon."""
        limits, far = self._limits, bool(caller.address)
        if caller.is_visitor:
            asked = {
                f"visitor {caller.id}": _limit(limits.visitor, VISITOR, far),
                f"address {caller.address}": _limit(limits.address, ADDRESS, far),
            }
        else:
            asked = {f"member {caller.id}": _limit(limits.member, MEMBER, far)}
        if wait_s := self._pace.count({key: most for key, most in asked.items() if most}):
            raise TooMany("chat.too_many_questions", wait_s=wait_s, seconds=wait_s)


def _limit(given: int | None, ours: int, far: bool) -> int:
    if given is not None:
        return given
    return ours if far else 0
