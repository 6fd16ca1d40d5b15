"""SQL of what a source says more than once."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from madoguchi.learning.tables import ItemRow, TextRow

SAME = and_(TextRow.source_id == ItemRow.source_id, TextRow.address == ItemRow.address)
THERE = ("converted", "learned", "duplicate")
SETTLED = ("learned", "duplicate")
NO_SYNC = {"synchronize_session": False}


class SiftingRepository:
    """Reads and writes for one source inside the caller's transaction."""

    def __init__(self, session: AsyncSession, source_id: str) -> None:
        self._session = session
        self._source_id = source_id
        self._mine = TextRow.source_id == source_id
        self._items = ItemRow.source_id == source_id

    async def blocks(self, after: str, limit: int) -> Sequence[Any]:
        """Return (address, digests, repeated, left out) of documents in order of address."""
        query = (
            select(TextRow.address, TextRow.digests, TextRow.repeated, TextRow.left_out)
            .join(ItemRow, SAME)
            .where(self._mine, ItemRow.state.in_(THERE), TextRow.address > after)
            .order_by(TextRow.address)
        )
        return (await self._session.execute(query.limit(limit))).all()

    async def leave_out(self, changes: Sequence[tuple[str, bytes, bytes]], run_id: str) -> None:
        """Note what is repeated and what left out of documents; have them learned again."""
        rows = [
            {"source_id": self._source_id, "address": address, "repeated": both, "left_out": out}
            for address, both, out in changes
        ]
        await self._session.execute(update(TextRow), rows)
        await self.again([address for address, _, _ in changes], run_id)

    async def again(self, addresses: Sequence[str], run_id: str) -> None:
        """Have documents learned again."""
        mine = (self._items, ItemRow.address.in_(addresses), ItemRow.state.in_(SETTLED))
        statement = update(ItemRow).where(*mine).values(state="converted", run_id=run_id)
        await self._session.execute(statement, execution_options=NO_SYNC)

    async def put(self, address: str, **values: Any) -> None:
        """Change what is known of a text."""
        statement = update(TextRow).where(self._mine, TextRow.address == address)
        await self._session.execute(statement.values(**values), execution_options=NO_SYNC)

    async def touched(self, run_id: str) -> Sequence[str]:
        """Return the facts of documents that may have got or lost a twin in this run."""
        twin = aliased(ItemRow)
        query = (
            select(TextRow.facts)
            .distinct()
            .join(ItemRow, SAME)
            .outerjoin(
                twin, and_(twin.source_id == TextRow.source_id, twin.address == TextRow.twin)
            )
            .where(
                self._mine,
                TextRow.facts.is_not(None),
                or_(
                    ItemRow.run_id == run_id,
                    TextRow.twin.is_not(None)
                    & or_(twin.address.is_(None), twin.state != "learned", twin.run_id == run_id),
                ),
            )
        )
        return [facts for facts in await self._session.scalars(query) if facts]

    async def with_facts(self, facts: str) -> Sequence[Any]:
        """Return the documents that say the same facts."""
        query = (
            select(
                TextRow.address,
                TextRow.signature,
                TextRow.twin,
                ItemRow.url,
                ItemRow.name,
                ItemRow.state,
                ItemRow.text_hash,
                ItemRow.body_hash,
            )
            .join(ItemRow, SAME)
            .where(self._mine, TextRow.facts == facts, ItemRow.state.in_(SETTLED))
        )
        return (await self._session.execute(query)).all()

    async def twins(self, after: str, limit: int) -> Sequence[Any]:
        """Return documents that another one stands for, in order of address."""
        query = (
            select(TextRow.address, TextRow.twin, ItemRow.title, ItemRow.name, ItemRow.url)
            .join(ItemRow, SAME)
            .where(self._mine, TextRow.twin.is_not(None), TextRow.address > after)
            .order_by(TextRow.address)
        )
        return (await self._session.execute(query.limit(limit))).all()

    async def twin_count(self) -> int:
        """Return how many documents another one stands for."""
        query = select(func.count()).where(self._mine, TextRow.twin.is_not(None))
        return await self._session.scalar(query) or 0

    async def documents(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """Return packed documents."""
        query = select(TextRow.address, TextRow.document).where(
            self._mine, TextRow.address.in_(set(addresses))
        )
        return {row.address: row.document for row in await self._session.execute(query)}
