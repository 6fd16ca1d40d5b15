"""SQL of jobs: recorded, looked at, cancelled, begun again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.jobs.schemas import Wanted
from madoguchi.jobs.tables import IS_QUEUED, IS_TELLING, JobRow, LogRow, QueueRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import unless_there

ADD_JOB = insert(JobRow.__table__)  # type: ignore[arg-type]
OPEN = ("queued", "running", "waiting")
READY: dict[str, Any] = {
    "state": "queued",
    "waits_for": None,
    "due_at": None,
    "question": None,
    "runner": None,
    "dispatched_at": None,
}


class JobRepository:
    """Reads and writes jobs inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Record jobs; one whose key is there already is left out."""
        if any(row["key"] for row in rows):
            statement = unless_there(self._session, JobRow, "key")
        else:
            statement = ADD_JOB
        await self._session.execute(statement, list(rows))

    async def ids_by_key(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the ids of the jobs that were recorded under these keys."""
        query = select(JobRow.key, JobRow.id).where(JobRow.key.in_(keys))
        return {key: job_id for key, job_id in await self._session.execute(query) if key}

    async def one(self, job_id: str) -> JobRow | None:
        """Return one job."""
        return await self._session.get(JobRow, job_id, populate_existing=True)

    async def locked(self, job_id: str) -> JobRow | None:
        """Return one job that nobody else changes until this transaction ends."""
        query = select(JobRow).where(JobRow.id == job_id).with_for_update()
        return await self._session.scalar(query, execution_options={"populate_existing": True})

    async def page(self, wanted: Wanted, owner_id: str | None) -> Sequence[JobRow]:
        """Return jobs, newest first."""
        query = select(JobRow)
        filters: list[ColumnElement[bool] | None] = [
            JobRow.state.in_(wanted.state) if wanted.state else None,
            JobRow.queue == wanted.queue if wanted.queue else None,
            JobRow.task.startswith(wanted.task, autoescape=True) if wanted.task else None,
            JobRow.owner_id == owner_id if owner_id else None,
            JobRow.created_at < wanted.before if wanted.before else None,
            None if wanted.steps else JobRow.parent_id.is_(None),
        ]
        query = query.where(*(each for each in filters if each is not None))
        query = query.order_by(JobRow.created_at.desc(), JobRow.id).limit(wanted.limit)
        return (await self._session.scalars(query)).all()

    async def these(self, job_ids: Sequence[str]) -> Sequence[JobRow]:
        """Return jobs by their ids, as far as they exist."""
        return (await self._session.scalars(select(JobRow).where(JobRow.id.in_(job_ids)))).all()

    async def children(
        self, parent_ids: Sequence[str], *, locked: bool = False
    ) -> Sequence[JobRow]:
        """Return the steps of jobs, oldest first."""
        query = select(JobRow).where(JobRow.parent_id.in_(parent_ids))
        query = query.order_by(JobRow.created_at, JobRow.id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.scalars(query)).all()

    async def put(self, job_id: str, states: Sequence[str], **values: Any) -> bool:
        """Change a job that is in one of these states; tell whether it was."""
        query = (
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.state.in_(states))
            .values(**values)
            .returning(JobRow.id)
        )
        found = await self._session.execute(query, execution_options={"synchronize_session": False})
        return found.first() is not None

    async def log(self, job_id: str, after: int, limit: int) -> Sequence[LogRow]:
        """Return lines of a job's log that follow number ``after``."""
        query = select(LogRow).where(LogRow.job_id == job_id, LogRow.id > after)
        return (await self._session.scalars(query.order_by(LogRow.id).limit(limit))).all()

    async def forget_ended_before(self, moment: datetime, limit: int) -> int:
        """Forget some whole runs that ended long ago; a failed one stays as long as any."""
        query = select(JobRow.id).where(JobRow.ended_at < moment, JobRow.parent_id.is_(None))
        ended = (await self._session.scalars(query.limit(limit))).all()
        if ended:
            await self._session.execute(delete(JobRow).where(JobRow.id.in_(ended)))
        return len(ended)

    async def figures(self) -> Sequence[tuple[str, str, int, datetime | None]]:
        """Return (queue, state, how many, since when the oldest) of what has not gone well yet."""
        found: list[tuple[str, str, int, datetime | None]] = []
        for which in (IS_QUEUED, IS_TELLING):
            query = select(JobRow.queue, JobRow.state, func.count(), func.min(JobRow.ready_at))
            rows = await self._session.execute(
                query.where(which).group_by(JobRow.queue, JobRow.state)
            )
            found += [(queue, state, count, since) for queue, state, count, since in rows]
        return found

    async def paused(self) -> set[str]:
        """Return the queues that rest."""
        query = select(QueueRow.name).where(QueueRow.paused.is_(True))
        return set((await self._session.scalars(query)).all())

    async def pause(self, queue: str, paused: bool) -> None:
        """Let a queue rest, or go on; what lies in it is sent out anew."""
        await self._session.merge(QueueRow(name=queue, paused=paused))
        if not paused:
            query = update(JobRow).where(JobRow.queue == queue, JobRow.state == "queued")
            await self._session.execute(query.values(dispatched_at=None, ready_at=now()))
