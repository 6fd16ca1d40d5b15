"""A run's work: questions in small portions, each noted once it is judged."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from madoguchi.evaluation.figures import Tally
from madoguchi.evaluation.judging import Judged, Meant, judge
from madoguchi.evaluation.naming import Names
from madoguchi.evaluation.news import EvaluationNews
from madoguchi.evaluation.ports import Answerer, Given
from madoguchi.evaluation.repository import AnswerRepository, RunRepository, SetRepository
from madoguchi.evaluation.schemas import (
    Conditions,
    Figures,
    NewRun,
    Product,
    SetQuestion,
    stored,
)
from madoguchi.evaluation.tables import EvaluationRunRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Unavailable
from madoguchi.knowledge.catalogue import Catalogue
from madoguchi.knowledge.schemas import SEES_ALL
from madoguchi.knowledge.service import Knowledge
from madoguchi.models.schemas import BUILTIN

DEPTH, AT_ONCE = 10, 4
FEWEST, MOST = 4, 64
LONGEST_REST_S = 0.05
"""After each question the run rests for as long as that took, but not longer: people come first."""
QUICK_S, SLOW_S = 0.3, 1.0
"""A portion that took less than one is followed by a larger one; more than the other, a smaller."""
Tell = Callable[[int, int], None]
Numbered = tuple[int, SetQuestion]
Act = Callable[[int, SetQuestion], Awaitable[tuple[Judged, bool]]]


class Measuring:
    """Asks every question of a set against what is learned now."""

    def __init__(
        self,
        db: Database,
        *,
        knowledge: Knowledge,
        catalogue: Catalogue,
        names: Names,
        answerer: Answerer,
        product: Product,
        news: EvaluationNews,
    ) -> None:
        self._db = db
        self._knowledge = knowledge
        self._catalogue = catalogue
        self._names = names
        self._answerer = answerer
        self._product = product
        self._news = news

    async def measure(self, run_id: str, tell: Tell) -> Figures:
        """Do a run; one that was broken off goes on with the questions that are left."""
        row, questions = await self._begin(run_id)
        if row.open_for is None:  # a job that was begun again after its run was over
            return Figures.model_validate(row.figures)
        tally, left = await self._left(row, questions)
        wish = NewRun.model_validate(row.wish)
        documents = await self._names.resolve(
            (name for _, each in left for name in each.relevant), wish.collection, wish.language
        )
        ids = sorted({each.id for found in documents.values() for each in found[:3]})
        passages = await self._catalogue.passages_of(ids)

        async def one(number: int, question: SetQuestion) -> tuple[Judged, bool]:
            found = await self._knowledge.search(
                question.text,
                max(wish.k, DEPTH),
                collection=wish.collection,
                language=wish.language,
                role=SEES_ALL,
            )
            given = await self._given(question, wish)
            meant = [Meant(name, documents[name]) for name in question.relevant]
            judged = judge(
                number, question, meant, found=found, given=given, k=wish.k, passages=passages
            )
            return judged, given is not None and given.failed

        size = FEWEST
        while left:
            portion, left = left[:size], left[size:]
            begun = time.monotonic()
            await self._note(row.id, tally, await self._several(one, portion))
            tell(len(questions) - len(left), len(questions))
            took = time.monotonic() - begun
            size = min(MOST, size * 2) if took < QUICK_S else size
            size = max(FEWEST, size // 2) if took > SLOW_S else size
        return await self._finish(row.id, wish, tally)

    async def _begin(self, run_id: str) -> tuple[EvaluationRunRow, list[SetQuestion]]:
        async with self._db.read() as session:
            row = await RunRepository(session).one(run_id)
            kept = await SetRepository(session).questions(row.set_id) if row else []
        assert row is not None, "a set is removed only after its jobs have stopped"
        wish = NewRun.model_validate(row.wish)
        if row.conditions is None:
            await self._put(
                run_id,
                state="running",
                started_at=now(),
                conditions=stored(await self._conditions(wish)),
            )
        return row, [SetQuestion.model_validate(each) for each in kept]

    async def _left(
        self, row: EvaluationRunRow, questions: Sequence[SetQuestion]
    ) -> tuple[Tally, list[Numbered]]:
        """Count what is noted already, and return the questions that are not."""
        async with self._db.read() as session:
            noted = await AnswerRepository(session, row.id).judged()
        tally = Tally()
        for each in noted:
            tally.add(each.outcome, each.places, each.contained, each.declined)
        done = {each.number for each in noted}
        return tally, [pair for pair in enumerate(questions, 1) if pair[0] not in done]

    async def _given(self, question: SetQuestion, wish: NewRun) -> Given | None:
        return await self._answerer.answer(question.text) if wish.answers else None

    async def _note(self, run_id: str, tally: Tally, judged: Sequence[tuple[Judged, bool]]) -> None:
        if all(failed for _, failed in judged):
            raise Unavailable("evaluation.no_model")  # later, rather than figures of nothing
        for each, _ in judged:
            tally.add(each.outcome, each.places, each.contained, each.declined)
        async with self._db.begin() as session:
            await AnswerRepository(session, run_id).add([each.row for each, _ in judged])
            await RunRepository(session).put(run_id, figures=stored(tally.figures()))
        self._news.changed(run_id, now=False)

    async def _finish(self, run_id: str, wish: NewRun, tally: Tally) -> Figures:
        figures = tally.figures()
        async with self._db.read() as session:
            row = await RunRepository(session).one(run_id)
        if row and row.conditions:
            then = Conditions.model_validate(row.conditions)
            other = then != await self._conditions(wish)
            conditions = then.model_copy(update={"changed_meanwhile": other})
            await self._put(
                run_id,
                state="done",
                open_for=None,
                ended_at=now(),
                conditions=stored(conditions),
                figures=stored(figures),
            )
        return figures

    async def _conditions(self, wish: NewRun) -> Conditions:
        learned = await self._catalogue.size(wish.collection, wish.language)
        return Conditions(product=self._product, **learned.model_dump())

    async def _put(self, run_id: str, **values: Any) -> None:
        async with self._db.begin() as session:
            await RunRepository(session).put(run_id, **values)
        self._news.changed(run_id)

    async def _several(self, act: Act, portion: Sequence[Numbered]) -> list[tuple[Judged, bool]]:
        """Do a few at once where a model elsewhere thinks; what is done here takes its turn."""
        here = not self._product.embedder and set(self._product.models) == {BUILTIN}
        places = asyncio.Semaphore(1 if here else AT_ONCE)

        async def one(number: int, question: SetQuestion) -> tuple[Judged, bool]:
            async with places:
                begun = time.monotonic()
                judged = await act(number, question)
                await asyncio.sleep(min(LONGEST_REST_S, time.monotonic() - begun))
                return judged

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(*pair)) for pair in portion]
        return [task.result() for task in tasks]
