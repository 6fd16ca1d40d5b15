"""Documents and their passages."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.schemas import SEES_ALL, Document, Filter, Found, NewDocument, Passage
from madoguchi.knowledge.tables import DocumentRow, ForgottenRow, IndexTaskRow, PassageRow

# Of the document only what a hit shows: its text is long and stays where it is.
FOUND = select(
    PassageRow.id,
    PassageRow.document_id,
    PassageRow.heading_path,
    PassageRow.page,
    PassageRow.place,
    PassageRow.text,
    PassageRow.start,
    PassageRow.end,
    DocumentRow.title,
    DocumentRow.url,
    DocumentRow.collection,
    DocumentRow.language,
    DocumentRow.roles,
).join(DocumentRow, PassageRow.document_id == DocumentRow.id)

NO_SYNC = {"synchronize_session": False}


class KnowledgeRepository:
    """Reads and writes documents inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def known(self, source: str, address: str) -> tuple[str, str] | None:
        """Return the id and the fingerprint of a document as it was last learned."""
        query = select(DocumentRow.id, DocumentRow.fingerprint).where(
            DocumentRow.source == source, DocumentRow.address == address
        )
        row = (await self._session.execute(query)).first()
        return (row.id, row.fingerprint) if row else None

    async def replace(
        self, tenant: str, document: NewDocument, fingerprint: str, new_document_id: str
    ) -> None:
        """Put a document in the place of its older self; a new one gets the given id.

        A passage that says the same under the same headings stays the passage that answers cite.
        """
        query = select(DocumentRow).where(
            DocumentRow.source == document.source, DocumentRow.address == document.address
        )
        row = await self._session.scalar(query)
        if row is None:
            row = DocumentRow(id=new_document_id, source=document.source, address=document.address)
            self._session.add(row)
        row.roles = list(document.roles)
        row.tenant, row.collection = tenant, document.collection
        row.title, row.url, row.language = document.title, document.url, document.language
        row.markdown, row.fingerprint, row.updated_at = document.markdown, fingerprint, now()
        await self._session.flush()
        known = await self._passage_ids(row.id)
        await self._session.execute(delete(PassageRow).where(PassageRow.document_id == row.id))
        self._session.add_all(
            PassageRow(
                id=known.pop((*passage.heading_path, passage.text), None) or new_id(),
                document_id=row.id,
                number=number,
                heading_path=list(passage.heading_path),
                page=passage.page,
                place=passage.place,
                text=passage.text,
                start=passage.start,
                end=passage.end,
            )
            for number, passage in enumerate(document.passages)
        )
        self._session.add(IndexTaskRow(document_id=row.id))

    async def _passage_ids(self, document_id: str) -> dict[tuple[str, ...], str]:
        query = select(PassageRow.id, PassageRow.heading_path, PassageRow.text).where(
            PassageRow.document_id == document_id
        )
        rows = await self._session.execute(query)
        return {(*row.heading_path, row.text): row.id for row in rows}

    async def reassign(self, source: str, collection: str, roles: Sequence[str]) -> int:
        """Put what was learned from a source where it belongs now; return how many documents."""
        query = update(DocumentRow).where(DocumentRow.source == source)
        query = query.values(collection=collection, roles=list(roles)).returning(DocumentRow.id)
        moved = await self._session.execute(query, execution_options=NO_SYNC)
        ids = list(moved.scalars())
        self._session.add_all(IndexTaskRow(document_id=document_id) for document_id in ids)
        return len(ids)

    async def forget_all_but(self, source: str, addresses: Sequence[str]) -> int:
        """Remove what a source no longer has; return how many documents that were."""
        return await self._forget(source, DocumentRow.address.not_in(addresses))

    async def forget(self, source: str, addresses: Sequence[str]) -> int:
        """Remove documents of a source; return how many there were."""
        return await self._forget(source, DocumentRow.address.in_(addresses))

    async def _forget(self, source: str, which: ColumnElement[bool]) -> int:
        kept = (DocumentRow.id, DocumentRow.tenant, DocumentRow.address, DocumentRow.roles)
        gone = select(*kept).where(DocumentRow.source == source, which)
        rows, moment = (await self._session.execute(gone)).all(), now()
        for row in rows:
            await self._session.execute(delete(DocumentRow).where(DocumentRow.id == row.id))
            self._session.add(IndexTaskRow(document_id=row.id))
            self._session.add(ForgottenRow(**row._mapping, source=source, forgotten_at=moment))
        return len(rows)

    async def found(self, where: Filter, scores: dict[str, float]) -> list[Found]:
        """Return the passages behind index hits.

        What is gone, or not for this reader any more, is left out: the index may be behind.
        """
        query = FOUND.where(PassageRow.id.in_(scores), DocumentRow.tenant == where.tenant)
        for name in ("collection", "source", "language"):
            if (value := getattr(where, name)) is not None:
                query = query.where(getattr(DocumentRow, name) == value)
        rows = {row.id: row for row in await self._session.execute(query)}
        return [
            Found.model_construct(score=score, **_shown(rows[key]))
            for key, score in scores.items()
            if key in rows and may_see(where.role, rows[key].roles)
        ]

    async def passage(self, where: Filter, passage_id: str) -> Passage | None:
        """Return one passage inside its document."""
        query = (
            select(PassageRow, DocumentRow)
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .where(PassageRow.id == passage_id, DocumentRow.tenant == where.tenant)
        )
        row = (await self._session.execute(query)).first()
        if row is None or not may_see(where.role, row[1].roles):
            return None
        return _passage(row[0], row[1])

    async def origin(self, tenant: str, document_id: str) -> Any:
        """Return source, address and roles of a document."""
        query = select(DocumentRow.source, DocumentRow.address, DocumentRow.roles)
        of_it = (DocumentRow.id == document_id, DocumentRow.tenant == tenant)
        return (await self._session.execute(query.where(*of_it))).first()


def may_see(role: str, roles: Sequence[str]) -> bool:
    """Tell whether a role is among those that see a document."""
    return not roles or role == SEES_ALL or role in roles


def _shown(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "roles"}


def _passage(passage: PassageRow, document: DocumentRow) -> Passage:
    return Passage(
        id=passage.id,
        heading_path=passage.heading_path,
        page=passage.page,
        place=passage.place,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        document=Document(
            id=document.id,
            title=document.title,
            url=document.url,
            language=document.language,
            collection=document.collection,
            markdown=document.markdown,
            updated_at=document.updated_at,
        ),
    )
