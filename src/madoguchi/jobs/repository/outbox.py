"""SQL of the outbox: which ready jobs has the broker been told of?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from madoguchi.jobs.tables import IS_QUEUED, JobRow, QueueRow
from madoguchi.kernel.db import Moment

JOBS: Any = JobRow.__table__
READY = (
    select(JOBS.c.id)
    .where(
        IS_QUEUED,
        JOBS.c.dispatched_at.is_(None),
        JOBS.c.queue.not_in(select(QueueRow.name).where(QueueRow.paused.is_(True))),
    )
    .order_by(JOBS.c.rank, JOBS.c.ready_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
    .cte("ready")
)
TAKE = (
    update(JOBS)
    .where(JOBS.c.id.in_(select(READY.c.id)))
    .values(dispatched_at=bindparam("moment", type_=Moment))
    .returning(JOBS.c.queue, JOBS.c.id, JOBS.c.rank, JOBS.c.ready_at)
)
NO_SYNC = {"synchronize_session": False}


class OutboxRepository:
    """Reads and writes what was sent out, inside the caller's transaction."""

    def __init__(self, session: AsyncSession | AsyncConnection) -> None:
        self._session = session

    async def take(self, moment: datetime, limit: int) -> list[tuple[str, str]]:
        """Mark ready jobs as sent; return (queue, id) of each, the most urgent first."""
        values = {"moment": moment, "most": limit}
        rows = (await self._session.execute(TAKE, values)).all()
        return [(row.queue, row.id) for row in sorted(rows, key=lambda r: (r.rank, r.ready_at))]

    async def take_back(self, job_ids: list[str]) -> None:
        """Mark jobs as not sent after all."""
        query = update(JobRow).where(JobRow.id.in_(job_ids)).values(dispatched_at=None)
        await self._session.execute(query, execution_options=NO_SYNC)

    async def send_all_again(self) -> None:
        """Have everything sent anew."""
        query = update(JobRow).where(IS_QUEUED, JobRow.dispatched_at.is_not(None))
        await self._session.execute(query.values(dispatched_at=None), execution_options=NO_SYNC)

    async def send_again(self, queue: str, before: datetime) -> None:
        """Have what was sent to a queue before ``before`` sent anew."""
        query = update(JobRow).where(
            JobRow.state == "queued", JobRow.queue == queue, JobRow.dispatched_at < before
        )
        await self._session.execute(query.values(dispatched_at=None), execution_options=NO_SYNC)

    async def sent(self, queue: str) -> int:
        """Return how many jobs of a queue were sent and wait for somebody."""
        query = select(func.count()).where(
            IS_QUEUED, JobRow.queue == queue, JobRow.dispatched_at.is_not(None)
        )
        return await self._session.scalar(query) or 0

    async def sent_before(self, queues: Sequence[str], before: datetime) -> list[str]:
        """Return those of these queues with a job that was sent long ago and nobody claimed."""
        found = []
        for queue in queues:
            some = exists().where(IS_QUEUED, JobRow.queue == queue, JobRow.dispatched_at < before)
            if await self._session.scalar(select(some)):
                found.append(queue)
        return found
