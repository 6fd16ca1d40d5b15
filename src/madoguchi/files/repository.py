"""All SQL of the files room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.files.ports import Stored
from madoguchi.files.schemas import Wanted
from madoguchi.files.tables import LINKS, UNFINISHED, FileKeyRow, FileRow
from madoguchi.kernel.db import unless_there

READY = FileRow.state == "ready"


class FileRepository:
    """Reads and writes files inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, **values: Any) -> None:
        """Record a file whose bytes are about to come."""
        await self._session.execute(insert(FileRow), [values | {"state": "writing"}])

    async def finish(self, file_id: str, stored: Stored) -> FileRow | None:
        """Note that the bytes are there; nothing when the file was given up meanwhile."""
        query = (
            update(FileRow)
            .where(FileRow.id == file_id, FileRow.state == "writing")
            .values(state="ready", size=stored.size, sha256=stored.sha256)
            .returning(FileRow)
        )
        return await self._session.scalar(query)

    async def one(self, file_id: str, owner_id: str | None) -> FileRow | None:
        """Return a file, of this owner if one is named."""
        query = select(FileRow).where(FileRow.id == file_id, READY)
        if owner_id is not None:
            query = query.where(FileRow.owner_id == owner_id)
        return await self._session.scalar(query)

    async def names(self, file_ids: Sequence[str]) -> dict[str, str]:
        """Return what files are called."""
        query = select(FileRow.id, FileRow.name).where(FileRow.id.in_(file_ids), READY)
        return {row.id: row.name for row in await self._session.execute(query)}

    async def page(self, owner_id: str, wanted: Wanted) -> Sequence[FileRow]:
        """Return files of one owner, newest first."""
        query = select(FileRow).where(FileRow.owner_id == owner_id, READY)
        if wanted.purpose is not None:
            query = query.where(FileRow.purpose == wanted.purpose)
        if wanted.before is not None:
            query = query.where(FileRow.created_at < wanted.before)
        query = query.order_by(FileRow.created_at.desc(), FileRow.id).limit(wanted.limit)
        return (await self._session.scalars(query)).all()

    async def link_key(self, fresh: bytes) -> bytes:
        """Return the key that links are signed with: the first that anybody brought."""
        adding = unless_there(self._session, FileKeyRow, "id")
        await self._session.execute(adding, [{"id": LINKS, "key": fresh}])
        return (await self._session.scalars(select(FileKeyRow.key))).one()

    async def give_up(self, file_id: str) -> None:
        """Note that a file is to go."""
        await self._give_up(FileRow.id == file_id)

    async def give_up_stuck(self, before: datetime) -> None:
        """Note that the files are to go whose bytes should have come long ago."""
        stuck = and_(UNFINISHED, FileRow.state == "writing", FileRow.created_at < before)
        await self._give_up(stuck)

    async def given_up(self, limit: int) -> list[tuple[str, str]]:
        """Return the id and the key of files that are to go."""
        query = select(FileRow.id, FileRow.key).where(UNFINISHED, FileRow.state == "removing")
        found = await self._session.execute(query.limit(limit))
        return [(row.id, row.key) for row in found]

    async def drop(self, file_ids: Sequence[str]) -> None:
        """Forget files whose bytes are gone."""
        await self._session.execute(delete(FileRow).where(FileRow.id.in_(file_ids)))

    async def named(self, keys: Sequence[str]) -> set[str]:
        """Return those of these keys that a file has."""
        query = select(FileRow.key).where(FileRow.key.in_(keys))
        return set((await self._session.scalars(query)).all())

    async def counts(self) -> tuple[int, int]:
        """Return how many files there are, and how many bytes."""
        query = select(func.count(), func.sum(FileRow.size)).where(READY)
        count, size = (await self._session.execute(query)).one()
        return count, int(size or 0)

    async def _give_up(self, which: ColumnElement[bool]) -> None:
        await self._session.execute(update(FileRow).where(which).values(state="removing"))
