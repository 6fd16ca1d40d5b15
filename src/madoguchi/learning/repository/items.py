"""SQL of the documents of sources."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.learning.tables import ItemRow, NoteRow, TextRow

ITEMS: Any = ItemRow.__table__
FETCHED = (
    *("run_id", "state", "name", "url", "body_hash", "content_type", "notices", "updated_at"),
)
NO_BODY = ""
NO_SYNC = {"synchronize_session": False}


def _fetched(insert: Any) -> Any:
    adding = insert(ITEMS)
    return adding.on_conflict_do_update(
        index_elements=["source_id", "address"],
        set_={name: adding.excluded[name] for name in FETCHED},
    )


FETCH = {"sqlite": _fetched(sqlite_insert), "postgresql": _fetched(postgres_insert)}


class ItemRepository:
    """Reads and writes documents of one source inside the caller's transaction."""

    def __init__(self, session: AsyncSession, source_id: str) -> None:
        self._session = session
        self._source_id = source_id
        self._mine = ItemRow.source_id == source_id

    async def fetched(self, rows: Sequence[dict[str, Any]]) -> None:
        """Note documents whose bytes are here."""
        if rows:
            dialect = self._session.get_bind().dialect.name
            mine = {"source_id": self._source_id, "notices": []}
            await self._session.execute(FETCH[dialect], [mine | row for row in rows])

    async def adopt(self, run_id: str, states: Sequence[str]) -> None:
        """Let a run take up what earlier ones have left in these states: as if just fetched."""
        is_here = ItemRow.body_hash != NO_BODY
        query = update(ItemRow).where(self._mine, ItemRow.state.in_(states), is_here)
        query = query.values(run_id=run_id, state="fetched")
        await self._session.execute(query, execution_options=NO_SYNC)

    async def these(self, addresses: Sequence[str]) -> Sequence[ItemRow]:
        """Return documents by their addresses, as far as they are known."""
        query = select(ItemRow).where(self._mine, ItemRow.address.in_(addresses))
        return (await self._session.scalars(query)).all()

    async def put(self, address: str, body_hash: str, **values: Any) -> None:
        """Note what became of a document, unless other bytes have come meanwhile."""
        query = update(ItemRow).where(
            self._mine, ItemRow.address == address, ItemRow.body_hash == body_hash
        )
        await self._session.execute(query.values(**values), execution_options=NO_SYNC)

    async def addresses(
        self, states: Sequence[str], run_id: str | None = None, after: str = "", limit: int = 1000
    ) -> list[str]:
        """Return addresses in these states, in order."""
        query = select(ItemRow.address).where(
            self._mine, ItemRow.state.in_(states), ItemRow.address > after
        )
        if run_id is not None:
            query = query.where(ItemRow.run_id == run_id)
        return list(
            (await self._session.scalars(query.order_by(ItemRow.address).limit(limit))).all()
        )

    async def unhidden(self, after: str, limit: int) -> list[str]:
        """Return addresses of documents that were left as they are, in order."""
        mine = (self._mine, ItemRow.hidden.is_(None), ItemRow.state != "fetched")
        query = select(ItemRow.address).where(*mine, ItemRow.address > after)
        return list(
            (await self._session.scalars(query.order_by(ItemRow.address).limit(limit))).all()
        )

    async def taken_out(self, run_id: str) -> AsyncIterator[dict[str, int]]:
        """Yield what was taken out of each of a run's documents, by kind."""
        query = select(ItemRow.hidden).where(
            self._mine, ItemRow.run_id == run_id, ItemRow.hidden.is_not(None)
        )
        for counts in await self._session.scalars(query):
            yield counts or {}

    async def hashes(self) -> dict[str, str]:
        """Return the digest of every document's bytes."""
        rows = await self._session.execute(
            select(ItemRow.address, ItemRow.body_hash).where(self._mine)
        )
        return {row.address: row.body_hash for row in rows}

    async def remove(self, addresses: Sequence[str]) -> None:
        """Forget documents with what was made of them."""
        for table in (ItemRow, TextRow, NoteRow):
            gone = (table.source_id == self._source_id, table.address.in_(addresses))
            await self._session.execute(delete(table).where(*gone), execution_options=NO_SYNC)

    async def page(self, states: Sequence[str], after: str, limit: int) -> Sequence[ItemRow]:
        """Return documents in order of address."""
        query = select(ItemRow).where(self._mine, ItemRow.address > after)
        if states:
            query = query.where(ItemRow.state.in_(states))
        return (await self._session.scalars(query.order_by(ItemRow.address).limit(limit))).all()

    async def counts(self, run_id: str | None = None) -> dict[str, int]:
        """Return how many documents are in which state."""
        query = select(ItemRow.state, func.count()).where(self._mine).group_by(ItemRow.state)
        if run_id is not None:
            query = query.where(ItemRow.run_id == run_id)
        return {row[0]: row[1] for row in await self._session.execute(query)}


class EveryItem:
    """Figures over all sources."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def learned(self) -> dict[str, tuple[int, int]]:
        """Return (documents, passages) that were learned, by source."""
        query = (
            select(ItemRow.source_id, func.count(), func.sum(ItemRow.passages))
            .where(ItemRow.state == "learned")
            .group_by(ItemRow.source_id)
        )
        rows = await self._session.execute(query)
        return {source: (count, int(passages or 0)) for source, count, passages in rows}

    async def bodies_in_use(self, digests: Sequence[str], but: str = "") -> set[str]:
        """Return those of these bodies that a document has not been learned from yet."""
        query = select(ItemRow.body_hash).where(
            ItemRow.body_hash.in_(digests),
            ItemRow.state.in_(("fetched", "converted", "refused")),
            ItemRow.source_id != but,
        )
        return set((await self._session.scalars(query)).all())
