"""SQL of how much was hidden."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.db import unless_there
from madoguchi.privacy.grammar import VERBATIM, Hideable
from madoguchi.privacy.schemas import DayCount
from madoguchi.privacy.tables import HiddenCountRow

NO_SYNC = {"synchronize_session": False}


class CountRepository:
    """Counts inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, day: date, counts: Mapping[Hideable, int]) -> None:
        """Add what was newly hidden; in one order, so that two never wait for each other."""
        for kind in sorted(counts.keys() - {VERBATIM}):
            there = unless_there(self._session, HiddenCountRow, "day", "kind")
            await self._session.execute(there.values(day=day, kind=kind, count=0))
            query = update(HiddenCountRow).filter_by(day=day, kind=kind)
            more = query.values(count=HiddenCountRow.count + counts[kind])
            await self._session.execute(more, execution_options=NO_SYNC)

    async def since(self, day: date) -> list[DayCount]:
        """Return the counts from a day on."""
        query = select(HiddenCountRow.day, HiddenCountRow.kind, HiddenCountRow.count)
        query = query.where(HiddenCountRow.day >= day)
        rows = await self._session.execute(query.order_by(HiddenCountRow.day, HiddenCountRow.kind))
        return [DayCount(day=row[0], kind=row[1], count=row[2]) for row in rows]

    async def forget_before(self, day: date) -> None:
        """Forget older ones."""
        query = delete(HiddenCountRow).where(HiddenCountRow.day < day)
        await self._session.execute(query, execution_options=NO_SYNC)
