"""Questions that passages answer."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import BindParameter, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.db import Database, Glance, placed
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.repository.switches import PAIR, is_off
from madoguchi.knowledge.schemas import NewPair, Pair, StoredPair
from madoguchi.knowledge.tables import DocumentRow, PairRow, PassageRow

NO_SYNC = {"synchronize_session": False}
OFF = is_off(PAIR, DocumentRow.source, DocumentRow.address, PairRow.question)


class PairRepository:
    """Reads and writes pairs inside the caller's transaction; they go with their passage."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def replace(
        self, source: str, made_by: str, address: str, pairs: Sequence[NewPair]
    ) -> None:
        """Put the pairs of a document in the place of those that the same one made before."""
        of_document = (DocumentRow.source == source, DocumentRow.address == address)
        document_id = await self._session.scalar(select(DocumentRow.id).where(*of_document))
        if document_id is None:
            return
        mine = (PairRow.document_id == document_id, PairRow.made_by == made_by)
        await self._session.execute(delete(PairRow).where(*mine))
        query = select(PassageRow.id, PassageRow.end).where(PassageRow.document_id == document_id)
        passages = (await self._session.execute(query.order_by(PassageRow.number))).all()
        self._session.add_all(
            PairRow(
                id=new_id(),
                document_id=document_id,
                passage_id=passage_id,
                made_by=made_by,
                number=number,
                question=pair.question,
                answer=pair.answer,
            )
            for number, pair in enumerate(pairs)
            if (passage_id := next((p.id for p in passages if p.end > pair.at), None))
        )

    async def forget(self, source: str, made_by: str) -> None:
        """Forget everything that one module made of a source."""
        documents = select(DocumentRow.id).where(DocumentRow.source == source)
        mine = (PairRow.document_id.in_(documents), PairRow.made_by == made_by)
        await self._session.execute(delete(PairRow).where(*mine), execution_options=NO_SYNC)

    async def of_source(self, source: str, after: int, limit: int) -> list[StoredPair]:
        """Return pairs of a source in the order of their documents."""
        query = (
            select(
                PairRow.question,
                PairRow.answer,
                PairRow.passage_id,
                DocumentRow.address,
                DocumentRow.title,
                DocumentRow.url,
                DocumentRow.language,
                PassageRow.place,
                OFF.label("off"),
            )
            .join(DocumentRow, PairRow.document_id == DocumentRow.id)
            .join(PassageRow, PairRow.passage_id == PassageRow.id)
            .where(DocumentRow.source == source)
            .order_by(DocumentRow.address, PairRow.number)
        )
        rows = await self._session.execute(query.offset(after).limit(limit))
        return [StoredPair(**row._mapping) for row in rows]


async def of_passages(db: Database, passage_ids: Sequence[str]) -> dict[str, list[Pair]]:
    """Return the pairs of some passages that nobody has switched off."""
    if not passage_ids:
        return {}
    keys = placed(passage_ids)
    found: dict[str, list[Pair]] = {}
    for passage_id, question, answer in await db.glance(_question(tuple(keys)), keys):
        found.setdefault(passage_id, []).append(Pair(question, answer))
    return found


@lru_cache
def _question(places: tuple[str, ...]) -> Glance:
    """Prepare the question for so many passages."""
    keys: list[BindParameter[str]] = [bindparam(place) for place in places]
    query = select(PairRow.passage_id, PairRow.question, PairRow.answer)
    query = query.join(DocumentRow, PairRow.document_id == DocumentRow.id)
    return Glance(query.where(PairRow.passage_id.in_(keys), ~OFF).order_by(PairRow.number))
