"""What the index has yet to hear of, who feeds it, and what it should hold."""

from datetime import datetime
from itertools import accumulate

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.knowledge.tables import DocumentRow, IndexOwnerRow, IndexTaskRow, PassageRow

Indexed = tuple[PassageRow, DocumentRow]
ONLY = 1
FINGERPRINT_LENGTH = 16


def version_of(document_id: str, fingerprint: str) -> str:
    """Return what the index keeps of a document, to tell later whether it is still the same."""
    return f"{document_id} {fingerprint[:FINGERPRINT_LENGTH]}"


def document_of(version: str) -> str:
    """Return the document of a version."""
    return version.partition(" ")[0]


class IndexRepository:
    """Reads and writes the outbox of the index inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def tasks(self, limit: int) -> list[tuple[int, str]]:
        """Return what the index has yet to hear of, oldest first."""
        query = select(IndexTaskRow.id, IndexTaskRow.document_id).order_by(IndexTaskRow.id)
        return [
            (row.id, row.document_id) for row in await self._session.execute(query.limit(limit))
        ]

    async def waiting(self) -> int:
        """Return how many documents the index has yet to hear of."""
        query = select(func.count(func.distinct(IndexTaskRow.document_id)))
        return await self._session.scalar(query) or 0

    async def drop_tasks(self, task_ids: list[int]) -> None:
        """Note that the index has heard."""
        await self._session.execute(delete(IndexTaskRow).where(IndexTaskRow.id.in_(task_ids)))

    async def add_tasks(self, document_ids: list[str]) -> None:
        """Have the index hear of these documents again."""
        self._session.add_all(IndexTaskRow(document_id=each) for each in document_ids)

    async def add_tasks_for_all(self) -> None:
        """Have the index hear of everything again."""
        every = select(DocumentRow.id)
        await self._session.execute(delete(IndexTaskRow))
        await self._session.execute(insert(IndexTaskRow).from_select(["document_id"], every))

    async def fitting(self, document_ids: list[str], most: int) -> list[str]:
        """Return the first of these documents that have so many passages together, at least one."""
        query = select(PassageRow.document_id, func.count().label("passages"))
        query = query.where(PassageRow.document_id.in_(document_ids))
        rows = await self._session.execute(query.group_by(PassageRow.document_id))
        sizes = {row.document_id: row.passages for row in rows}
        sums = accumulate(sizes.get(document_id, 0) for document_id in document_ids)
        fit = sum(1 for passages in sums if passages <= most)
        return document_ids[: max(1, fit)]

    async def to_index(self, document_ids: list[str]) -> list[Indexed]:
        """Return the passages of these documents with their documents."""
        query = (
            select(PassageRow, DocumentRow)
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .where(DocumentRow.id.in_(document_ids))
            .order_by(PassageRow.document_id, PassageRow.number)
        )
        return [(row[0], row[1]) for row in await self._session.execute(query)]

    async def document_ids(self, after: str, limit: int) -> list[str]:
        """Return ids of documents in order, those that follow ``after``."""
        query = select(DocumentRow.id).where(DocumentRow.id > after).order_by(DocumentRow.id)
        return list(await self._session.scalars(query.limit(limit)))

    async def changed_since(self, moment: datetime) -> set[str]:
        """Return the ids of documents that were learned since."""
        query = select(DocumentRow.id).where(DocumentRow.updated_at >= moment)
        return set(await self._session.scalars(query))

    async def documents(self) -> int:
        """Return how many documents there are."""
        return await self._session.scalar(select(func.count()).select_from(DocumentRow)) or 0

    async def passages(self) -> int:
        """Return how many passages there are."""
        return await self._session.scalar(select(func.count()).select_from(PassageRow)) or 0

    async def versions(self, *, waiting: bool) -> dict[str, str]:
        """Return the document of each version that has passages; perhaps also of waiting ones."""
        filled = select(PassageRow.document_id)
        query = select(DocumentRow.id, DocumentRow.fingerprint).where(DocumentRow.id.in_(filled))
        if not waiting:
            query = query.where(DocumentRow.id.not_in(select(IndexTaskRow.document_id)))
        rows = await self._session.execute(query)
        return {version_of(row.id, row.fingerprint): row.id for row in rows}

    async def should_hold(self) -> set[str]:
        """Return the ids of all passages that do not wait to be indexed."""
        waiting = select(IndexTaskRow.document_id)
        query = select(PassageRow.id).where(PassageRow.document_id.not_in(waiting))
        return set(await self._session.scalars(query))

    async def exist(self) -> set[str]:
        """Return the ids of all passages."""
        return set(await self._session.scalars(select(PassageRow.id)))

    async def owner(self) -> IndexOwnerRow | None:
        """Return who feeds the index; until the transaction ends nobody else becomes it."""
        query = select(IndexOwnerRow).where(IndexOwnerRow.id == ONLY)
        return await self._session.scalar(query.with_for_update())

    async def look_at_owner(self) -> IndexOwnerRow | None:
        """Return who feeds the index, for a look."""
        return await self._session.get(IndexOwnerRow, ONLY)

    async def first_owner(self, index_id: str, holder: str, lease_until: datetime) -> None:
        """Note the first owner ever; who comes second at the same moment fails."""
        row = IndexOwnerRow(id=ONLY, index_id=index_id, holder=holder, lease_until=lease_until)
        row.changes = row.rebuild_done = row.rebuild_total = 0
        self._session.add(row)
        await self._session.flush()

    async def changed(self, holder: str) -> bool:
        """Note that the index has changed; tell whether ``holder`` still feeds it."""
        mine = (IndexOwnerRow.id == ONLY, IndexOwnerRow.holder == holder)
        statement = update(IndexOwnerRow).where(*mine)
        statement = statement.values(changes=IndexOwnerRow.changes + 1)
        done = await self._session.execute(statement.returning(IndexOwnerRow.id))
        return done.first() is not None

    async def let_go(self, holder: str) -> None:
        """End the lease of ``holder``."""
        mine = (IndexOwnerRow.id == ONLY, IndexOwnerRow.holder == holder)
        await self._session.execute(update(IndexOwnerRow).where(*mine).values(lease_until=now()))

    async def want_rebuild(self) -> bool:
        """Ask whoever feeds the index to make it anew; tell whether there is anyone."""
        row = await self.owner()
        if row is None:
            return False
        if row.rebuild_wanted_at is None:
            row.rebuild_wanted_at = now()
            row.rebuild_done = row.rebuild_total = 0
        return True

    async def progress(self, done: int, total: int) -> None:
        """Note how far the new index is."""
        values = {"rebuild_done": done, "rebuild_total": total}
        only = IndexOwnerRow.id == ONLY
        await self._session.execute(update(IndexOwnerRow).where(only).values(values))

    async def rebuilt(self, index_id: str) -> None:
        """Note that a new index is in use."""
        moment = now()
        values = {"index_id": index_id, "rebuild_wanted_at": None, "rebuilt_at": moment}
        statement = update(IndexOwnerRow).where(IndexOwnerRow.id == ONLY).values(values)
        await self._session.execute(statement.values(changes=IndexOwnerRow.changes + 1))
