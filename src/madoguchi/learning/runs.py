"""Runs: begun once however often somebody asks, watched, paused, gone on with, cancelled."""

from typing import Any

from madoguchi.jobs.schemas import Answer, JobTree
from madoguchi.jobs.service import Jobs
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Conflict, NotFound
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.kernel.jobs import Enqueue, NewJob
from madoguchi.kernel.words import say
from madoguchi.learning.news import LearningNews
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.sources import RunRepository, SourceRepository
from madoguchi.learning.schemas import (
    HiddenKind,
    LearningRun,
    ModuleReport,
    Repeat,
    RunError,
    StepFigures,
)
from madoguchi.learning.tables import LearningRunRow
from madoguchi.privacy.redacting import name_of

TASK = "learning.run"
RESUME = "go on"
ENDED = {"done": "done", "failed": "failed", "cancelled": "cancelled"}
SETTLED = ("learned", "refused", "empty", "duplicate")
SHOWN_RUNS = 20
SINCE = "since"


class Runs:
    """Every run."""

    def __init__(
        self, db: Database, jobs: Jobs, enqueue: Enqueue, news: LearningNews, operator: Caller
    ) -> None:
        self._db = db
        self._jobs = jobs
        self._enqueue = enqueue
        self._news = news
        self._operator = operator

    async def start(
        self, source_id: str, asked_by: str | None, language: str, *, again: bool = False
    ) -> LearningRun:
        """Begin a run over a source, or return the one that is not over yet."""
        source_id = await self._source(source_id)
        if found := await self._open(source_id):
            return await self.shown(found, language)
        run_id, moment = new_id(), now()
        try:
            async with self._db.begin() as session:
                wish = NewJob(TASK, {"run_id": run_id, "again": again}, owner_id=asked_by)
                (job_id,) = await self._enqueue(session, wish)
                await RunRepository(session).add(
                    id=run_id,
                    source_id=source_id,
                    open_for=source_id,
                    job_id=job_id,
                    state="queued",
                    step="waiting",
                    figures={},
                    reports={},
                    asked_by=asked_by,
                    created_at=moment,
                )
        except Conflict:
            if found := await self._open(source_id):  # somebody was faster
                return await self.shown(found, language)
            raise
        self._news.changed(run_id)
        return await self.one(run_id, language)

    async def one(self, run_id: str, language: str) -> LearningRun:
        """Return one run."""
        return await self.shown(await self._row(run_id), language)

    async def of(self, source_id: str, language: str) -> list[LearningRun]:
        """Return the newest runs of a source."""
        async with self._db.read() as session:
            rows = await RunRepository(session).of(source_id, SHOWN_RUNS)
        return [await self.shown(row, language) for row in rows]

    async def pause(self, run_id: str, language: str) -> LearningRun:
        """Let a run rest after what is under way."""
        row = await self._row(run_id)
        async with self._db.begin() as session:
            if not await RunRepository(session).put(row.id, wish="pause"):
                raise Conflict("learning.run_over")
        self._news.changed(row.id)
        return await self.one(run_id, language)

    async def go_on(self, run_id: str, language: str) -> LearningRun:
        """Go on with a run that rests."""
        row = await self._row(run_id)
        async with self._db.begin() as session:
            if not await RunRepository(session).put(row.id, wish=None):
                raise Conflict("learning.run_over")
        job = await self._jobs.show(self._operator, row.job_id or "", language)
        if job.question and job.question.step.startswith(RESUME):
            answer = Answer(step=job.question.step)
            await self._jobs.answer(self._operator, job.id, answer, language)
        self._news.changed(row.id)
        return await self.one(run_id, language)

    async def cancel(self, run_id: str, language: str) -> LearningRun:
        """Stop a run; what it has learned stays, and the next run goes on from there."""
        row = await self._row(run_id)
        if row.open_for is None:
            raise Conflict("learning.run_over")
        if row.job_id:
            await self._jobs.cancel(self._operator, row.job_id, language)
        return await self.one(run_id, language)

    async def stop_all(self, source_id: str) -> None:
        """Stop whatever runs over a source, and wait until it has."""
        async with self._db.read() as session:
            row = await RunRepository(session).open_for(source_id)
        if row and row.job_id:
            await self._jobs.cancel(self._operator, row.job_id, "en")
            await self._jobs.wait(row.job_id, 30)

    async def shown(self, row: LearningRunRow, language: str) -> LearningRun:
        """Return a run as it stands. Its job is the truth about whether it is over."""
        job = await self._job(row, language) if row.open_for else None
        if job and job.state in ENDED:
            row = await self._closed(row, job)
        figures = {name: StepFigures(**each) for name, each in row.figures.items() if name != SINCE}
        if row.open_for is not None:
            figures |= await self._under_way(row)
        error = row.error and RunError(
            code=row.error["code"], message=say(row.error["key"], language, **row.error["facts"])
        )
        paused = bool(job and _rests(job))
        return LearningRun(
            id=row.id,
            source_id=row.source_id,
            job_id=row.job_id,
            state="paused" if paused else row.state,
            pausing=row.open_for is not None and row.wish == "pause" and not paused,
            step=row.step,
            steps=figures,
            modules=_reports(row.reports.get("modules", {}), language),
            repeats=[Repeat.model_validate(each) for each in row.reports.get("repeats", [])],
            hidden=_hidden(row.reports.get("hidden", {}), language),
            error=error or None,
            created_at=row.created_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
        )

    async def _source(self, source_id: str) -> str:
        key = as_id(source_id)
        async with self._db.read() as session:
            row = await SourceRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("learning.source_missing")
        return row.id

    async def _open(self, source_id: str) -> LearningRunRow | None:
        async with self._db.read() as session:
            row = await RunRepository(session).open_for(source_id)
        if row is None:
            return None
        job = await self._job(row, "en")
        if job is None or job.state in ENDED:
            await self._closed(row, job)
            return None
        return row

    async def _job(self, row: LearningRunRow, language: str) -> JobTree | None:
        try:
            return await self._jobs.show(self._operator, row.job_id or "", language)
        except NotFound:
            return None

    async def _closed(self, row: LearningRunRow, job: JobTree | None) -> LearningRunRow:
        """Write down that a run is over whose job has ended without saying so itself."""
        state = ENDED.get(job.state, "failed") if job else "cancelled"
        error = None
        if state == "failed":
            said = job.error.message if job and job.error else ""
            error = {"code": "failed", "key": "learning.run_failed", "facts": {"reason": said}}
        under_way = await self._under_way(row)
        figures = row.figures | {name: each.model_dump() for name, each in under_way.items()}
        async with self._db.begin() as session:
            runs = RunRepository(session)
            await runs.put(
                row.id, state=state, open_for=None, ended_at=now(), error=error, figures=figures
            )
            return await runs.one(row.id) or row

    async def _under_way(self, row: LearningRunRow) -> dict[str, StepFigures]:
        """Return how far converting and learning are: what the documents themselves say."""
        if row.step not in ("convert", "learn"):
            return {}
        async with self._db.read() as session:
            counts = await ItemRepository(session, row.source_id).counts(row.id)
        total = sum(counts.values())
        settled = sum(counts.get(state, 0) for state in SETTLED)
        done = settled if row.step == "learn" else total - counts.get("fetched", 0)
        since = row.figures.get(SINCE, {}).get(row.step)
        seconds = now().timestamp() - since if since else 0.0
        per_s = done / seconds if seconds > 0 else 0.0
        return {row.step: StepFigures(done=done, total=total, per_s=per_s, counts=counts)}

    async def _row(self, run_id: str) -> LearningRunRow:
        key = as_id(run_id)
        async with self._db.read() as session:
            row = await RunRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("learning.run_missing")
        return row


def _hidden(counts: dict[str, int], language: str) -> list[HiddenKind]:
    most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [
        HiddenKind(kind=kind, name=name_of(kind, language), count=count)
        for kind, count in most_first
    ]


def _reports(kept: dict[str, Any], language: str) -> list[ModuleReport]:
    return [_report(name, each, language) for name, each in kept.items()]


def _report(name: str, kept: dict[str, Any], language: str) -> ModuleReport:
    message = told(kept["error"], language)
    return ModuleReport(name=name, state=kept["state"], counts=kept["counts"], message=message)


def told(error: dict[str, Any] | None, language: str) -> str | None:
    """Return why something failed, in the reader's words."""
    return say(error["key"], language, **error.get("facts", {})) if error else None


def _rests(job: Any) -> bool:
    return bool(job.question and job.question.step.startswith(RESUME))
