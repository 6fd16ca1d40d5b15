"""SQL of the vault."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Glance, unless_there
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.grammar import BY_KIND, Hideable
from madoguchi.privacy.schemas import Look
from madoguchi.privacy.tables import (
    VaultErasureRow,
    VaultKeyRow,
    VaultLookRow,
    VaultMasterRow,
    VaultValueRow,
)

NO_SYNC = {"synchronize_session": False}
Mark = tuple[Hideable, bytes]


class Wrapped(NamedTuple):
    """A key as it lies in the database."""

    conversation_id: str
    owner_id: str
    key_id: str
    wrapped: bytes
    master_id: str


class Sealed(NamedTuple):
    """A value as it lies in the database."""

    kind: Hideable
    number: int
    sealed: bytes


KEY = tuple(getattr(VaultKeyRow, name) for name in Wrapped._fields)
KEYS = VaultKeyRow.__table__
KEY_OF = Glance(select(*KEY).where(VaultKeyRow.conversation_id == bindparam("conversation")))
VALUES_OF = Glance(
    select(VaultValueRow.kind, VaultValueRow.number, VaultValueRow.sealed).where(
        VaultValueRow.conversation_id == bindparam("conversation")
    )
)
REWRAP = (
    update(KEYS)  # type: ignore[arg-type]
    .where(KEYS.c.key_id == bindparam("of"))
    .values(wrapped=bindparam("anew"), master_id=bindparam("under"))
)


class VaultGlances:
    """Reads what every round of chat asks for, several times."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def key(self, conversation_id: str) -> Wrapped | None:
        """Return the key of a conversation."""
        rows = await self._db.glance(KEY_OF, {"conversation": conversation_id})
        return Wrapped(*rows[0]) if rows else None

    async def values(self, conversation_id: str) -> list[Sealed]:
        """Return every value of a conversation."""
        rows = await self._db.glance(VALUES_OF, {"conversation": conversation_id})
        return [Sealed(BY_KIND[row[0]], row[1], row[2]) for row in rows]


class VaultRepository:
    """Reads and writes keys and values inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def key(self, conversation_id: str) -> Wrapped | None:
        """Return the key of a conversation."""
        query = select(*KEY).where(VaultKeyRow.conversation_id == conversation_id)
        row = (await self._session.execute(query)).first()
        return Wrapped(*row) if row else None

    async def keys_of(self, owner_id: str, limit: int) -> list[Wrapped]:
        """Return the keys of somebody's conversations, the newest before the others."""
        query = select(*KEY).where(VaultKeyRow.owner_id == owner_id)
        query = query.order_by(VaultKeyRow.made_at.desc()).limit(limit)
        return [Wrapped(*row) for row in await self._session.execute(query)]

    async def made_before(self, moment: datetime, after: str, limit: int) -> list[str]:
        """Return conversations whose key is older than that, in order of their ids."""
        query = select(VaultKeyRow.conversation_id).where(
            VaultKeyRow.made_at < moment, VaultKeyRow.conversation_id > after
        )
        query = query.order_by(VaultKeyRow.conversation_id).limit(limit)
        return list((await self._session.scalars(query)).all())

    async def lock(self, conversation_id: str) -> str | None:
        """Keep others from numbering values of a conversation; return the id of its key."""
        query = select(VaultKeyRow.key_id).where(VaultKeyRow.conversation_id == conversation_id)
        return await self._session.scalar(query.with_for_update())

    async def add_key(self, key: Wrapped) -> bool:
        """Keep a new key; tell whether the conversation had none."""
        add = unless_there(self._session, VaultKeyRow, "conversation_id")
        values = {**key._asdict(), "made_at": now()}
        added = await self._session.execute(add.values(values).returning(VaultKeyRow.key_id))
        return added.first() is not None

    async def masters(self) -> list[tuple[str, datetime, int]]:
        """Return each master key on record, since when, and how many keys lie under it."""
        query = (
            select(
                VaultMasterRow.id,
                VaultMasterRow.known_since,
                func.count(VaultKeyRow.conversation_id),
            )
            .outerjoin(VaultKeyRow)
            .group_by(VaultMasterRow.id, VaultMasterRow.known_since)
            .order_by(VaultMasterRow.known_since.desc())
        )
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    async def master_ids(self) -> set[str]:
        """Return the ids of the master keys on record."""
        return set((await self._session.scalars(select(VaultMasterRow.id))).all())

    async def record_master(self, master_id: str) -> None:
        """Put a master key on record: keys may lie under it from now on."""
        add = unless_there(self._session, VaultMasterRow, "id")
        await self._session.execute(add.values(id=master_id, known_since=now()))

    async def strike_masters_but(self, master_id: str) -> None:
        """Take every other master key that nothing lies under off the record."""
        used = exists().where(VaultKeyRow.master_id == VaultMasterRow.id)
        query = delete(VaultMasterRow).where(VaultMasterRow.id != master_id, ~used)
        await self._session.execute(query, execution_options=NO_SYNC)

    async def under_others(self, master_id: str, limit: int) -> list[Wrapped]:
        """Return some keys that lie under another master key; nobody else moves them meanwhile."""
        query = select(*KEY).where(VaultKeyRow.master_id != master_id).limit(limit)
        return [Wrapped(*row) for row in await self._session.execute(query.with_for_update())]

    async def rewrap(self, keys: Sequence[Wrapped]) -> None:
        """Put keys under another master key."""
        values = [{"of": key.key_id, "anew": key.wrapped, "under": key.master_id} for key in keys]
        await self._session.execute(REWRAP, values)

    async def numbers(self, conversation_id: str, marks: Sequence[Mark]) -> dict[Mark, int]:
        """Return the numbers of those of these values that are known."""
        query = select(VaultValueRow.kind, VaultValueRow.mark, VaultValueRow.number).where(
            VaultValueRow.conversation_id == conversation_id,
            VaultValueRow.mark.in_([mark for _, mark in marks]),
        )
        return {(BY_KIND[row[0]], row[1]): row[2] for row in await self._session.execute(query)}

    async def highest(self, conversation_id: str) -> dict[Hideable, int]:
        """Return the highest number of each kind."""
        query = (
            select(VaultValueRow.kind, func.max(VaultValueRow.number))
            .where(VaultValueRow.conversation_id == conversation_id)
            .group_by(VaultValueRow.kind)
        )
        return {BY_KIND[row[0]]: row[1] for row in await self._session.execute(query)}

    async def add_values(self, rows: Sequence[dict[str, object]]) -> None:
        """Keep new values."""
        await self._session.execute(insert(VaultValueRow), list(rows))

    async def values_of(self, conversation_ids: Sequence[str]) -> dict[str, list[Sealed]]:
        """Return the values of several conversations, by conversation."""
        row = VaultValueRow
        query = select(row.conversation_id, row.kind, row.number, row.sealed)
        found: dict[str, list[Sealed]] = {each: [] for each in conversation_ids}
        for each in await self._session.execute(query.where(row.conversation_id.in_(found))):
            found[each[0]].append(Sealed(BY_KIND[each[1]], each[2], each[3]))
        return found

    async def add_look(self, conversation_id: str, looker_id: str, looker_name: str | None) -> None:
        """Note that somebody looks."""
        who = {"looker_id": looker_id, "looker_name": looker_name, "looked_at": now()}
        row = {"id": new_id(), "conversation_id": conversation_id, **who}
        await self._session.execute(insert(VaultLookRow), [row])

    async def looks(self, limit: int, conversation_id: str | None = None) -> list[Look]:
        """Return who looked, the last before the others; into one conversation, or into any."""
        query = select(*(getattr(VaultLookRow, name) for name in Look.model_fields))
        if conversation_id is not None:
            query = query.where(VaultLookRow.conversation_id == conversation_id)
        rows = await self._session.execute(
            query.order_by(VaultLookRow.looked_at.desc(), VaultLookRow.id).limit(limit)
        )
        return [Look(**row._mapping) for row in rows]

    async def remove(self, conversation_id: str) -> str | None:
        """Remove a conversation's key with its values; return the id of the key."""
        query = delete(VaultKeyRow).where(VaultKeyRow.conversation_id == conversation_id)
        found = await self._session.execute(
            query.returning(VaultKeyRow.key_id), execution_options=NO_SYNC
        )
        return found.scalar_one_or_none()

    async def wish_erasure(self, key_id: str) -> None:
        """Note that the other half of a key is to be destroyed."""
        await self._session.execute(
            insert(VaultErasureRow), [{"key_id": key_id, "wished_at": now()}]
        )

    async def erasures(self, limit: int) -> list[str]:
        """Return some keys whose other half is to be destroyed."""
        query = select(VaultErasureRow.key_id).order_by(VaultErasureRow.wished_at).limit(limit)
        return list((await self._session.scalars(query)).all())

    async def erasures_waiting(self) -> int:
        """Count the halves that are to be destroyed."""
        return await self._session.scalar(select(func.count(VaultErasureRow.key_id))) or 0

    async def forget_erasures(self, key_ids: Sequence[str]) -> None:
        """Strike what is destroyed."""
        query = delete(VaultErasureRow).where(VaultErasureRow.key_id.in_(key_ids))
        await self._session.execute(query, execution_options=NO_SYNC)
