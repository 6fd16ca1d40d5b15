"""Terms of glossaries, each found as one word.

They are added to the words of a text after its analysis, so a new term costs no analysis: only the
documents that speak of it are indexed again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from madoguchi.kernel.cache import Cache
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction, after_commit
from madoguchi.knowledge.entries import text_of
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.lexicons import STAMPS, Lexicons
from madoguchi.knowledge.ports import Lexicon
from madoguchi.knowledge.repository.indexing import IndexRepository
from madoguchi.knowledge.repository.switches import TERM, SwitchRepository
from madoguchi.knowledge.repository.terms import OWN, PassageText, TermRepository
from madoguchi.knowledge.schemas import NewTerm, Term

AT_ONCE = 1000


class Glossary:
    """Takes terms in, and has the index follow."""

    def __init__(self, db: Database, lexicons: Lexicons, indexing: Indexing, cache: Cache) -> None:
        self._db = db
        self._lexicons = lexicons
        self._indexing = indexing
        self._cache = cache

    async def put(self, source: str, made_by: str, terms: Mapping[str, Sequence[NewTerm]]) -> None:
        """Put the terms of documents in the place of those that the same one made before."""
        begun = now()
        async with self._db.read() as session:
            repository = TermRepository(session)
            had = await repository.addresses(source, made_by)
            terms = {key: found for key, found in terms.items() if found or key in had}
            if not terms:
                return
            left = await repository.all_but(source, made_by, list(terms))
            before = await repository.all()
        changed = before ^ (left | {each.term for found in terms.values() for each in found})
        await self._change(
            begun, changed, lambda session: TermRepository(session).replace(source, made_by, terms)
        )

    async def write(self, source: str, term: NewTerm) -> None:
        """Put a person's term in, or what it means in the place of what it meant."""
        await self._put_own(source, await self._own(source) | {term.term: term.meaning})

    async def strike(self, source: str, term: str) -> None:
        """Take a person's term out."""
        own = await self._own(source)
        await self._put_own(source, {each: own[each] for each in own if each != term})

    async def switch(self, source: str, term: str, *, off: bool) -> None:
        """Have a term of a source be no word any more, or again."""
        await self._change(
            now(),
            {term},
            lambda session: SwitchRepository(session).put(source, TERM, "", term, off=off),
        )

    async def keep_only(self, source: str, made_by: str, addresses: set[str]) -> None:
        """Forget the terms of documents that a source no longer has."""
        async with self._db.read() as session:
            gone = await TermRepository(session).addresses(source, made_by) - addresses
        await self.put(source, made_by, dict.fromkeys(gone, ()))

    async def forget(self, source: str) -> None:
        """Forget every term of a source, and what was switched off in it."""
        async with self._db.read() as session:
            makers = await TermRepository(session).makers(source)
        for made_by in makers:
            await self.keep_only(source, made_by, set())
        async with self._db.begin() as session:
            await SwitchRepository(session).forget(source)

    async def of_source(self, source: str) -> list[Term]:
        """Return the terms of a source."""
        async with self._db.read() as session:
            return await TermRepository(session).of_source(source)

    async def _own(self, source: str) -> dict[str, str]:
        async with self._db.read() as session:
            return await TermRepository(session).own(source)

    async def _put_own(self, source: str, own: Mapping[str, str]) -> None:
        await self.put(source, OWN, {"": [NewTerm(*each) for each in own.items()]})

    async def _change(
        self, begun: datetime, changed: set[str], act: Callable[[Transaction], Awaitable[None]]
    ) -> None:
        """Do what changes terms, and have the documents that speak of them indexed again."""
        speaking = await self._speaking(changed) if changed else set()
        async with self._db.begin() as session:
            await act(session)
            if changed:
                # What was learned meanwhile may be indexed with the terms of before.
                tasks = IndexRepository(session)
                await tasks.add_tasks(sorted(speaking | await tasks.changed_since(begun)))
                after_commit(session, self._indexing.tell)
        await self._cache.forget(STAMPS)

    async def _speaking(self, terms: set[str]) -> set[str]:
        """Return the documents in which these terms stand."""
        lexicon, after = self._lexicons.of(terms), ("", -1)
        found: set[str] = set()
        while True:
            async with self._db.read() as session:
                rows = await TermRepository(session).texts(after, AT_ONCE)
            if not rows:
                return found
            after = rows[-1][0], rows[-1][1]
            found |= await asyncio.to_thread(_in_which, lexicon, rows)


def _in_which(lexicon: Lexicon, rows: Sequence[PassageText]) -> set[str]:
    return {row[0] for row in rows if lexicon.found(text_of(row[2], row[3], row[4]))}
