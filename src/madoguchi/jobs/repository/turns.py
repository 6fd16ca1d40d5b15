"""SQL of a worker's turn: end what was done, claim what comes next, keep what runs alive."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, case, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from madoguchi.jobs.repository.jobs import OPEN, READY
from madoguchi.jobs.tables import IS_DUE, IS_QUEUED, IS_RUNNING, JobRow, LogRow, QueueRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Moment

JOBS: Any = JobRow.__table__
ADD_LOG = insert(LogRow.__table__)  # type: ignore[arg-type]
NO_SYNC = {"synchronize_session": False}
QUEUES: Any = QueueRow.__table__
CLAIM = (
    update(JOBS)
    .values(
        state="running",
        runner=bindparam("by"),
        epoch=JOBS.c.epoch + 1,
        beat=0,
        started_at=func.coalesce(JOBS.c.started_at, bindparam("moment", type_=Moment)),
    )
    .returning(
        *(
            JOBS.c[name]
            for name in ("id", "task", "queue", "params", "epoch", "failures", "attempts")
        ),
        JOBS.c.owner_id,
        JOBS.c.parent_id,
    )
)
RESTS = exists().where(QUEUES.c.name == bindparam("which"), QUEUES.c.paused.is_(True))
READY_IN = (
    select(JOBS.c.id)
    .where(JOBS.c.queue == bindparam("which"), IS_QUEUED, ~RESTS)
    .order_by(JOBS.c.rank, JOBS.c.ready_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
# As a common table expression it is run once; as a subquery PostgreSQL may run it again and again.
CLAIM_FROM = CLAIM.where(JOBS.c.id.in_(select(READY_IN.cte("ready").c.id)))
RESTING = select(QUEUES.c.name).where(QUEUES.c.paused.is_(True))
CLAIM_THESE = CLAIM.where(
    JOBS.c.id.in_(bindparam("these", expanding=True)),
    # Hidden from the planner, which would look through everything that is queued instead.
    func.coalesce(JOBS.c.state, "") == "queued",
    JOBS.c.queue.not_in(RESTING),
)
ENDS_AS: dict[str, Any] = {
    name: bindparam(f"new_{name}", type_=JOBS.c[name].type)
    for name in (
        "state",
        "waits_for",
        "due_at",
        "ready_at",
        "ended_at",
        "question",
        "failures",
        "result",
        "error",
        "done",
        "total",
        "note",
    )
}
# Whoever would go on later, and is to be cancelled, has ended.
CANCELLED = JOBS.c.cancel & ENDS_AS["ended_at"].is_(None)
ENDS_AS |= {
    "state": case((CANCELLED, "cancelled"), else_=ENDS_AS["state"]),
    "waits_for": case((CANCELLED, None), else_=ENDS_AS["waits_for"]),
    "ended_at": case((CANCELLED, ENDS_AS["ready_at"]), else_=ENDS_AS["ended_at"]),
}
END = (
    update(JOBS)
    .where(
        JOBS.c.id == bindparam("job_id"),
        JOBS.c.epoch == bindparam("held"),
        JOBS.c.state == "running",
    )
    .values(ENDS_AS | {"runner": None, "dispatched_at": None})
)
PROGRESS = (
    update(JOBS)
    .where(
        JOBS.c.id == bindparam("job_id"),
        JOBS.c.epoch == bindparam("held"),
        JOBS.c.state == "running",
    )
    .values(done=bindparam("new_done"), total=bindparam("new_total"), note=bindparam("new_note"))
)


class TurnRepository:
    """What workers write, inside their transaction; the statements are made once."""

    def __init__(self, session: AsyncSession | AsyncConnection) -> None:
        self._session = session

    async def end(self, ends: Sequence[dict[str, Any]]) -> None:
        """Write how jobs ended; a worker that has lost its job changes nothing."""
        await self._session.execute(END, list(ends))

    async def log(self, lines: Sequence[dict[str, Any]]) -> None:
        """Write log lines."""
        await self._session.execute(ADD_LOG, list(lines))

    async def progress(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write how far jobs are."""
        await self._session.execute(PROGRESS, list(rows))

    async def claim_from(self, queue: str, runner: str, limit: int) -> list[Any]:
        """Take the most urgent jobs of a queue that does not rest."""
        values = {"which": queue, "most": limit, "by": runner, "moment": now()}
        return list((await self._session.execute(CLAIM_FROM, values)).all())

    async def claim_these(self, job_ids: Sequence[str], runner: str) -> list[Any]:
        """Take these jobs, as far as they still wait for someone."""
        values = {"these": list(job_ids), "by": runner, "moment": now()}
        return list((await self._session.execute(CLAIM_THESE, values)).all())

    async def beat(self, runner: str, job_ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
        """Say that these still run; return (epoch, cancel) of those that are still ours."""
        query = (
            update(JobRow)
            .where(JobRow.id.in_(job_ids), JobRow.state == "running", JobRow.runner == runner)
            .values(beat=JobRow.beat + 1)
            .returning(JobRow.id, JobRow.epoch, JobRow.cancel)
        )
        rows = await self._session.execute(query, execution_options=NO_SYNC)
        return {job_id: (epoch, cancel) for job_id, epoch, cancel in rows}

    async def holds(self, job_id: str, epoch: int) -> tuple[bool, bool]:
        """Tell whether a claim still stands, and whether the job is to be cancelled.

        It stays so until this transaction ends.
        """
        query = (
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.epoch == epoch, JobRow.state == "running")
            .values(beat=JobRow.beat + 1)
            .returning(JobRow.cancel)
        )
        cancel = (await self._session.execute(query, execution_options=NO_SYNC)).scalar()
        return cancel is not None, bool(cancel)

    async def running(self) -> list[Any]:
        """Return (id, runner, epoch, beat) of everything that is said to run."""
        query = select(JobRow.id, JobRow.runner, JobRow.epoch, JobRow.beat)
        return list((await self._session.execute(query.where(IS_RUNNING))).all())

    async def wake_due(self, moment: datetime, limit: int) -> list[str]:
        """Make ready what has waited for its time; return the queues."""
        due = (
            select(JobRow.id)
            .where(IS_DUE, JobRow.due_at <= moment)
            .order_by(JobRow.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        query = (
            update(JobRow)
            .where(JobRow.id.in_(select(due.c.id)))
            .values(**READY, ready_at=moment)
            .returning(JobRow.queue)
        )
        return list((await self._session.execute(query, execution_options=NO_SYNC)).scalars())

    async def next_due(self) -> datetime | None:
        """Return when the next job comes due."""
        query = select(func.min(JobRow.due_at)).where(IS_DUE)
        return await self._session.scalar(query)

    async def open_children(self, parent_id: str) -> int:
        """Return how many steps of a job have not ended."""
        query = select(func.count()).where(JobRow.parent_id == parent_id, JobRow.state.in_(OPEN))
        return await self._session.scalar(query) or 0

    async def lock(self, job_id: str) -> None:
        """Keep a job from being changed by anyone else until this transaction ends."""
        await self._session.execute(select(JobRow.id).where(JobRow.id == job_id).with_for_update())

    async def wake_parent(self, job_id: str) -> str | None:
        """Make ready a job that waited for its steps; return its queue."""
        query = (
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.state == "waiting", JobRow.waits_for == "children")
            .values(**READY, ready_at=now())
            .returning(JobRow.queue)
        )
        return (await self._session.execute(query, execution_options=NO_SYNC)).scalar()

    async def ready_queues(self, queues: Sequence[str]) -> list[str]:
        """Return those of these queues in which something is ready."""
        found = []
        for queue in queues:
            some = exists().where(JobRow.queue == queue, IS_QUEUED)
            if await self._session.scalar(select(some)):
                found.append(queue)
        return found
