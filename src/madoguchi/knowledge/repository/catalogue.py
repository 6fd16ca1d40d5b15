"""SQL that lists documents: by their ids, and how many there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.knowledge.schemas import Filter, Listed, PublicText
from madoguchi.knowledge.tables import DocumentRow, PassageRow

LISTED = (
    DocumentRow.id,
    DocumentRow.source,
    DocumentRow.address,
    DocumentRow.title,
    DocumentRow.url,
    DocumentRow.updated_at,
)


class CatalogueRepository:
    """Reads the catalogue inside the caller's transaction."""

    def __init__(self, session: AsyncSession, where: Filter) -> None:
        self._session = session
        self._mine: list[ColumnElement[bool]] = [DocumentRow.tenant == where.tenant]
        for name in ("collection", "source", "language"):
            if (value := getattr(where, name)) is not None:
                self._mine.append(getattr(DocumentRow, name) == value)

    async def after(self, document_id: str, limit: int) -> list[Listed]:
        """Return documents in order of their ids."""
        query = select(*LISTED).where(*self._mine, DocumentRow.id > document_id)
        rows = await self._session.execute(query.order_by(DocumentRow.id).limit(limit))
        return [Listed(**row._mapping) for row in rows]

    async def public_ids(self, limit: int) -> list[str]:
        """Return documents that everyone may read, those learned last first."""
        query = select(DocumentRow.id, DocumentRow.roles).where(*self._mine)
        rows = await self._session.execute(query.order_by(DocumentRow.updated_at.desc()))
        return [row.id for row in rows if not row.roles][:limit]

    async def public_texts(self, document_ids: Sequence[str]) -> list[PublicText]:
        """Return these documents, as far as everyone may still read them."""
        query = select(
            DocumentRow.title, DocumentRow.url, DocumentRow.markdown, DocumentRow.roles
        ).where(DocumentRow.id.in_(document_ids))
        rows = await self._session.execute(query)
        return [PublicText(row.title, row.url, row.markdown) for row in rows if not row.roles]

    async def collections(self) -> list[str]:
        """Return the names of all collections."""
        query = select(DocumentRow.collection).where(*self._mine).distinct()
        return list(await self._session.scalars(query.order_by(DocumentRow.collection)))

    async def passages_of(self, document_ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Return the first passage of documents, and how many they have."""
        if not document_ids:
            return {}
        counted = (
            select(PassageRow.document_id, func.count().label("n"), func.min(PassageRow.number))
            .where(PassageRow.document_id.in_(document_ids))
            .group_by(PassageRow.document_id)
            .subquery()
        )
        document_id, count, first = counted.c
        query: Any = select(PassageRow.id, document_id, count).join(
            counted, (PassageRow.document_id == document_id) & (PassageRow.number == first)
        )
        rows = await self._session.execute(query)
        return {document: (passage, n) for passage, document, n in rows}

    async def size(self) -> tuple[int, int, datetime | None]:
        """Return how many documents and passages there are, and when the newest was learned."""
        documents = select(func.count(), func.max(DocumentRow.updated_at)).where(*self._mine)
        count, newest = (await self._session.execute(documents)).one()
        passages = select(func.count()).select_from(PassageRow).join(DocumentRow)
        return count, await self._session.scalar(passages.where(*self._mine)) or 0, newest
