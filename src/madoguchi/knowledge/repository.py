"""All SQL of the knowledge room."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.schemas import Document, Found, NewDocument, Passage
from madoguchi.knowledge.tables import DocumentRow, IndexTaskRow, PassageRow

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
).join(DocumentRow, PassageRow.document_id == DocumentRow.id)
Indexed = tuple[PassageRow, DocumentRow]


class KnowledgeRepository:
    """Reads and writes documents inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def fingerprint(self, source: str, address: str) -> str | None:
        """Return the fingerprint of a document as it was last learned."""
        query = select(DocumentRow.fingerprint).where(
            DocumentRow.source == source, DocumentRow.address == address
        )
        return await self._session.scalar(query)

    async def replace(self, tenant: str, document: NewDocument, fingerprint: str) -> str:
        """Put a document in the place of its older self; return its id."""
        query = select(DocumentRow).where(
            DocumentRow.source == document.source, DocumentRow.address == document.address
        )
        row = await self._session.scalar(query)
        if row is None:
            row = DocumentRow(id=new_id(), source=document.source, address=document.address)
            self._session.add(row)
        row.tenant, row.collection = tenant, document.collection
        row.title, row.url, row.language = document.title, document.url, document.language
        row.markdown, row.fingerprint, row.updated_at = document.markdown, fingerprint, now()
        await self._session.flush()
        await self._session.execute(delete(PassageRow).where(PassageRow.document_id == row.id))
        self._session.add_all(
            PassageRow(
                id=new_id(),
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
        return row.id

    async def forget_all_but(self, source: str, addresses: Sequence[str]) -> int:
        """Remove what a source no longer has; return how many documents that were."""
        return await self._forget(source, DocumentRow.address.not_in(addresses))

    async def forget(self, source: str, addresses: Sequence[str]) -> int:
        """Remove documents of a source; return how many there were."""
        return await self._forget(source, DocumentRow.address.in_(addresses))

    async def _forget(self, source: str, which: ColumnElement[bool]) -> int:
        gone = select(DocumentRow.id).where(DocumentRow.source == source, which)
        ids = (await self._session.scalars(gone)).all()
        for document_id in ids:
            await self._session.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
            self._session.add(IndexTaskRow(document_id=document_id))
        return len(ids)

    async def tasks(self, limit: int) -> list[tuple[int, str]]:
        """Return what the index has yet to hear of, oldest first."""
        query = select(IndexTaskRow.id, IndexTaskRow.document_id).order_by(IndexTaskRow.id)
        return [
            (row.id, row.document_id) for row in await self._session.execute(query.limit(limit))
        ]

    async def drop_tasks(self, task_ids: list[int]) -> None:
        """Note that the index has heard."""
        await self._session.execute(delete(IndexTaskRow).where(IndexTaskRow.id.in_(task_ids)))

    async def add_tasks_for_all(self) -> None:
        """Have the index hear of everything again."""
        every = select(DocumentRow.id)
        await self._session.execute(delete(IndexTaskRow))
        await self._session.execute(insert(IndexTaskRow).from_select(["document_id"], every))

    async def to_index(self, document_ids: list[str]) -> list[Indexed]:
        """Return the passages of these documents with their documents."""
        query = (
            select(PassageRow, DocumentRow)
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .where(DocumentRow.id.in_(document_ids))
        )
        return [(row[0], row[1]) for row in await self._session.execute(query)]

    async def found(self, tenant: str, scores: dict[str, float]) -> list[Found]:
        """Return the passages behind index hits; what is gone meanwhile is left out."""
        query = FOUND.where(PassageRow.id.in_(scores), DocumentRow.tenant == tenant)
        rows = {row.id: row for row in await self._session.execute(query)}
        return [
            Found.model_construct(score=score, **rows[key]._mapping)
            for key, score in scores.items()
            if key in rows
        ]

    async def passage(self, tenant: str, passage_id: str) -> Passage | None:
        """Return one passage inside its document."""
        query = (
            select(PassageRow, DocumentRow)
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .where(PassageRow.id == passage_id, DocumentRow.tenant == tenant)
        )
        row = (await self._session.execute(query)).first()
        return _passage(row[0], row[1]) if row else None

    async def counts(self, tenant: str) -> tuple[int, int]:
        """Return how many documents and passages there are."""
        documents = (
            select(func.count()).select_from(DocumentRow).where(DocumentRow.tenant == tenant)
        )
        passages = select(func.count()).select_from(PassageRow)
        return (
            await self._session.scalar(documents) or 0,
            await self._session.scalar(passages) or 0,
        )


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
