"""SQL of the outbox: which ready jobs has the broker been told of?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.jobs.tables import IS_QUEUED, JobRow, QueueRow

NO_SYNC = {"synchronize_session": False}


class OutboxRepository:
    """Reads and writes what was sent out, inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, moment: datetime, limit: int) -> list[tuple[str, str]]:
        """Mark ready jobs as sent; return (queue, id) of each, the most urgent first."""
        resting = select(QueueRow.name).where(QueueRow.paused.is_(True))
        ready = (
            select(JobRow.id)
            .where(
                IS_QUEUED,
                JobRow.dispatched_at.is_(None),
                JobRow.queue.not_in(resting),
            )
            .order_by(JobRow.rank, JobRow.ready_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("ready")
        )
        query = (
            update(JobRow)
            .where(JobRow.id.in_(select(ready.c.id)))
            .values(dispatched_at=moment)
            .returning(JobRow.queue, JobRow.id, JobRow.rank, JobRow.ready_at)
        )
        rows = (await self._session.execute(query, execution_options=NO_SYNC)).all()
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

    async def sent_before(self, queues: Sequence[str], before: datetime) -> list[str]:
        """Return those of these queues with a job that was sent long ago and nobody claimed."""
        found = []
        for queue in queues:
            some = exists().where(IS_QUEUED, JobRow.queue == queue, JobRow.dispatched_at < before)
            if await self._session.scalar(select(some)):
                found.append(queue)
        return found
