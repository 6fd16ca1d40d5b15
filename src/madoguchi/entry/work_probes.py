"""What is asked of Redis and of each queue, for the components page and ``doctor``."""

import asyncio
import time

from madoguchi.entry.redis_parts import RedisParts
from madoguchi.jobs.queues import QUEUES
from madoguchi.jobs.schemas import Queue
from madoguchi.jobs.service import Jobs
from madoguchi.kernel.words import say
from madoguchi.upkeep.schemas import Component
from madoguchi.upkeep.service import Probe

TOO_OLD_S = 300.0
SAME_MOMENT_S = 1.0


def work_probes(jobs: Jobs, redis: RedisParts | None) -> dict[str, Probe]:
    """Return one question for each."""
    look = _Look(jobs)
    probes: dict[str, Probe] = {"redis": _redis(redis)} if redis else {}
    return probes | {f"queue.{name}": _queue(name, look) for name in QUEUES}


class _Look:
    """One glance at all queues for all who ask in the same moment."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._looking = asyncio.Lock()
        self._at = 0.0
        self._seen: dict[str, Queue] = {}

    async def at(self, name: str, language: str) -> Queue:
        """Return how a queue stands."""
        async with self._looking:
            if time.monotonic() - self._at > SAME_MOMENT_S:
                self._seen = {queue.name: queue for queue in await self._jobs.queues(language)}
                self._at = time.monotonic()
        return self._seen[name]


def _queue(name: str, look: _Look) -> Probe:
    async def ask(language: str) -> Component:
        queue = await look.at(name, language)
        counts = {state: getattr(queue, state) for state in ("queued", "running", "waiting")}
        figures = {state: str(count) for state, count in counts.items()}
        figures |= {"failed": str(queue.failed), "oldest_s": f"{queue.oldest_s or 0:.0f}"}
        detail = say("upkeep.queue", language, **counts, failed=queue.failed)
        made = Component(id=f"queue.{name}", state="running", detail=detail, figures=figures)
        if queue.paused:
            mend = say("upkeep.mend.queue_paused", language)
            return made.model_copy(update={"state": "off", "mend": mend})
        if (queue.oldest_s or 0) > TOO_OLD_S:
            mend = say("upkeep.mend.queue_slow", language)
            return made.model_copy(update={"state": "degraded", "mend": mend})
        return made

    return ask


def _redis(redis: RedisParts | None) -> Probe:
    async def ask(language: str) -> Component:
        assert redis is not None
        version = await redis.line.check()
        return Component(id="redis", state="running", detail=f"Redis {version}")

    return ask
