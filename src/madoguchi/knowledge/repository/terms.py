"""Terms of glossaries."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.repository.switches import TERM, is_off
from madoguchi.knowledge.schemas import NewTerm, Term
from madoguchi.knowledge.tables import DocumentRow, PassageRow, SwitchedOffRow, TermRow

OFF = is_off(TERM, TermRow.source, "", TermRow.term)
PassageText = tuple[str, int, str, list[str], str]
OWN = "person"
"""Who made the terms that no module found."""
NO_SYNC = {"synchronize_session": False}


class TermRepository:
    """Reads and writes terms inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def replace(
        self, source: str, made_by: str, terms: Mapping[str, Sequence[NewTerm]]
    ) -> None:
        """Put the terms of documents in the place of those that the same one made before."""
        theirs = _of(source, made_by) & TermRow.address.in_(terms)
        await self._session.execute(delete(TermRow).where(theirs), execution_options=NO_SYNC)
        moment = now()
        rows = [
            {
                "id": new_id(),
                "source": source,
                "address": address,
                "made_by": made_by,
                "term": term.term,
                "meaning": term.meaning,
                "created_at": moment,
            }
            for address, found in terms.items()
            for term in found
        ]
        if rows:
            await self._session.execute(insert(TermRow), rows)

    async def addresses(self, source: str, made_by: str) -> set[str]:
        """Return the documents of a source in which a module found terms."""
        query = select(TermRow.address).where(_of(source, made_by)).distinct()
        return set(await self._session.scalars(query))

    async def makers(self, source: str) -> set[str]:
        """Return the modules that found terms in a source."""
        query = select(TermRow.made_by).where(TermRow.source == source).distinct()
        return set(await self._session.scalars(query))

    async def all(self) -> set[str]:
        """Return every term that nobody has switched off."""
        return set(await self._session.scalars(select(TermRow.term).where(~OFF).distinct()))

    async def all_but(self, source: str, made_by: str, addresses: Sequence[str]) -> set[str]:
        """Return the terms of every other document, or that somebody else made."""
        theirs = _of(source, made_by) & TermRow.address.in_(addresses)
        query = select(TermRow.term).where(~theirs, ~OFF).distinct()
        return set(await self._session.scalars(query))

    async def stamp(self) -> str:
        """Return what differs whenever terms have changed."""
        terms = select(func.count(), func.max(TermRow.created_at), func.max(TermRow.id))
        switches = select(SwitchedOffRow.source, SwitchedOffRow.name).where(
            SwitchedOffRow.kind == TERM
        )
        order = (SwitchedOffRow.source, SwitchedOffRow.name)
        parts = [*(await self._session.execute(terms)).one()]
        parts += [tuple(row) for row in await self._session.execute(switches.order_by(*order))]
        return " ".join(map(str, parts))

    async def of_source(self, source: str) -> list[Term]:
        """Return the terms of a source in order."""
        same = (DocumentRow.source == TermRow.source) & (DocumentRow.address == TermRow.address)
        query = (
            select(
                TermRow.term,
                TermRow.meaning,
                TermRow.address,
                (TermRow.made_by == OWN).label("own"),
                DocumentRow.title,
                DocumentRow.url,
                OFF.label("off"),
            )
            .outerjoin(DocumentRow, same)
            .where(TermRow.source == source)
            .order_by(TermRow.term, TermRow.address)
        )
        return [Term(**row._mapping) for row in await self._session.execute(query)]

    async def own(self, source: str) -> dict[str, str]:
        """Return the terms that a person wrote, with their meanings."""
        query = select(TermRow.term, TermRow.meaning).where(_of(source, OWN))
        return {row.term: row.meaning for row in await self._session.execute(query)}

    async def texts(self, after: tuple[str, int], limit: int) -> list[PassageText]:
        """Return (document, number, title, headings, text) of passages that follow ``after``."""
        document, number = after
        query = (
            select(
                PassageRow.document_id,
                PassageRow.number,
                DocumentRow.title,
                PassageRow.heading_path,
                PassageRow.text,
            )
            .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
            .where(
                (PassageRow.document_id > document)
                | ((PassageRow.document_id == document) & (PassageRow.number > number))
            )
            .order_by(PassageRow.document_id, PassageRow.number)
        )
        rows = await self._session.execute(query.limit(limit))
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _of(source: str, made_by: str) -> ColumnElement[bool]:
    return (TermRow.source == source) & (TermRow.made_by == made_by)
