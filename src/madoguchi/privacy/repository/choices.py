"""SQL of what people decide about their own values."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.ids import new_id
from madoguchi.privacy.grammar import BY_KIND, Hideable
from madoguchi.privacy.tables import VaultChoiceRow, VaultKeyRow, VaultValueRow

NO_SYNC = {"synchronize_session": False}
Key = tuple[Hideable, int]
"""What a value is known by in its conversation."""


class Choice(NamedTuple):
    """Who decided how values of a kind are sent, and when; never which value."""

    chooser_id: str
    kind: Hideable
    as_is: bool
    chosen_at: datetime


class ChoiceRepository:
    """Reads and writes what owners decide about their values, inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, conversation_id: str, owner_id: str) -> dict[Key, bool]:
        """Return what was decided: which values are sent as they are, and which no longer."""
        query = (
            select(VaultValueRow.kind, VaultValueRow.number, VaultValueRow.as_is)
            .join(VaultKeyRow)
            .where(
                VaultValueRow.conversation_id == conversation_id,
                VaultValueRow.as_is.is_not(None),
                VaultKeyRow.owner_id == owner_id,
            )
            .order_by(VaultValueRow.kind, VaultValueRow.number)
        )
        rows = await self._session.execute(query)
        return {(BY_KIND[row[0]], row[1]): bool(row[2]) for row in rows}

    async def decide(self, conversation_id: str, owner_id: str, key: Key, *, as_is: bool) -> bool:
        """Decide how a value of one's own is sent; tell whether there is such a value."""
        kind, number = key
        owned = exists().where(
            VaultKeyRow.conversation_id == conversation_id, VaultKeyRow.owner_id == owner_id
        )
        query = update(VaultValueRow).where(
            VaultValueRow.conversation_id == conversation_id,
            VaultValueRow.kind == kind,
            VaultValueRow.number == number,
            owned,
        )
        decided = await self._session.execute(
            query.values(as_is=as_is).returning(VaultValueRow.number), execution_options=NO_SYNC
        )
        return decided.first() is not None

    async def record(self, conversation_id: str, choice: Choice) -> None:
        """Note who decided."""
        values = {"id": new_id(), "conversation_id": conversation_id, **choice._asdict()}
        await self._session.execute(insert(VaultChoiceRow), [values])

    async def recorded(self, conversation_id: str) -> list[Choice]:
        """Return who decided what, the first before the others."""
        columns = (getattr(VaultChoiceRow, name) for name in Choice._fields)
        query = select(*columns).where(VaultChoiceRow.conversation_id == conversation_id)
        rows = await self._session.execute(query.order_by(VaultChoiceRow.chosen_at))
        return [Choice(row[0], BY_KIND[row[1]], row[2], row[3]) for row in rows]
