"""Runs over a set: begun once however often somebody asks, watched, cancelled, compared."""

from typing import Any

from madoguchi.evaluation.comparing import MOST_CHANGED, chance, changes, counts_of
from madoguchi.evaluation.news import EvaluationNews
from madoguchi.evaluation.repository import AnswerRepository, RunRepository, SetRepository
from madoguchi.evaluation.schemas import (
    AskedQuestion,
    AskedQuestions,
    Comparison,
    Conditions,
    EvaluationError,
    EvaluationRun,
    Figures,
    NewRun,
    QuestionsWanted,
    stored,
)
from madoguchi.evaluation.tables import EvaluationRunRow
from madoguchi.jobs.schemas import JobTree
from madoguchi.jobs.service import Jobs
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Conflict, Invalid, NotFound
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.kernel.jobs import Enqueue, NewJob
from madoguchi.kernel.words import say

TASK = "evaluation.run"
OPERATOR = Caller("evaluation", "admin", frozenset({EVERYTHING}), "evaluation")
ENDED = ("done", "failed", "cancelled")
SHOWN_RUNS = 50


class EvaluationRuns:
    """Every run."""

    def __init__(self, db: Database, jobs: Jobs, enqueue: Enqueue, news: EvaluationNews) -> None:
        self._db = db
        self._jobs = jobs
        self._enqueue = enqueue
        self._news = news

    async def start(
        self, set_id: str, wish: NewRun, asked_by: str | None, language: str
    ) -> EvaluationRun:
        """Begin a run over a set, or return the one that is not over yet."""
        set_id, total = await self._set(set_id)
        if found := await self._open(set_id):
            return await self.shown(found, language)
        run_id = new_id()
        try:
            async with self._db.begin() as session:
                job = NewJob(TASK, {"run_id": run_id}, owner_id=asked_by)
                (job_id,) = await self._enqueue(session, job)
                await RunRepository(session).add(
                    id=run_id,
                    set_id=set_id,
                    open_for=set_id,
                    job_id=job_id,
                    state="queued",
                    wish=stored(wish),
                    figures=stored(Figures()),
                    total=total,
                    asked_by=asked_by,
                    created_at=now(),
                )
        except Conflict:
            if found := await self._open(set_id):  # somebody was faster
                return await self.shown(found, language)
            raise
        self._news.changed(run_id)
        return await self.one(run_id, language)

    async def one(self, run_id: str, language: str) -> EvaluationRun:
        """Return one run."""
        return await self.shown(await self._row(run_id), language)

    async def of(self, set_id: str, language: str) -> list[EvaluationRun]:
        """Return the newest runs of a set."""
        async with self._db.read() as session:
            rows = await RunRepository(session).of(set_id, SHOWN_RUNS)
        return [await self.shown(row, language) for row in rows]

    async def cancel(self, run_id: str, language: str) -> EvaluationRun:
        """Stop a run; what was asked so far stays to be read."""
        row = await self._row(run_id)
        if row.open_for is None:
            raise Conflict("evaluation.run_over")
        await self._jobs.cancel(OPERATOR, row.job_id or "", language)
        return await self.one(row.id, language)

    async def stop_all(self, set_id: str) -> None:
        """Stop whatever runs over a set, and wait until it has."""
        async with self._db.read() as session:
            row = await RunRepository(session).open_for(set_id)
        if row and row.job_id:
            await self._jobs.cancel(OPERATOR, row.job_id, "en")
            await self._jobs.wait(row.job_id, 30)

    async def questions(self, run_id: str, wanted: QuestionsWanted) -> AskedQuestions:
        """Return what became of the questions, what went wrong first."""
        row = await self._row(run_id)
        async with self._db.read() as session:
            answers = AnswerRepository(session, row.id)
            found = await answers.page(wanted.outcome, wanted.skip, wanted.limit)
            total = await answers.count(wanted.outcome)
        fields = AskedQuestion.model_fields
        items = [
            AskedQuestion.model_validate({name: getattr(each, name) for name in fields})
            for each in found
        ]
        return AskedQuestions(items=items, total=total)

    async def against(self, run_id: str, other_id: str, language: str) -> Comparison:
        """Compare a run with another one over the same questions."""
        row, other = await self._row(run_id), await self._row(other_id)
        if row.set_id != other.set_id:
            raise Invalid("evaluation.other_set")
        async with self._db.read() as session:
            answers = AnswerRepository(session, row.id)
            before = await AnswerRepository(session, other.id).judged()
            changed, same = changes(await answers.judged(), before)
            shown = changed[:MOST_CHANGED]
            words = await answers.questions([each.number for each in shown])
        counts = counts_of(changed)
        return Comparison(
            run=await self.shown(row, language),
            other=await self.shown(other, language),
            counts=counts,
            same=same,
            chance=chance(counts["better"], counts["worse"]),
            changed=[each.model_copy(update={"question": words[each.number]}) for each in shown],
        )

    async def shown(self, row: EvaluationRunRow, language: str) -> EvaluationRun:
        """Return a run as it stands. Its job is the truth about whether it is over."""
        job = await self._job(row, language) if row.open_for else None
        if row.open_for and (job is None or job.state in ENDED):
            row = await self._closed(row, job)
        error = row.error and EvaluationError(
            code=row.error["code"], message=say(row.error["key"], language, **row.error["facts"])
        )
        return EvaluationRun(
            id=row.id,
            set_id=row.set_id,
            job_id=row.job_id,
            state=row.state,
            wish=NewRun.model_validate(row.wish),
            conditions=Conditions.model_validate(row.conditions) if row.conditions else None,
            figures=Figures.model_validate(row.figures),
            total=row.total,
            error=error or None,
            created_at=row.created_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
        )

    async def _set(self, set_id: str) -> tuple[str, int]:
        key = as_id(set_id)
        async with self._db.read() as session:
            row = await SetRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("evaluation.set_missing")
        return row.id, row.counts["questions"]

    async def _open(self, set_id: str) -> EvaluationRunRow | None:
        async with self._db.read() as session:
            row = await RunRepository(session).open_for(set_id)
        if row is None:
            return None
        job = await self._job(row, "en")
        if job is None or job.state in ENDED:
            await self._closed(row, job)
            return None
        return row

    async def _job(self, row: EvaluationRunRow, language: str) -> JobTree | None:
        try:
            return await self._jobs.show(OPERATOR, row.job_id or "", language)
        except NotFound:
            return None

    async def _closed(self, row: EvaluationRunRow, job: JobTree | None) -> EvaluationRunRow:
        """Write down that a run is over whose job has ended without saying so itself."""
        state = job.state if job and job.state != "done" else "cancelled"
        error: dict[str, Any] | None = None
        if job and state == "failed":
            said = job.error.message if job.error else ""
            facts = {"reason": said}
            error = {"code": "failed", "key": "evaluation.run_failed", "facts": facts}
        async with self._db.begin() as session:
            runs = RunRepository(session)
            await runs.put(row.id, state=state, open_for=None, ended_at=now(), error=error)
            return await runs.one(row.id) or row

    async def _row(self, run_id: str) -> EvaluationRunRow:
        key = as_id(run_id)
        async with self._db.read() as session:
            row = await RunRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("evaluation.run_missing")
        return row
