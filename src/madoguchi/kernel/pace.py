"""Counting what somebody did lately: who does too much of it has to wait."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping

MOST_REMEMBERED = 10_000


class Pace:
    """Remembers in this process what each of many did lately; the longest quiet go first."""

    def __init__(self, window_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._window_s = window_s
        self._clock = clock
        self._moments: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, most: Mapping[str, int]) -> int:
        """Count one more under each key; return how many seconds to wait when one has its most.

        Then nothing is counted. It is counted before it is done, so that many at once are no way
        around.
        """
        now = self._clock()
        for key, limit in most.items():
            moments = self._recent(key, now)
            if len(moments) >= limit:
                return math.ceil(moments[-limit] + self._window_s - now) or 1
        for key in most:
            self._moments.setdefault(key, deque()).append(now)
            self._moments.move_to_end(key)
        while len(self._moments) > MOST_REMEMBERED:
            self._moments.popitem(last=False)
        return 0

    def forget(self, key: str) -> None:
        """Forget what was counted under a key."""
        self._moments.pop(key, None)

    def take_back(self, *keys: str) -> None:
        """Take back the last that was counted under each key."""
        for key in keys:
            if moments := self._moments.get(key):
                moments.pop()

    def _recent(self, key: str, now: float) -> deque[float]:
        moments = self._moments.get(key, deque())
        while moments and moments[0] <= now - self._window_s:
            moments.popleft()
        return moments
