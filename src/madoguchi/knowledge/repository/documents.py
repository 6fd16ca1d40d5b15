"""Documents and their passages."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.repository.hits import may_see
from madoguchi.knowledge.schemas import Document, Filter, NewDocument, Passage
from madoguchi.knowledge.tables import DocumentRow, ForgottenRow, IndexTaskRow, PassageRow

Row = dict[str, Any]
Known = dict[tuple[str, ...], str]
"""Passages by their headings and their text."""
NO_SYNC = {"synchronize_session": False}


class KnowledgeRepository:
    """Reads and writes documents inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def known(self, source: str, addresses: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return ids and fingerprints of documents as they were last learned, by address."""
        query = select(DocumentRow.address, DocumentRow.id, DocumentRow.fingerprint).where(
            DocumentRow.source == source, DocumentRow.address.in_(addresses)
        )
        rows = await self._session.execute(query)
        return {row.address: (row.id, row.fingerprint) for row in rows}

    async def replace(
        self, tenant: str, source: str, documents: Mapping[tuple[str, str], NewDocument]
    ) -> None:
        """Put documents, by id and fingerprint, in the place of their older selves.

        A passage that says the same under the same headings stays the passage that answers cite.
        """
        there = await self.known(source, [each.address for each in documents.values()])
        now_rows, new_rows, passages = list[Row](), list[Row](), list[Row]()
        kept = await self._passage_ids([document_id for document_id, _ in there.values()])
        for (new_id_of_it, fingerprint), document in documents.items():
            document_id = there.get(document.address, (new_id_of_it,))[0]
            row = _document_row(tenant, document, fingerprint) | {"id": document_id}
            (now_rows if document.address in there else new_rows).append(row)
            passages += _passage_rows(document_id, document, kept.get(document_id, {}))
        ids = [row["id"] for row in (*now_rows, *new_rows)]
        gone = delete(PassageRow).where(PassageRow.document_id.in_([row["id"] for row in now_rows]))
        if now_rows:
            await self._session.execute(gone, execution_options=NO_SYNC)
            await self._session.execute(update(DocumentRow), now_rows)
        for table, rows in (
            (DocumentRow, new_rows),
            (PassageRow, passages),
            (IndexTaskRow, [{"document_id": document_id} for document_id in ids]),
        ):
            if rows:
                await self._session.execute(insert(table), rows)

    async def _passage_ids(self, document_ids: Sequence[str]) -> dict[str, Known]:
        query = select(
            PassageRow.document_id, PassageRow.id, PassageRow.heading_path, PassageRow.text
        ).where(PassageRow.document_id.in_(document_ids))
        found: dict[str, Known] = {}
        for row in await self._session.execute(query) if document_ids else ():
            found.setdefault(row.document_id, {})[(*row.heading_path, row.text)] = row.id
        return found

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


def _document_row(tenant: str, document: NewDocument, fingerprint: str) -> Row:
    return {
        "tenant": tenant,
        "collection": document.collection,
        "source": document.source,
        "address": document.address,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "markdown": document.markdown,
        "fingerprint": fingerprint,
        "updated_at": now(),
        "roles": list(document.roles),
    }


def _passage_rows(document_id: str, document: NewDocument, kept: Known) -> list[Row]:
    return [
        {
            "id": kept.pop((*passage.heading_path, passage.text), None) or new_id(),
            "document_id": document_id,
            "number": number,
            "heading_path": list(passage.heading_path),
            "page": passage.page,
            "place": passage.place,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
        }
        for number, passage in enumerate(document.passages)
    ]


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
