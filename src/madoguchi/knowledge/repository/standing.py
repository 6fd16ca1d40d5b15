"""What has become of documents that were quoted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.knowledge.tables import DocumentRow, ForgottenRow, PassageRow


@dataclass(frozen=True)
class Then:
    """A document as it was called when it was quoted: which one it is now, if any."""

    id: str | None
    roles: Sequence[str]
    since: datetime


class StandingRepository:
    """Reads inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def documents(self, tenant: str, ids: Collection[str]) -> dict[str, Then]:
        """Return documents by the ids that they had, also where one has gone and come back."""
        here = select(DocumentRow.id, DocumentRow.roles, DocumentRow.updated_at).where(
            DocumentRow.id.in_(ids), DocumentRow.tenant == tenant
        )
        again = (ForgottenRow.source == DocumentRow.source) & (
            ForgottenRow.address == DocumentRow.address
        )
        forgotten = (
            select(
                ForgottenRow.id,
                ForgottenRow.roles,
                ForgottenRow.forgotten_at,
                DocumentRow.id.label("now_id"),
                DocumentRow.roles.label("now_roles"),
                DocumentRow.updated_at,
            )
            .outerjoin(DocumentRow, again)
            .where(ForgottenRow.id.in_(ids), ForgottenRow.tenant == tenant)
        )
        found = {
            row.id: Then(row.now_id, row.now_roles, row.updated_at)
            if row.now_id
            else Then(None, row.roles, row.forgotten_at)
            for row in await self._session.execute(forgotten)
        }
        for row in await self._session.execute(here):
            found[row.id] = Then(row.id, row.roles, row.updated_at)
        return found

    async def passages(self, ids: Collection[str]) -> dict[str, Any]:
        """Return passages that are still the ones that were quoted."""
        return {row.id: row for row in await self._passages(PassageRow.id.in_(ids))}

    async def passages_of(self, document_ids: Collection[str]) -> dict[str, list[Any]]:
        """Return every passage of some documents."""
        found: dict[str, list[Any]] = {}
        for row in await self._passages(PassageRow.document_id.in_(document_ids)):
            found.setdefault(row.document_id, []).append(row)
        return found

    async def texts(self, document_ids: Collection[str]) -> dict[str, str]:
        """Return the whole text of documents."""
        query = select(DocumentRow.id, DocumentRow.markdown).where(DocumentRow.id.in_(document_ids))
        return {row.id: row.markdown for row in await self._session.execute(query)}

    async def _passages(self, which: Any) -> Any:
        query = select(
            PassageRow.id,
            PassageRow.document_id,
            PassageRow.heading_path,
            PassageRow.text,
            PassageRow.start,
            PassageRow.end,
        ).where(which)
        return await self._session.execute(query.order_by(PassageRow.number))
