"""What people do with jobs: look, cancel, begin again, answer; queues that rest."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from madoguchi.jobs import shown
from madoguchi.jobs.endings import ending
from madoguchi.jobs.news import JobNews
from madoguchi.jobs.ports import Dispatcher
from madoguchi.jobs.queues import QUEUES
from madoguchi.jobs.repository.jobs import OPEN, READY, JobRepository
from madoguchi.jobs.repository.steps import StepRepository
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.jobs.schemas import Answer, Job, JobLog, JobTree, LogLine, Queue, Wanted
from madoguchi.jobs.tables import JobRow
from madoguchi.jobs.turns import wake_parents
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction, after_commit
from madoguchi.kernel.errors import Conflict, Invalid, NotFound
from madoguchi.kernel.events import Topics
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import as_id
from madoguchi.kernel.words import say

EVERYONES = "jobs.everyones"
CANCEL_TOPIC = "jobs.cancel"
DEEPEST = 20


class Jobs:
    """Every job, as far as the caller may see it."""

    def __init__(self, db: Database, dispatcher: Dispatcher, news: JobNews, topics: Topics) -> None:
        self._db = db
        self._dispatcher = dispatcher
        self._news = news
        self._topics = topics

    async def page(
        self,
        caller: Caller,
        language: str,
        wanted: Wanted,
    ) -> list[Job]:
        """Return jobs, newest first."""
        owner_id = None if caller.may(EVERYONES) else caller.id
        async with self._db.read() as session:
            rows = await JobRepository(session).page(wanted, owner_id)
        return [shown.job(row, language) for row in rows]

    async def these(self, caller: Caller, job_ids: Sequence[str], language: str) -> list[Job]:
        """Return those of these jobs that the caller may see."""
        async with self._db.read() as session:
            rows = await JobRepository(session).these(job_ids)
        return [shown.job(row, language) for row in rows if _may_see(caller, row)]

    async def family(self, caller: Caller, job_id: str, language: str) -> list[Job]:
        """Return a job and its direct steps."""
        async with self._db.read() as session:
            row = await self._seen(session, caller, job_id)
            rows = [row, *await JobRepository(session).children([row.id])]
        return [shown.job(each, language) for each in rows]

    async def show(self, caller: Caller, job_id: str, language: str) -> JobTree:
        """Return a job and its steps."""
        async with self._db.read() as session:
            row = await self._seen(session, caller, job_id)
            below = await _descendants(JobRepository(session), row.id)
        steps: dict[str | None, list[JobRow]] = defaultdict(list)
        for each in below:
            steps[each.parent_id].append(each)
        return shown.tree(row, steps, language)

    async def log(self, caller: Caller, job_id: str, after: int, limit: int) -> JobLog:
        """Return lines of a job's log."""
        async with self._db.read() as session:
            row = await self._seen(session, caller, job_id)
            lines = await JobRepository(session).log(row.id, after, limit)
        return JobLog(
            lines=[
                LogLine(number=line.id, at=line.at, level=line.level, message=line.message)
                for line in lines
            ]
        )

    async def cancel(self, caller: Caller, job_id: str, language: str) -> JobTree:
        """Cancel a job and all its steps; what runs is stopped."""

        async def act(session: Transaction) -> list[str]:
            jobs = JobRepository(session)
            row = await self._seen(session, caller, job_id)
            await jobs.locked(row.id)  # it cannot begin further steps from here on
            every = [row, *await _descendants(jobs, row.id, locked=True)]
            for each in every:
                columns = ending("cancelled", each.failures)
                if not await jobs.put(each.id, ("queued", "waiting"), **columns):
                    await jobs.put(each.id, ("running",), cancel=True)
            if row.parent_id:
                queues = await wake_parents(TurnRepository(session), [row.parent_id])
                after_commit(session, lambda: self._dispatcher.ready(queues))
            return [each.id for each in every]

        ids = await self._db.again(act)
        self._topics.tell(CANCEL_TOPIC, {"cancel": ids})
        self._news.changed(ids)
        return await self.show(caller, job_id, language)

    async def retry(self, caller: Caller, job_id: str, language: str) -> JobTree:
        """Begin a job again that has failed or was cancelled, and those of its steps that did."""

        async def act(session: Transaction) -> list[str]:
            jobs = JobRepository(session)
            row = await self._seen(session, caller, job_id)
            await jobs.locked(row.id)
            if row.state in OPEN or row.state == "done":
                raise Conflict("jobs.not_over")
            every = [row, *await _descendants(jobs, row.id)]
            for each in every:
                await self._again(session, jobs, each)
            return [each.id for each in every]

        self._news.changed(await self._db.again(act))
        return await self.show(caller, job_id, language)

    async def answer(self, caller: Caller, job_id: str, given: Answer, language: str) -> JobTree:
        """Tell a job that waits for a person what they say."""
        async with self._db.begin() as session:
            row = await self._seen(session, caller, job_id)
            question = row.question or {}
            if row.waits_for != "person" or question.get("step") != given.step:
                raise Conflict("jobs.not_asking")
            steps = StepRepository(session, row.id)
            if question.get("asks") == shown.UNCERTAIN:
                if given.happened is None:
                    raise Invalid("jobs.say_whether")
                if given.happened:
                    await steps.done(given.step, given.answer)
                else:
                    await steps.forget(given.step)
            else:
                await steps.add_done(given.step, given.answer)
            await JobRepository(session).put(row.id, ("waiting",), **READY, ready_at=now())
            after_commit(session, lambda: self._dispatcher.ready([row.queue]))
        self._news.changed([row.id])
        return await self.show(caller, job_id, language)

    async def queues(self, language: str) -> list[Queue]:
        """Return every queue and what is in it."""
        async with self._db.read() as session:
            jobs = JobRepository(session)
            figures, paused = await jobs.figures(), await jobs.paused()
        counts = {(queue, state): count for queue, state, count, _ in figures}
        oldest = {queue: since for queue, state, _, since in figures if state == "queued"}
        others = sorted({queue for queue, *_ in figures} - set(QUEUES))
        moment = now()
        return [
            Queue(
                name=name,
                title=say(f"upkeep.name.queue.{name}", language) if name in QUEUES else name,
                paused=name in paused,
                queued=counts.get((name, "queued"), 0),
                running=counts.get((name, "running"), 0),
                waiting=counts.get((name, "waiting"), 0),
                failed=counts.get((name, "failed"), 0),
                oldest_s=max(0.0, (moment - since).total_seconds())
                if (since := oldest.get(name))
                else None,
            )
            for name in (*QUEUES, *others)
        ]

    async def pause(self, queue: str, paused: bool, language: str) -> Queue:
        """Let a queue rest, or go on."""
        if queue not in QUEUES:
            raise NotFound("jobs.queue_missing")
        async with self._db.begin() as session:
            await JobRepository(session).pause(queue, paused)
            if not paused:
                after_commit(session, lambda: self._dispatcher.ready([queue]))
        return next(each for each in await self.queues(language) if each.name == queue)

    async def wait(self, job_id: str, patience_s: float | None = None) -> JobRow:
        """Return a job once it has ended."""
        async with asyncio.timeout(patience_s):
            while True:
                async with self._db.read() as session:
                    row = await JobRepository(session).one(job_id)
                if row is None:
                    raise NotFound("jobs.missing")
                if row.ended_at is not None:
                    return row
                await asyncio.sleep(0.1)

    async def _again(self, session: Transaction, jobs: JobRepository, row: JobRow) -> None:
        fresh = {"failures": 0, "cancel": False, "error": None, "ended_at": None, "result": None}
        if await jobs.put(row.id, ("failed", "cancelled"), **READY, **fresh, ready_at=now()):
            after_commit(session, lambda: self._dispatcher.ready([row.queue]))

    async def _seen(self, session: Transaction, caller: Caller, job_id: str) -> JobRow:
        key = as_id(job_id)
        row = await JobRepository(session).one(key) if key else None
        if row is None or not _may_see(caller, row):
            raise NotFound("jobs.missing")
        return row


def hear_cancels(topics: Topics, cancel: Callable[[list[str]], None]) -> Callable[[], None]:
    """Call ``cancel`` with jobs that are to stop; the answer ends that."""
    return topics.hear(CANCEL_TOPIC, lambda news: cancel(news["cancel"]))


def _may_see(caller: Caller, row: JobRow) -> bool:
    return caller.may(EVERYONES) or row.owner_id == caller.id


async def _descendants(jobs: JobRepository, job_id: str, *, locked: bool = False) -> list[JobRow]:
    found: list[JobRow] = []
    level = [job_id]
    for _ in range(DEEPEST):
        children = await jobs.children(level, locked=locked)
        if not children:
            break
        found += children
        level = [child.id for child in children]
    return found
