"""What can be done with what was learned."""

import asyncio
import hashlib
import json
from dataclasses import astuple

from madoguchi.kernel.cache import Cache
from madoguchi.kernel.db import Database, after_commit
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.knowledge.dense import Dense
from madoguchi.knowledge.entries import text_of
from madoguchi.knowledge.indexing import SEARCHES, Indexing
from madoguchi.knowledge.lexicons import Lexicons
from madoguchi.knowledge.ports import Analyser, Index
from madoguchi.knowledge.repository.documents import KnowledgeRepository, may_see
from madoguchi.knowledge.schemas import Filter, Found, NewDocument, Passage
from madoguchi.knowledge.words import Words

TENANT = "main"
LONGEST_QUESTION = 2_000
POOL = 50
"""So many of each kind are put together where there are vectors as well."""


class Knowledge:
    """Documents, their passages, and the index over them."""

    def __init__(
        self,
        db: Database,
        index: Index,
        analyser: Analyser,
        *,
        cache: Cache,
        words: Words,
        indexing: Indexing,
        lexicons: Lexicons,
        dense: Dense | None = None,
    ) -> None:
        self._db = db
        self._index = index
        self._analyser = analyser
        self._cache = cache
        self._words = words
        self._indexing = indexing
        self._dense = dense
        self._lexicons = lexicons

    async def learn(self, document: NewDocument) -> bool:
        """Take a document in; an unchanged one costs nothing. Tell whether it was new."""
        fingerprint = _fingerprint(document)
        async with self._db.read() as session:
            known = await KnowledgeRepository(session).known(document.source, document.address)
        if known and known[1] == fingerprint:
            return False
        document_id = known[0] if known else new_id()
        if not self._indexing.may_own:
            texts = [text_of(document.title, p.heading_path, p.text) for p in document.passages]
            await self._words.prepare(document_id, document.language, texts)
        async with self._db.begin() as session:
            await KnowledgeRepository(session).replace(TENANT, document, fingerprint, document_id)
            after_commit(session, self._indexing.tell)
        return True

    async def reassign(self, source: str, collection: str, roles: tuple[str, ...]) -> int:
        """Let what was learned from a source be in a collection, and be seen by some roles."""
        async with self._db.begin() as session:
            moved = await KnowledgeRepository(session).reassign(source, collection, roles)
            if moved:
                after_commit(session, self._indexing.tell)
        return moved

    async def forget_all_but(self, source: str, addresses: list[str]) -> int:
        """Forget what a source no longer has."""
        async with self._db.begin() as session:
            gone = await KnowledgeRepository(session).forget_all_but(source, addresses)
            if gone:
                after_commit(session, self._indexing.tell)
        return gone

    async def forget(self, source: str, addresses: list[str]) -> int:
        """Forget some documents of a source."""
        async with self._db.begin() as session:
            gone = await KnowledgeRepository(session).forget(source, addresses)
            if gone:
                after_commit(session, self._indexing.tell)
        return gone

    async def index_changes(self) -> int:
        """Have the index follow: at once where this process owns it, else soon.

        Return how many documents that took here.
        """
        return await self._indexing.drain()

    async def until_found(self, patience_s: float) -> bool:
        """Wait until everything that was learned is found; tell whether it is."""
        return await self._indexing.settled(patience_s)

    async def search(
        self,
        text: str,
        k: int = 10,
        *,
        collection: str | None = None,
        source: str | None = None,
        language: str | None = None,
        role: str = "",
    ) -> list[Found]:
        """Return the passages that fit ``text`` best; without a role, of those everyone may see."""
        words, grams = self._analyser.analyse(text[:LONGEST_QUESTION])
        if not words and not grams:
            return []
        words = words + (await self._lexicons.for_questions()).found(text[:LONGEST_QUESTION])
        where = Filter(TENANT, collection, source, language, role)

        dense = self._dense if self._dense and self._dense.awake else None

        async def look() -> list[tuple[str, float]]:
            if dense is None:
                return await self._index.search(words, grams, where, k)
            by_words, by_meaning = await asyncio.gather(
                self._index.search(words, grams, where, max(k, POOL)),
                dense.nearest(text[:LONGEST_QUESTION], max(k, POOL)),
            )
            return dense.fused(by_words, by_meaning, max(k, POOL))

        # Only which passages fit is kept: what they say, and who may see it, is read anew.
        stamp = self._indexing.stamp
        editions = (stamp, await dense.edition(stamp)) if dense else (stamp,)
        key = (text if dense else words, grams, k, *astuple(where), *editions)
        hits = await self._cache.get_or_make(SEARCHES, key, look)
        async with self._db.read() as session:
            return (await KnowledgeRepository(session).found(where, dict(hits)))[:k]

    async def passage(self, passage_id: str, role: str = "") -> Passage:
        """Return one passage inside its document."""
        key, where = as_id(passage_id), Filter(TENANT, role=role)
        async with self._db.read() as session:
            found = await KnowledgeRepository(session).passage(where, key) if key else None
        if found is None:
            raise NotFound("knowledge.passage_missing")
        return found

    async def origin(self, document_id: str, role: str) -> tuple[str, str]:
        """Return the source of a document, and how that calls it."""
        key = as_id(document_id)
        async with self._db.read() as session:
            found = await KnowledgeRepository(session).origin(TENANT, key) if key else None
        if found is None or not may_see(role, found.roles):
            raise NotFound("knowledge.document_missing")
        return found.source, found.address


class Weights:
    """How telling terms are in what was learned: what an answerer without a model reads by."""

    def __init__(self, index: Index, analyser: Analyser) -> None:
        self.words = analyser.words
        self.grams = analyser.grams
        self.sentences = analyser.sentences
        self.word_weight = index.word_weight
        self.gram_weight = index.gram_weight


def _fingerprint(document: NewDocument) -> str:
    cut = [(p.heading_path, p.start, p.end, p.page, p.place) for p in document.passages]
    whole = [
        document.title,
        document.url,
        document.language,
        document.collection,
        cut,
        *document.roles,
    ]
    text = json.dumps(whole, ensure_ascii=False) + document.markdown
    return hashlib.sha256(text.encode()).hexdigest()
