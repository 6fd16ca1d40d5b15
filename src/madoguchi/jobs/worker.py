"""Does jobs: claims what is ready, runs it, writes how it ended.

One transaction a turn: it ends what was done since the last one and claims as much again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from pydantic import ValidationError

from madoguchi.jobs.endings import GiveWay, ending, failing, waiting
from madoguchi.jobs.news import JobNews
from madoguchi.jobs.reports import Reports
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.jobs.run import Lost, Running, told
from madoguchi.jobs.turns import Turns
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.jobs import Enqueue, Hopeless, Task, Tasks

BEAT_S = 3.0
BREATH_S = 0.003
"""Under load a turn comes no sooner after the last one, so that it takes several jobs at once."""
LOOK_AGAIN_S = 1.0
AWAY_PAUSE_S = 0.5
logger = logging.getLogger(__name__)


class Worker:
    """Runs up to ``slots`` jobs at once, of which one queue never takes all."""

    def __init__(
        self,
        *,
        db: Database,
        tasks: Tasks,
        services: dict[type[Any], Any],
        enqueue: Enqueue,
        turns: Turns,
        news: JobNews,
        slots: int,
        looks: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._tasks = tasks
        self._services = services
        self._enqueue = enqueue
        self._turns = turns
        self._news = news
        self._slots = slots
        self._looks = looks
        self._awaited: dict[str, list[asyncio.Future[None]]] = {}
        self._running: dict[str, tuple[Running, asyncio.Task[None]]] = {}
        self._ends: list[dict[str, Any]] = []
        self._wake = asyncio.Event()
        self._turning = asyncio.Lock()
        self._draining = False
        self._reports = Reports(db, news)

    @property
    def busy(self) -> int:
        """How many jobs run here."""
        return len(self._running)

    def wake(self) -> None:
        """Say that something may be ready."""
        self._wake.set()

    async def do(self, job_id: str) -> None:
        """Do the job that a message names, if it still waits for someone; return at its end."""
        if self._draining:
            return
        ended = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(job_id, []).append(ended)
        self._turns.named([job_id])
        self.wake()
        await ended

    def cancel(self, job_ids: Iterable[str]) -> None:
        """Stop jobs that run here."""
        for job_id in job_ids:
            if job_id in self._running:
                self._halt(*self._running[job_id], "cancelled")

    async def run(self) -> None:
        """Work for as long as the process lives."""
        await self._look_around()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._beat())
            group.create_task(self._reports.run())
            clock = asyncio.get_running_loop().time
            while True:
                begun = clock()
                more = await self._turn_patiently()
                if not more:
                    await self._rest()
                if clock() - begun < BREATH_S:
                    await asyncio.sleep(BREATH_S)
                self._wake.clear()

    async def drain(self, grace_s: float) -> None:
        """Take nothing new; what is not done in time goes back to its queue."""
        self._draining = True
        tasks = [task for _, task in self._running.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for running, task in tuple(self._running.values()):
            self._halt(running, task, "released")
        left = [task for _, task in self._running.values()]
        if left:
            await asyncio.wait(left)
        for job_id in tuple(self._awaited):
            self._let_go(job_id)
        with contextlib.suppress(AppError):
            await self._reports.flush()
            await self._turn()

    async def _rest(self) -> None:
        """Wait for word; without any, see for oneself."""
        try:
            async with asyncio.timeout(LOOK_AGAIN_S):
                await self._wake.wait()
        except TimeoutError:
            await self._look_around()

    async def _look_around(self) -> None:
        if self._looks():
            with contextlib.suppress(AppError):
                await self._turns.look_around()

    async def _turn_patiently(self) -> bool:
        try:
            return await self._turn()
        except AppError:
            logger.warning("the job table is away; trying again", exc_info=True)
            await asyncio.sleep(AWAY_PAUSE_S)
            return True

    async def _turn(self) -> bool:
        """End and claim; tell whether there may be more."""
        async with self._turning:  # who drains must not overlook ends that are being written
            return await self._take()

    async def _take(self) -> bool:
        ends, self._ends = self._ends, []
        free = 0 if self._draining else self._slots - len(self._running)
        if not ends and not free:
            return False
        try:
            taken = await self._turns.take(ends, free, self._queues_held())
        except BaseException:
            self._ends = ends + self._ends  # they are not written: the next turn does
            raise
        for row in taken.claimed:
            self._begin(row)
        for job_id in set(taken.named) - {row.id for row in taken.claimed}:
            self._let_go(job_id)
        self._news.changed([end["job_id"] for end in ends] + [row.id for row in taken.claimed])
        return taken.more and bool(taken.claimed) and len(self._running) < self._slots

    def _let_go(self, job_id: str) -> None:
        """Whoever brought word of a job need not wait any more."""
        for ended in self._awaited.pop(job_id, ()):
            if not ended.done():
                ended.set_result(None)

    def _queues_held(self) -> list[str]:
        return [running.queue for running, _ in self._running.values()]

    def _begin(self, row: Any) -> None:
        running = Running(row, self._db, self._services, self._enqueue, self._reports.add)
        task = asyncio.create_task(self._do(row, running))
        self._running[row.id] = (running, task)

    async def _do(self, row: Any, running: Running) -> None:
        columns = await self._outcome(row, running)
        del self._running[row.id]
        self._let_go(row.id)
        if columns is None:
            return
        end = {f"new_{name}": value for name, value in columns.items()}
        progress = {"done": running.done, "total": running.total, "note": running.note}
        end |= {f"new_{name}": value for name, value in progress.items()}
        lines, running.lines = running.lines, []
        self._ends.append(
            end
            | {
                "job_id": row.id,
                "held": row.epoch,
                "parent_id": row.parent_id,
                "lines": lines,
            }
        )
        self._wake.set()

    async def _outcome(self, row: Any, running: Running) -> dict[str, Any] | None:
        """Run the task; return the columns of its end, or nothing when it is no longer ours."""
        failures = row.failures + 1
        trace_id = new_id()
        task: Task | None = None
        try:
            task = self._tasks.find(row.task)
            params = task.params.model_validate(row.params)
            limit = asyncio.timeout(task.limit_s)
            try:
                async with limit:
                    result = await task.act(running, params)
            except TimeoutError:
                if not limit.expired():
                    raise
                facts = {"limit_s": str(task.limit_s)}
                error = {"code": "timeout", "key": "jobs.timed_out", "facts": facts}
                return failing(task, failures, error | {"trace_id": trace_id}, row.attempts)
            return ending(
                "done",
                row.failures,
                result=orjson.loads(result.model_dump_json()) if result is not None else None,
            )
        except GiveWay as way:
            return waiting(way, row.failures)
        except Lost:
            return None
        except asyncio.CancelledError:
            return self._stopped(running, row.failures)
        except (Hopeless, ValidationError) as error:
            return failing(None, failures, _hopeless(error, trace_id), 0)
        except AppError as error:
            logger.warning("a job failed", exc_info=error, extra={"trace_id": trace_id})
            return failing(task, failures, told(error, trace_id), row.attempts)
        except Exception as error:
            logger.error("a job failed", exc_info=error, extra={"trace_id": trace_id})
            said = {
                "code": "internal",
                "key": "jobs.broke",
                "facts": {"kind": type(error).__name__},
            }
            return failing(task, failures, said | {"trace_id": trace_id}, row.attempts)

    def _stopped(self, running: Running, failures: int) -> dict[str, Any] | None:
        task = asyncio.current_task()
        while task and task.cancelling():
            task.uncancel()
        if running.stopping == "cancelled":
            return ending("cancelled", failures)
        return ending("queued", failures) if running.stopping == "released" else None

    def _halt(self, running: Running, task: asyncio.Task[None], how: str) -> None:
        if running.stopping is None:
            running.stopping = how
            task.cancel()

    async def _beat(self) -> None:
        """Keep what runs here alive, and hear what others wish of it."""
        while True:
            await asyncio.sleep(BEAT_S)
            held: Sequence[tuple[Running, asyncio.Task[None]]] = tuple(self._running.values())
            if not held:
                continue
            ids = [running.job_id for running, _ in held]
            try:
                async with self._db.begin() as session:
                    found = await TurnRepository(session).beat(self._turns.runner, ids)
            except AppError:
                continue  # the next beat tries again; who is silent for long loses the job
            for running, task in held:
                epoch, cancel = found.get(running.job_id, (0, False))
                if epoch != running.epoch:
                    self._halt(running, task, "lost")
                elif cancel:
                    self._halt(running, task, "cancelled")


def _hopeless(error: Hopeless | ValidationError, trace_id: str) -> dict[str, Any]:
    if isinstance(error, Hopeless):
        return told(error, trace_id)
    fields = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
    return {
        "code": "invalid",
        "key": "jobs.bad_params",
        "facts": {"fields": fields},
        "trace_id": trace_id,
    }
