"""SQL of steps that must not be done twice."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.jobs.tables import StepRow


class StepRepository:
    """Reads and writes the steps of one job inside the caller's transaction."""

    def __init__(self, session: AsyncSession, job_id: str) -> None:
        self._session = session
        self._job_id = job_id

    async def find(self, name: str) -> tuple[str, dict[str, Any]] | None:
        """Return (state, result) of a step."""
        query = select(StepRow.state, StepRow.result).where(*self._which(name))
        found = (await self._session.execute(query)).first()
        return (found.state, found.result) if found else None

    async def begin(self, name: str) -> None:
        """Note that a step is about to be done."""
        self._session.add(StepRow(job_id=self._job_id, name=name, state="begun", result={}))
        await self._session.flush()

    async def add_done(self, name: str, result: dict[str, Any]) -> None:
        """Note that a step is done, in the transaction that does it."""
        self._session.add(StepRow(job_id=self._job_id, name=name, state="done", result=result))
        await self._session.flush()

    async def done(self, name: str, result: dict[str, Any]) -> None:
        """Note that a step that was begun is done."""
        query = update(StepRow).where(*self._which(name)).values(state="done", result=result)
        await self._session.execute(query)

    async def forget(self, name: str) -> None:
        """Note that a step was not done after all."""
        await self._session.execute(delete(StepRow).where(*self._which(name)))

    def _which(self, name: str) -> tuple[Any, Any]:
        return StepRow.job_id == self._job_id, StepRow.name == name
