"""What modules found, as a person looks at it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.knowledge.glossary import Glossary
from madoguchi.knowledge.pairs import Pairs
from madoguchi.knowledge.schemas import NewTerm, StoredPair, Term
from madoguchi.learning.ages import DeadLink, EndedSentence, FreshnessReport, OldDocument
from madoguchi.learning.modules.freshness import Freshness
from madoguchi.learning.repository.freshness import FreshnessRepository
from madoguchi.learning.repository.modules import ModuleRepository
from madoguchi.learning.schemas import (
    KnownModule,
    ModuleNote,
    PairSwitch,
    Part,
    TermSwitch,
    WrittenTerm,
)
from madoguchi.learning.sources import Sources
from madoguchi.learning.steps.modules import Modules

AT_ONCE = 1000


class Results:
    """Looks up what modules found."""

    def __init__(
        self, db: Database, sources: Sources, modules: Modules, pairs: Pairs, glossary: Glossary
    ) -> None:
        self._db = db
        self._sources = sources
        self._modules = modules
        self._pairs = pairs
        self._glossary = glossary

    def modules(self) -> list[KnownModule]:
        """Return the modules that are installed."""
        return [
            KnownModule(name=each.name, edition=each.edition, on_by_default=each.on_by_default)
            for each in self._modules.all.values()
        ]

    async def faq(self, source_id: str, part: Part) -> list[StoredPair]:
        """Return the questions that a source answers."""
        source = await self._sources.row(source_id)
        return await self._pairs.of_source(source.id, part.skip, part.limit)

    async def glossary(self, source_id: str) -> list[Term]:
        """Return the terms that a source explains."""
        source = await self._sources.row(source_id)
        return await self._glossary.of_source(source.id)

    async def switch_pair(self, source_id: str, wish: PairSwitch) -> None:
        """Answer a question by its stored answer no more, or again."""
        source = await self._sources.row(source_id)
        await self._pairs.switch(source.id, wish.address, wish.question, off=wish.off)

    async def write_term(self, source_id: str, term: WrittenTerm) -> list[Term]:
        """Put a person's term in; return all of them."""
        source = await self._sources.row(source_id)
        await self._glossary.write(source.id, NewTerm(term.term, term.meaning))
        return await self._glossary.of_source(source.id)

    async def strike_term(self, source_id: str, term: str) -> list[Term]:
        """Take a person's term out; return what is left."""
        source = await self._sources.row(source_id)
        await self._glossary.strike(source.id, term)
        return await self._glossary.of_source(source.id)

    async def switch_term(self, source_id: str, wish: TermSwitch) -> list[Term]:
        """Have a term be a word no more, or again; return all of them."""
        source = await self._sources.row(source_id)
        await self._glossary.switch(source.id, wish.term, off=wish.off)
        return await self._glossary.of_source(source.id)

    async def notes(self, source_id: str, module: str, after: str, limit: int) -> list[ModuleNote]:
        """Return what a module noted about documents."""
        source = await self._sources.row(source_id)
        async with self._db.read() as session:
            rows = await ModuleRepository(session, source.id).notes(module, after, limit)
        return [ModuleNote(address=address, data=data) for address, data in rows]

    async def freshness(self, source_id: str, days: int, limit: int) -> FreshnessReport:
        """Return what may be out of date."""
        source = await self._sources.row(source_id)
        today = now()
        async with self._db.read(long=True) as session:
            repository = FreshnessRepository(session, source.id)
            documents = await repository.documents()
            dead = await repository.dead_links(limit)
        dated = [(_changed_at(row), row) for row in documents]
        old = sorted(
            (pair for pair in dated if pair[0] < today - timedelta(days=days)),
            key=lambda pair: pair[0],
        )
        ended = [each async for each in self._ended(source.id, documents, today.date())]
        return FreshnessReport(
            documents=len(documents),
            old_count=len(old),
            old=[
                OldDocument(address=row.address, title=row.title, url=row.url, changed_at=moment)
                for moment, row in old[:limit]
            ],
            ended_count=len(ended),
            ended=sorted(ended, key=lambda each: each.until)[:limit],
            dead_links=[
                DeadLink(address=row.address, found_on=row.found_on, status=row.status)
                for row in dead
            ],
        )

    async def _ended(self, source_id: str, documents: Sequence[Any], today: date) -> Any:
        by_address = {row.address: row for row in documents}
        after = ""
        while True:
            async with self._db.read() as session:
                repository = ModuleRepository(session, source_id)
                rows = await repository.notes(Freshness.name, after, AT_ONCE)
            if not rows:
                return
            after = rows[-1][0]
            for address, note in rows:
                row = by_address.get(address)
                for each in note["ends"]:
                    until = date.fromisoformat(each["until"])
                    if until < today and row is not None:
                        yield EndedSentence(
                            address=address,
                            title=row.title,
                            url=row.url,
                            until=until,
                            sentence=each["sentence"],
                        )


def _changed_at(row: Any) -> datetime:
    """Return when a document changed last: what its site says, else when we first read this."""
    try:
        moment = parsedate_to_datetime(row.last_modified) if row.last_modified else None
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is None:
        moment = None
    told: datetime = moment or row.site_changed_at or row.updated_at
    return told
