"""Sees to what nobody else would: jobs whose time has come, jobs whose worker is gone."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from madoguchi.jobs.endings import ending
from madoguchi.jobs.news import JobNews
from madoguchi.jobs.ports import Dispatcher
from madoguchi.jobs.repository.jobs import JobRepository
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.jobs.turns import wake_parents
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, after_commit
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.runner import has_died

EVERY_S = 1.0
SILENT_S = 15.0
"""A job whose beat has not moved for so long, by this process's own steady clock, has no worker."""
FORGET_EVERY = 60
DUE_AT_ONCE, FORGOTTEN_AT_ONCE = 500, 100
logger = logging.getLogger(__name__)


class Sweeper:
    """Several may run at once, on one machine or many: each act is done by one of them.

    Time here is how long a beat was seen not to move, never the time of day: clocks that jump, or
    that disagree between machines, take no job from a worker that lives.
    """

    def __init__(
        self, db: Database, dispatcher: Dispatcher, news: JobNews, keep: timedelta
    ) -> None:
        self._db = db
        self._dispatcher = dispatcher
        self._news = news
        self._keep = keep
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}
        self._also: list[Callable[[], Awaitable[None]]] = []

    def also(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do this with each sweep as well."""
        self._also.append(act)

    async def run(self) -> None:
        """Sweep for as long as the process lives."""
        rounds = 0
        while True:
            acts = [self.wake_due, self.take_back, *self._also]
            if rounds % FORGET_EVERY == 0:
                acts.append(self.forget)
            for act in acts:
                try:
                    await act()
                except AppError:
                    logger.warning("a sweep was put off", exc_info=True)
            rounds += 1
            await asyncio.sleep(EVERY_S)

    async def wake_due(self) -> None:
        """Make ready what has waited for its time."""
        async with self._db.read() as session:
            due = await TurnRepository(session).next_due()
        if due is None or due > now():
            return
        async with self._db.begin() as session:
            queues = await TurnRepository(session).wake_due(now(), DUE_AT_ONCE)
        self._dispatcher.ready(set(queues))

    async def take_back(self) -> None:
        """Give jobs of dead workers to others."""
        async with self._db.read() as session:
            running = await TurnRepository(session).running()
        moment = time.monotonic()
        seen: dict[str, tuple[tuple[int, int], float]] = {}
        for row in running:
            life = (row.epoch, row.beat)
            known = self._seen.get(row.id)
            since = known[1] if known and known[0] == life else moment
            seen[row.id] = (life, since)
            if moment - since > SILENT_S or has_died(row.runner):
                await self._take_back(row)
        self._seen = seen

    async def _take_back(self, row: Any) -> None:
        async with self._db.begin() as session:
            jobs, turns = JobRepository(session), TurnRepository(session)
            job = await jobs.locked(row.id)
            # It may have stirred, or another sweeper been faster.
            if job is None or (job.state, job.epoch, job.beat) != ("running", row.epoch, row.beat):
                return
            failures = job.failures + 1
            lost = {"code": "lost", "key": "jobs.worker_gone", "facts": {}}
            if job.cancel:
                columns = ending("cancelled", job.failures)
            elif failures >= job.attempts:
                columns = ending("failed", failures, error=lost)
            else:
                columns = ending("queued", failures, error=lost)
            await jobs.put(
                row.id, ["running"], **columns, runner=None, dispatched_at=None, done=job.done
            )
            queues = [job.queue] if columns["state"] == "queued" else []
            if job.parent_id and columns["ended_at"]:
                queues += await wake_parents(turns, [job.parent_id])
            after_commit(session, lambda: self._dispatcher.ready(queues))
        self._news.changed([row.id])
        logger.warning("a job was taken back", extra={"job_id": row.id, "runner": row.runner})

    async def forget(self) -> None:
        """Forget runs that ended long ago."""
        async with self._db.begin() as session:
            await JobRepository(session).forget_ended_before(now() - self._keep, FORGOTTEN_AT_ONCE)
