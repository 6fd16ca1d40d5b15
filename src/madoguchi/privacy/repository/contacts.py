"""SQL of the site's own contacts."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import unless_there
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.schemas import Contact, ContactKind, ContactState
from madoguchi.privacy.tables import SiteContactRow

NO_SYNC = {"synchronize_session": False}
SHOWN = tuple(getattr(SiteContactRow, name) for name in Contact.model_fields)


class Standing(NamedTuple):
    """How a contact is written on pages, on how many, and on which first."""

    text: str
    pages: int
    title: str
    url: str | None


class ContactRepository:
    """Reads and writes contacts inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def some(self, state: ContactState | None, limit: int) -> list[Contact]:
        """Return contacts, those on most pages first."""
        query = select(*SHOWN).order_by(SiteContactRow.pages.desc(), SiteContactRow.text)
        if state is not None:
            query = query.where(SiteContactRow.state == state)
        rows = await self._session.execute(query.limit(limit))
        return [Contact(**row._mapping) for row in rows]

    async def one(self, contact_id: str) -> Contact | None:
        """Return one contact."""
        query = select(*SHOWN).where(SiteContactRow.id == contact_id)
        row = (await self._session.execute(query)).first()
        return Contact(**row._mapping) if row else None

    async def allowed(self) -> list[str]:
        """Return every contact that is never hidden."""
        query = select(SiteContactRow.text).where(SiteContactRow.state == "allowed")
        return list(await self._session.scalars(query))

    async def count(self, state: ContactState) -> int:
        """Count the contacts in a state."""
        query = select(func.count(SiteContactRow.id)).where(SiteContactRow.state == state)
        return await self._session.scalar(query) or 0

    async def allow(self, kind: ContactKind, same: str, text: str) -> str:
        """Allow a contact, whether it was proposed or not; return its id."""
        chosen = {"state": "allowed", "text": text, "decided_at": now()}
        there = unless_there(self._session, SiteContactRow, "kind", "same")
        new = {"id": new_id(), "kind": kind, "same": same, "pages": 0}
        await self._session.execute(there.values(new | chosen))
        query = update(SiteContactRow).filter_by(kind=kind, same=same).values(**chosen)
        found = await self._session.execute(
            query.returning(SiteContactRow.id), execution_options=NO_SYNC
        )
        return found.scalar_one()

    async def decide(self, contact_id: str, state: ContactState) -> bool:
        """Set what is decided about a contact; tell whether there is one."""
        query = update(SiteContactRow).where(SiteContactRow.id == contact_id)
        query = query.values(state=state, decided_at=now()).returning(SiteContactRow.id)
        return (await self._session.execute(query, execution_options=NO_SYNC)).first() is not None

    async def remove(self, contact_id: str) -> bool:
        """Remove a contact; tell whether there was one."""
        query = delete(SiteContactRow).where(SiteContactRow.id == contact_id)
        found = await self._session.execute(
            query.returning(SiteContactRow.id), execution_options=NO_SYNC
        )
        return found.first() is not None

    async def put_found(self, found: Mapping[tuple[str, str], Standing]) -> None:
        """Put what stands on pages in the place of what stood there before; decisions stay."""
        undecided = delete(SiteContactRow).where(SiteContactRow.state == "proposed")
        await self._session.execute(undecided, execution_options=NO_SYNC)
        query = select(SiteContactRow.id, SiteContactRow.kind, SiteContactRow.same)
        decided = {(row[1], row[2]): row[0] for row in await self._session.execute(query)}
        known = [
            {"id": contact_id, "pages": each.pages if each else 0}
            for key, contact_id in decided.items()
            for each in [found.get(key)]
        ]
        new: list[dict[str, Any]] = [
            {"id": new_id(), "kind": kind, "same": same, "state": "proposed", **each._asdict()}
            for (kind, same), each in found.items()
            if (kind, same) not in decided
        ]
        if known:
            await self._session.execute(update(SiteContactRow), known)
        if new:
            await self._session.execute(insert(SiteContactRow), new)
