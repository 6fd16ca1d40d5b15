"""SQL of sources and their runs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.learning.tables import LearningRunRow, SourceRow

NO_SYNC = {"synchronize_session": False}


class SourceRepository:
    """Reads and writes sources inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **values: Any) -> SourceRow:
        """Record a source."""
        row = SourceRow(**values)
        self._session.add(row)
        await self._session.flush()
        return row

    async def one(self, source_id: str) -> SourceRow | None:
        """Return one source."""
        return await self._session.get(SourceRow, source_id)

    async def all(self) -> Sequence[SourceRow]:
        """Return every source, the newest first."""
        query = select(SourceRow).order_by(SourceRow.created_at.desc(), SourceRow.id)
        return (await self._session.scalars(query)).all()

    async def remove(self, source_id: str) -> None:
        """Forget a source with its runs and documents."""
        await self._session.execute(delete(SourceRow).where(SourceRow.id == source_id))


class RunRepository:
    """Reads and writes runs inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **values: Any) -> None:
        """Record a run; a second one that is open for the same source clashes."""
        await self._session.execute(insert(LearningRunRow), [values])

    async def one(self, run_id: str) -> LearningRunRow | None:
        """Return one run."""
        query = select(LearningRunRow).where(LearningRunRow.id == run_id)
        return await self._session.scalar(query, execution_options={"populate_existing": True})

    async def open_for(self, source_id: str) -> LearningRunRow | None:
        """Return the run of a source that is not over."""
        query = select(LearningRunRow).where(LearningRunRow.open_for == source_id)
        return await self._session.scalar(query)

    async def of(self, source_id: str, limit: int) -> Sequence[LearningRunRow]:
        """Return the runs of a source, newest first."""
        query = select(LearningRunRow).where(LearningRunRow.source_id == source_id)
        query = query.order_by(LearningRunRow.created_at.desc()).limit(limit)
        return (await self._session.scalars(query)).all()

    async def reports(self, source_id: str, name: str, limit: int) -> Sequence[Any]:
        """Return (moment, report) of the runs that have a report of this name, newest first."""
        report = LearningRunRow.reports[name]
        query = (
            select(LearningRunRow.created_at, report.label("report"))
            .where(LearningRunRow.source_id == source_id, report.as_string().is_not(None))
            .order_by(LearningRunRow.created_at.desc())
        )
        return (await self._session.execute(query.limit(limit))).all()

    async def forget_report(self, source_id: str, name: str) -> None:
        """Take a report out of all runs of a source."""
        for row in await self._session.scalars(
            select(LearningRunRow).where(LearningRunRow.source_id == source_id)
        ):
            row.reports = {key: each for key, each in row.reports.items() if key != name}
        await self._session.flush()

    async def latest(self) -> dict[str, LearningRunRow]:
        """Return the newest run of each source."""
        newest = (
            select(LearningRunRow.source_id, func.max(LearningRunRow.created_at).label("at"))
            .group_by(LearningRunRow.source_id)
            .subquery()
        )
        query = select(LearningRunRow).join(
            newest,
            (LearningRunRow.source_id == newest.c.source_id)
            & (LearningRunRow.created_at == newest.c.at),
        )
        return {row.source_id: row for row in await self._session.scalars(query)}

    async def put(self, run_id: str, **values: Any) -> bool:
        """Change a run that is not over; tell whether it was open."""
        query = (
            update(LearningRunRow)
            .where(LearningRunRow.id == run_id, LearningRunRow.open_for.is_not(None))
            .values(**values)
            .returning(LearningRunRow.id)
        )
        return (await self._session.execute(query, execution_options=NO_SYNC)).first() is not None
