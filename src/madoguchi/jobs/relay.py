"""From the job table to the broker: sent at least once, however often it gets lost."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from madoguchi.jobs.ports import Broker
from madoguchi.jobs.repository.outbox import OutboxRepository
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError

AT_ONCE = 500
LOOK_EVERY_S = 1.0
BREATH_S = 0.005
"""Under load the next ones are sent no sooner, so that they are sent together."""
UNCLAIMED = timedelta(seconds=5)
"""A job that was sent so long ago, whose queue is empty and that nobody claimed, got lost."""
STALE_FOR_S = 10.0
"""Messages that name nothing which waits lie there for so long at least before they are dropped."""
ALLOWED_TWICE = 100
logger = logging.getLogger(__name__)


class Relay:
    """Sends ready jobs out, and notices when what was sent is gone."""

    def __init__(self, db: Database, broker: Broker, queues: Sequence[str]) -> None:
        self._db = db
        self._broker = broker
        self._queues = queues
        self._wake = asyncio.Event()
        self._stale_since: dict[str, float] = {}

    def ready(self, queues: Iterable[str]) -> None:
        """Something is ready."""
        self._wake.set()

    async def run(self) -> None:
        """Send for as long as the process lives."""
        clock = asyncio.get_running_loop().time
        looked_at, in_trouble = 0.0, False
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._wake.wait()
            self._wake.clear()
            try:
                if clock() - looked_at >= LOOK_EVERY_S:
                    looked_at = clock()
                    await self._look_after()
                await self._send()
                in_trouble = False
                await asyncio.sleep(BREATH_S)
            except AppError:
                if not in_trouble:
                    logger.warning("jobs cannot be sent out; trying again", exc_info=True)
                in_trouble = True
                await asyncio.sleep(LOOK_EVERY_S)

    async def _send(self) -> None:
        while True:
            async with self._db.plain() as connection:
                jobs = await OutboxRepository(connection).take(now(), AT_ONCE)
            if not jobs:
                return
            try:
                await self._broker.send(jobs)
            except AppError:
                async with self._db.begin() as session:
                    await OutboxRepository(session).take_back([job_id for _, job_id in jobs])
                raise
            if len(jobs) < AT_ONCE:
                return

    async def _look_after(self) -> None:
        if await self._broker.is_new():
            async with self._db.begin() as session:
                await OutboxRepository(session).send_all_again()
            return
        lengths = await self._broker.lengths(self._queues)
        await self._drop_stale(lengths)
        empty = [queue for queue, length in lengths.items() if length == 0]
        before = now() - UNCLAIMED
        async with self._db.read() as session:
            lost = await OutboxRepository(session).sent_before(empty, before)
        if lost:
            async with self._db.begin() as session:
                for queue in lost:
                    await OutboxRepository(session).send_again(queue, before)

    async def _drop_stale(self, lengths: dict[str, int]) -> None:
        """Drop messages of jobs that were done without them, by a worker in this process, say."""
        since, self._stale_since = self._stale_since, {}
        moment = asyncio.get_running_loop().time()
        for queue, length in lengths.items():
            if length == 0:
                continue
            async with self._db.read() as session:
                waiting = await OutboxRepository(session).sent(queue)
            if length <= (2 * waiting + ALLOWED_TWICE if waiting else 0):
                continue
            self._stale_since[queue] = since.get(queue, moment)
            if moment - self._stale_since[queue] >= STALE_FOR_S:
                await self._broker.keep_newest(queue, waiting)
