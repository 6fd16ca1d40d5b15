"""Word that jobs have changed: gathered for a moment, then told at once."""

import asyncio
from collections.abc import Iterable

from madoguchi.kernel.events import Topics

TOPIC = "jobs"
MOMENT_S = 0.1
MOST_AT_ONCE = 200


class JobNews:
    """Tells which jobs have changed; whoever cares reads how they are now."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._changed: dict[str, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def changed(self, job_ids: Iterable[str]) -> None:
        """These jobs are not as they were."""
        self._changed |= dict.fromkeys(job_ids)
        if self._changed and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(MOMENT_S, self._tell)

    def _tell(self) -> None:
        self._timer = None
        ids, self._changed = list(self._changed), {}
        for start in range(0, len(ids), MOST_AT_ONCE):
            self._topics.tell(TOPIC, {"changed": ids[start : start + MOST_AT_ONCE]})
