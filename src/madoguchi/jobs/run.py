"""A job that this worker does, as its task sees it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from madoguchi.jobs.endings import GiveWay
from madoguchi.jobs.repository.jobs import JobRepository
from madoguchi.jobs.repository.steps import StepRepository
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction, keepable
from madoguchi.kernel.errors import AppError, Conflict
from madoguchi.kernel.jobs import Enqueue, NewJob

S = TypeVar("S")
LONGEST_LINE, LONGEST_NOTE, MOST_LINES = 2_000, 200, 1_000
UNCERTAIN = "jobs.uncertain"


class Lost(Conflict):
    """Another worker holds this job now."""

    code = "lost"


class Running:
    """The handle that a task is given; what it says is written by the worker, now and then."""

    def __init__(
        self,
        claimed: Any,
        db: Database,
        services: dict[type[Any], Any],
        enqueue: Enqueue,
        said: Callable[["Running"], None],
    ) -> None:
        self.job_id: str = claimed.id
        self.owner_id: str | None = claimed.owner_id
        self.queue: str = claimed.queue
        self.epoch: int = claimed.epoch
        self.stopping: str | None = None
        self.done, self.total, self.note = 0, None, None  # type: int, int | None, str | None
        self.lines: list[dict[str, Any]] = []
        self._written = 0
        self._db = db
        self._services = services
        self._enqueue = enqueue
        self._said = said

    def service(self, kind: type[S]) -> S:
        """Return the one wired ``kind``."""
        found: S = self._services[kind]
        return found

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Say how far it is."""
        self.done, self.total = done, total
        if message is not None:
            self.note = keepable(message[:LONGEST_NOTE])
        self._said(self)

    def log(self, message: str, level: str = "info") -> None:
        """Write a line; a job that never stops talking is cut short."""
        self._written += 1
        if self._written > MOST_LINES:
            return
        line = {"job_id": self.job_id, "at": now(), "level": level}
        self.lines.append(line | {"message": keepable(message[:LONGEST_LINE])})
        self._said(self)

    async def once(
        self, name: str, act: Callable[[Transaction], Awaitable[dict[str, Any] | None]]
    ) -> dict[str, Any]:
        """Do a step in one transaction with the note that it is done."""

        async def step(transaction: Transaction) -> dict[str, Any]:
            await self._hold(transaction)
            steps = StepRepository(transaction, self.job_id)
            if found := await steps.find(name):
                return found[1]
            result = await act(transaction) or {}
            await steps.add_done(name, result)
            return result

        return await self._db.again(step)

    async def once_outside(
        self, name: str, act: Callable[[], Awaitable[dict[str, Any] | None]]
    ) -> dict[str, Any]:
        """Do a step that reaches outside, unless an earlier run may have done it."""
        async with self._db.begin() as transaction:
            await self._hold(transaction)
            steps = StepRepository(transaction, self.job_id)
            found = await steps.find(name)
            if found and found[0] == "done":
                return found[1]
            if not found:
                await steps.begin(name)
        if found:
            raise GiveWay("person", question={"step": name, "asks": UNCERTAIN})
        try:
            result = await act() or {}
        except AppError:
            await self._note(name, None)  # a failure with a name: it did not happen
            raise
        await self._note(name, result)
        return result

    async def spawn(self, name: str, new: NewJob) -> str:
        """Begin a child job, once for each name."""
        child = replace(new, parent_id=self.job_id, key=f"{self.job_id}/{name}")
        if child.owner_id is None:
            child = replace(child, owner_id=self.owner_id)
        async with self._db.begin() as transaction:
            await self._hold(transaction)
            (job_id,) = await self._enqueue(transaction, child)
        return job_id

    async def children(self) -> dict[str, dict[str, Any]]:
        """Return what the children ended with, by name."""
        async with self._db.read() as session:
            rows = await JobRepository(session).children([self.job_id])
        if any(row.ended_at is None for row in rows):
            raise GiveWay("children")
        return {
            (row.key or row.id).partition("/")[2]: {
                "state": row.state,
                "result": row.result,
                "error": row.error,
            }
            for row in rows
        }

    async def sleep_until(self, name: str, moment: datetime) -> None:
        """Give way until the moment that the first call named has come."""

        async def note(transaction: Transaction) -> dict[str, Any]:
            return {"until": moment.isoformat()}

        until = datetime.fromisoformat((await self.once(name, note))["until"])
        if until > now():
            raise GiveWay("time", due_at=until)

    async def answer(self, name: str, question: str) -> dict[str, Any]:
        """Return what a person answered."""
        async with self._db.read() as session:
            found = await StepRepository(session, self.job_id).find(name)
        if found is None:
            raise GiveWay("person", question={"step": name, "asks": question})
        return found[1]

    async def _hold(self, transaction: Transaction) -> None:
        holds, cancelled = await TurnRepository(transaction).holds(self.job_id, self.epoch)
        if not holds:
            raise Lost("jobs.lost")
        if cancelled:  # nothing more is begun, even before word of it has come here
            self.stopping = "cancelled"
            raise asyncio.CancelledError

    async def _note(self, name: str, result: dict[str, Any] | None) -> None:
        """What has happened is noted even when the job was taken away meanwhile."""

        async def note(transaction: Transaction) -> None:
            steps = StepRepository(transaction, self.job_id)
            if result is None:
                await steps.forget(name)
            else:
                await steps.done(name, result)

        await self._db.again(note)


def told(error: AppError, trace_id: str) -> dict[str, Any]:
    """Return an expected failure as the row keeps it."""
    facts = {name: keepable(str(value)) for name, value in error.facts.items()}
    return {"code": error.code, "key": error.key, "facts": facts, "trace_id": trace_id}
