"""A model beside the search that failed is left alone for a while, each time longer."""

import logging
import time

FIRST_S, LONGEST_S = 1.0, 30.0
logger = logging.getLogger(__name__)


class Rests:
    """When one model may be asked again."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._until = 0.0
        self._next_s = FIRST_S

    @property
    def over(self) -> bool:
        """Whether the model may be asked."""
        return time.monotonic() >= self._until

    def begin(self, error: Exception) -> None:
        """Leave it alone: it failed."""
        self._until = time.monotonic() + self._next_s
        self._next_s = min(LONGEST_S, 2 * self._next_s)
        reason = getattr(error, "key", "timeout")
        logger.warning("%s is away for now", self._what, extra={"reason": reason})

    def forget(self) -> None:
        """It answered."""
        self._next_s = FIRST_S
