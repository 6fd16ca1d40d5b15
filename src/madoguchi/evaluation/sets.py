"""Sets of questions: taken in, shown with how they did, removed."""

import asyncio

from madoguchi.evaluation.ports import Bare, Sheets
from madoguchi.evaluation.reading import is_workbook, questions_in, questions_in_rows
from madoguchi.evaluation.repository import SetRepository
from madoguchi.evaluation.runs import EvaluationRuns
from madoguchi.evaluation.schemas import QuestionSet, SetCounts, SetQuestion, stored
from madoguchi.evaluation.tables import QuestionSetRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, keepable
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.ids import as_id, new_id

LONGEST_SET_NAME = 200


class QuestionSets:
    """Every set."""

    def __init__(self, db: Database, runs: EvaluationRuns, sheets: Sheets, bare: Bare) -> None:
        self._db = db
        self._runs = runs
        self._sheets = sheets
        self._bare = bare

    async def add(self, data: bytes, file_name: str, made_by: str, language: str) -> QuestionSet:
        """Take a file of questions in: all of them, or none.

        People put their own data into questions, and sets are made of what people asked.
        """
        if is_workbook(data, file_name):
            rows = await self._sheets.rows(data, file_name)
            questions = await asyncio.to_thread(questions_in_rows, enumerate(rows, 1))
        else:
            questions = await asyncio.to_thread(questions_in, data, file_name)
        questions = await self._impersonal(questions)
        name = " ".join(keepable(file_name).split())[:LONGEST_SET_NAME]
        set_id = new_id()
        async with self._db.begin() as session:
            await SetRepository(session).add(
                id=set_id,
                name=name,
                questions=[stored(each) for each in questions],
                counts=stored(_counted(questions)),
                made_by=made_by,
                created_at=now(),
            )
        return await self.one(set_id, language)

    async def _impersonal(self, questions: list[SetQuestion]) -> list[SetQuestion]:
        texts = await self._bare.all([each.text for each in questions])
        return [
            each.model_copy(update={"text": text})
            for each, text in zip(questions, texts, strict=True)
        ]

    async def all(self, language: str) -> list[QuestionSet]:
        """Return every set with its newest runs."""
        async with self._db.read() as session:
            rows = await SetRepository(session).all()
        return [await self._shown(row, language) for row in rows]

    async def one(self, set_id: str, language: str) -> QuestionSet:
        """Return one set."""
        return await self._shown(await self.row(set_id), language)

    async def remove(self, set_id: str) -> str:
        """Forget a set with its runs; what runs is stopped."""
        row = await self.row(set_id)
        await self._runs.stop_all(row.id)
        async with self._db.begin() as session:
            await SetRepository(session).remove(row.id)
        return row.id

    async def row(self, set_id: str) -> QuestionSetRow:
        """Return a set as it is stored."""
        key = as_id(set_id)
        async with self._db.read() as session:
            row = await SetRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("evaluation.set_missing")
        return row

    async def _shown(self, row: QuestionSetRow, language: str) -> QuestionSet:
        runs = await self._runs.of(row.id, language)
        return QuestionSet(
            id=row.id,
            name=row.name,
            counts=SetCounts.model_validate(row.counts),
            created_at=row.created_at,
            run=runs[0] if runs else None,
            before=next((run for run in runs[1:] if run.state == "done"), None),
        )


def _counted(questions: list[SetQuestion]) -> SetCounts:
    return SetCounts(
        questions=len(questions),
        with_pages=sum(bool(each.relevant) for each in questions),
        with_answers=sum(bool(each.answers) for each in questions),
        off_topic=sum(not each.relevant and not each.answers for each in questions),
    )
