"""Terms of glossaries, each found as one word.

They are added to the words of a text after its analysis, so a new term costs no analysis: only the
documents that speak of it are indexed again.
"""

import asyncio
from collections.abc import Mapping, Sequence

from madoguchi.kernel.cache import Cache
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, after_commit
from madoguchi.knowledge.entries import text_of
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.lexicons import STAMPS, Lexicons
from madoguchi.knowledge.ports import Lexicon
from madoguchi.knowledge.repository.indexing import IndexRepository
from madoguchi.knowledge.repository.terms import PassageText, TermRepository
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
        speaking = await self._speaking(changed) if changed else set()
        async with self._db.begin() as session:
            await TermRepository(session).replace(source, made_by, terms)
            if changed:
                # What was learned meanwhile may be indexed with the terms of before.
                tasks = IndexRepository(session)
                await tasks.add_tasks(sorted(speaking | await tasks.changed_since(begun)))
                after_commit(session, self._indexing.tell)
        await self._cache.forget(STAMPS)

    async def keep_only(self, source: str, made_by: str, addresses: set[str]) -> None:
        """Forget the terms of documents that a source no longer has."""
        async with self._db.read() as session:
            gone = await TermRepository(session).addresses(source, made_by) - addresses
        await self.put(source, made_by, dict.fromkeys(gone, ()))

    async def forget(self, source: str) -> None:
        """Forget every term of a source."""
        async with self._db.read() as session:
            makers = await TermRepository(session).makers(source)
        for made_by in makers:
            await self.keep_only(source, made_by, set())

    async def of_source(self, source: str) -> list[Term]:
        """Return the terms of a source."""
        async with self._db.read() as session:
            return await TermRepository(session).of_source(source)

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
