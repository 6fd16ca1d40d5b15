"""SQL of the evaluation room."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.evaluation.tables import EvaluationAnswerRow, EvaluationRunRow, QuestionSetRow

NO_SYNC = {"synchronize_session": False}
ANSWERS: Any = EvaluationAnswerRow.__table__
ADD = {
    name: add(ANSWERS).on_conflict_do_nothing(index_elements=["run_id", "number"])
    for name, add in (("sqlite", sqlite_insert), ("postgresql", postgres_insert))
}


class SetRepository:
    """Reads and writes sets inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **values: Any) -> None:
        """Record a set."""
        await self._session.execute(insert(QuestionSetRow), [values])

    async def one(self, set_id: str) -> QuestionSetRow | None:
        """Return one set, without its questions."""
        return await self._session.get(QuestionSetRow, set_id)

    async def questions(self, set_id: str) -> list[dict[str, Any]]:
        """Return the questions of a set."""
        query = select(QuestionSetRow.questions).where(QuestionSetRow.id == set_id)
        return await self._session.scalar(query) or []

    async def all(self) -> Sequence[QuestionSetRow]:
        """Return every set, the newest first."""
        query = select(QuestionSetRow).order_by(QuestionSetRow.created_at.desc(), QuestionSetRow.id)
        return (await self._session.scalars(query)).all()

    async def remove(self, set_id: str) -> None:
        """Forget a set with its runs."""
        await self._session.execute(delete(QuestionSetRow).where(QuestionSetRow.id == set_id))


class RunRepository:
    """Reads and writes runs inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **values: Any) -> None:
        """Record a run; a second one that is open for the same set clashes."""
        await self._session.execute(insert(EvaluationRunRow), [values])

    async def one(self, run_id: str) -> EvaluationRunRow | None:
        """Return one run."""
        query = select(EvaluationRunRow).where(EvaluationRunRow.id == run_id)
        return await self._session.scalar(query, execution_options={"populate_existing": True})

    async def open_for(self, set_id: str) -> EvaluationRunRow | None:
        """Return the run of a set that is not over."""
        query = select(EvaluationRunRow).where(EvaluationRunRow.open_for == set_id)
        return await self._session.scalar(query)

    async def of(self, set_id: str, limit: int) -> Sequence[EvaluationRunRow]:
        """Return runs of a set, newest first."""
        query = select(EvaluationRunRow).where(EvaluationRunRow.set_id == set_id)
        query = query.order_by(EvaluationRunRow.created_at.desc(), EvaluationRunRow.id)
        return (await self._session.scalars(query.limit(limit))).all()

    async def put(self, run_id: str, **values: Any) -> bool:
        """Change a run that is not over; tell whether it was open."""
        query = (
            update(EvaluationRunRow)
            .where(EvaluationRunRow.id == run_id, EvaluationRunRow.open_for.is_not(None))
            .values(**values)
            .returning(EvaluationRunRow.id)
        )
        return (await self._session.execute(query, execution_options=NO_SYNC)).first() is not None


class AnswerRepository:
    """Reads and writes what became of the questions of one run."""

    def __init__(self, session: AsyncSession, run_id: str) -> None:
        self._session = session
        self._run_id = run_id
        self._mine = EvaluationAnswerRow.run_id == run_id

    async def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Note what became of questions; what is noted already stays."""
        dialect = self._session.get_bind().dialect.name
        rows = [{"run_id": self._run_id} | row for row in rows]
        await self._session.execute(ADD[dialect], rows)

    async def judged(self) -> Sequence[Any]:
        """Return what figures are made of, question by question."""
        row = EvaluationAnswerRow
        query = select(row.number, row.outcome, row.places, row.contained, row.declined)
        return (await self._session.execute(query.where(self._mine).order_by(row.number))).all()

    async def page(
        self, outcomes: Sequence[str], skip: int, limit: int
    ) -> Sequence[EvaluationAnswerRow]:
        """Return questions, what went wrong first."""
        query = select(EvaluationAnswerRow).where(self._mine)
        if outcomes:
            query = query.where(EvaluationAnswerRow.outcome.in_(outcomes))
        query = query.order_by(EvaluationAnswerRow.rank, EvaluationAnswerRow.number)
        return (await self._session.scalars(query.offset(skip).limit(limit))).all()

    async def count(self, outcomes: Sequence[str]) -> int:
        """Return how many questions came to this."""
        query = select(func.count()).select_from(EvaluationAnswerRow).where(self._mine)
        if outcomes:
            query = query.where(EvaluationAnswerRow.outcome.in_(outcomes))
        return await self._session.scalar(query) or 0

    async def questions(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the words of questions."""
        row = EvaluationAnswerRow
        query = select(row.number, row.question).where(self._mine, row.number.in_(numbers))
        return {each.number: each.question for each in await self._session.execute(query)}
