"""SQL of what may be out of date."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.learning.tables import ItemRow, PageRow

GONE = (404, 410)


class FreshnessRepository:
    """Reads what is known of the age of one source's documents."""

    def __init__(self, session: AsyncSession, source_id: str) -> None:
        self._session = session
        self._source_id = source_id

    async def documents(self) -> Sequence[Any]:
        """Return the documents that are found, with what their site says of their age."""
        same = and_(PageRow.source_id == ItemRow.source_id, PageRow.address == ItemRow.address)
        query = (
            select(
                ItemRow.address,
                ItemRow.title,
                ItemRow.url,
                ItemRow.updated_at,
                PageRow.last_modified,
                PageRow.site_changed_at,
            )
            .outerjoin(PageRow, same)
            .where(ItemRow.source_id == self._source_id, ItemRow.state == "learned")
        )
        return (await self._session.execute(query)).all()

    async def dead_links(self, limit: int) -> Sequence[Any]:
        """Return addresses that are linked to and not there."""
        query = (
            select(PageRow.address, PageRow.found_on, PageRow.status)
            .where(
                PageRow.source_id == self._source_id,
                PageRow.status.in_(GONE),
                PageRow.found_on.is_not(None),
            )
            .order_by(PageRow.address)
            .limit(limit)
        )
        return (await self._session.execute(query)).all()
