"""SQL of schedules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.jobs.tables import ScheduleRow
from madoguchi.kernel.db import unless_there


class ScheduleRepository:
    """Reads and writes schedules inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> Sequence[ScheduleRow]:
        """Return every schedule, by name."""
        query = select(ScheduleRow).order_by(ScheduleRow.name, ScheduleRow.id)
        return (await self._session.scalars(query)).all()

    async def one(self, schedule_id: str) -> ScheduleRow | None:
        """Return one schedule, which nobody else changes until this transaction ends."""
        query = select(ScheduleRow).where(ScheduleRow.id == schedule_id).with_for_update()
        return await self._session.scalar(query)

    async def due(self, moment: datetime) -> Sequence[ScheduleRow]:
        """Return the schedules whose time has come and that nobody else is seeing to."""
        query = (
            select(ScheduleRow)
            .where(ScheduleRow.enabled.is_(True), ScheduleRow.next_at <= moment)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(query)).all()

    async def add(self, **values: Any) -> None:
        """Record a schedule; one with that name may be there already."""
        await self._session.execute(unless_there(self._session, ScheduleRow, "name"), [values])

    async def named(self, name: str) -> ScheduleRow | None:
        """Return the schedule of that name."""
        return await self._session.scalar(select(ScheduleRow).where(ScheduleRow.name == name))

    async def remove(self, schedule_id: str) -> None:
        """Forget a schedule."""
        await self._session.execute(delete(ScheduleRow).where(ScheduleRow.id == schedule_id))
