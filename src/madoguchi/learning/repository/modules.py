"""SQL of what modules found, and how far each of them is."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.learning.tables import ItemRow, ModuleRow, NoteRow

NO_SYNC = {"synchronize_session": False}


class ModuleRepository:
    """Reads and writes for one source inside the caller's transaction."""

    def __init__(self, session: AsyncSession, source_id: str) -> None:
        self._session = session
        self._source_id = source_id

    async def done(self) -> dict[str, str | None]:
        """Return by module which edition of it has seen everything; nothing when it failed."""
        query = select(ModuleRow.module, ModuleRow.edition).where(
            ModuleRow.source_id == self._source_id
        )
        return {row.module: row.edition for row in await self._session.execute(query)}

    async def put(self, module: str, edition: str | None) -> None:
        """Note which edition of a module has seen everything."""
        await self._session.merge(
            ModuleRow(source_id=self._source_id, module=module, edition=edition)
        )

    async def note(self, module: str, notes: Mapping[str, dict[str, Any] | None]) -> None:
        """Put what a module notes about documents in the place of the former."""
        await self._session.execute(
            delete(NoteRow).where(*self._of(module), NoteRow.address.in_(notes)),
            execution_options=NO_SYNC,
        )
        self._session.add_all(
            NoteRow(source_id=self._source_id, module=module, address=address, data=note)
            for address, note in notes.items()
            if note is not None
        )

    async def notes(self, module: str, after: str, limit: int) -> list[tuple[str, dict[str, Any]]]:
        """Return notes about documents that are found, in order of address."""
        query = (
            select(NoteRow.address, NoteRow.data)
            .join(
                ItemRow,
                (ItemRow.source_id == NoteRow.source_id) & (ItemRow.address == NoteRow.address),
            )
            .where(*self._of(module), NoteRow.address > after, ItemRow.state == "learned")
            .order_by(NoteRow.address)
        )
        rows = await self._session.execute(query.limit(limit))
        return [(row.address, row.data) for row in rows]

    async def forget(self, module: str) -> None:
        """Forget a module and its notes."""
        await self._session.execute(delete(NoteRow).where(*self._of(module)))
        mine = (ModuleRow.source_id == self._source_id, ModuleRow.module == module)
        await self._session.execute(delete(ModuleRow).where(*mine))

    def _of(self, module: str) -> Sequence[Any]:
        return NoteRow.source_id == self._source_id, NoteRow.module == module
