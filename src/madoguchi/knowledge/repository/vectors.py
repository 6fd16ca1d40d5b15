"""Vectors of passages, made by an embedding model."""

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.knowledge.tables import DocumentRow, PassageRow, VectorRow


class Unseen(NamedTuple):
    """A passage that the model has not seen yet."""

    id: str
    roles: list[str]
    title: str
    heading_path: list[str]
    text: str


class VectorRepository:
    """Reads and writes vectors inside the caller's transaction."""

    def __init__(self, session: AsyncSession, model: str) -> None:
        self._session = session
        self._model = model

    async def without(self, limit: int) -> list[Unseen]:
        """Return passages that have no vector yet."""
        mine = (VectorRow.passage_id == PassageRow.id) & (VectorRow.model == self._model)
        query = (
            select(
                PassageRow.id,
                DocumentRow.roles,
                DocumentRow.title,
                PassageRow.heading_path,
                PassageRow.text,
            )
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .outerjoin(VectorRow, mine)
            .where(VectorRow.passage_id.is_(None))
            .order_by(PassageRow.id)
            .limit(limit)
        )
        return [Unseen(*row) for row in await self._session.execute(query)]

    async def known(self, digests: list[str]) -> dict[str, bytes]:
        """Return the vectors of texts that were embedded before."""
        query = select(VectorRow.digest, VectorRow.vector).where(
            VectorRow.digest.in_(digests), VectorRow.model == self._model
        )
        return {row.digest: row.vector for row in await self._session.execute(query)}

    async def add(self, rows: list[tuple[str, str, bytes]]) -> None:
        """Keep vectors: (passage, digest of its text, vector)."""
        for passage_id, digest, vector in rows:
            row = VectorRow(passage_id=passage_id, model=self._model, digest=digest, vector=vector)
            await self._session.merge(row)

    async def drop_orphans(self) -> None:
        """Forget the vectors of passages that are gone, and those of other models."""
        gone = VectorRow.passage_id.not_in(select(PassageRow.id))
        other = VectorRow.model != self._model
        await self._session.execute(delete(VectorRow).where(gone | other))

    async def every(self) -> list[tuple[str, bytes]]:
        """Return all vectors of this model."""
        query = select(VectorRow.passage_id, VectorRow.vector).where(VectorRow.model == self._model)
        return [(row.passage_id, row.vector) for row in await self._session.execute(query)]
