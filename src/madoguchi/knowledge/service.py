"""What can be done with what was learned."""

import asyncio
import hashlib
import json
import math
from collections.abc import Sequence
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
from madoguchi.knowledge.repository.documents import KnowledgeRepository
from madoguchi.knowledge.repository.hits import Hits, may_see
from madoguchi.knowledge.reranking import CANDIDATES, Reranking
from madoguchi.knowledge.schemas import Filter, Found, NewDocument, Passage
from madoguchi.knowledge.words import Words

TENANT = "main"
LONGEST_QUESTION = 2_000
BACKGROUND, IN_COMMON = 200, 50
"""So many passages are counted in, and so many of them have a common term."""
AT_ONCE = 200
"""Documents that are learned in one transaction: others may write between."""
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
        reranking: Reranking | None = None,
    ) -> None:
        self._db = db
        self._hits = Hits(db)
        self._index = index
        self._analyser = analyser
        self._cache = cache
        self._words = words
        self._indexing = indexing
        self._dense = dense
        self._reranking = reranking
        self._lexicons = lexicons

    async def learn(self, document: NewDocument) -> bool:
        """Take a document in; an unchanged one costs nothing. Tell whether it was new."""
        return bool(await self.learn_all([document]))

    async def learn_all(self, documents: Sequence[NewDocument]) -> int:
        """Take in documents of one source; return how many were new or changed."""
        changed = 0
        for start in range(0, len(documents), AT_ONCE):
            # What comes twice under one address counts as it came last.
            part = {each.address: each for each in documents[start : start + AT_ONCE]}
            changed += await self._learn(documents[start].source, list(part.values()))
        return changed

    async def _learn(self, source: str, documents: Sequence[NewDocument]) -> int:
        addresses = [each.address for each in documents]
        async with self._db.read() as session:
            known = await KnowledgeRepository(session).known(source, addresses)
        fresh: dict[tuple[str, str], NewDocument] = {}
        for document in documents:
            fingerprint = _fingerprint(document)
            document_id, before = known.get(document.address) or (new_id(), None)
            if before != fingerprint:
                fresh[document_id, fingerprint] = document
        if not self._indexing.may_own:
            for (document_id, _), document in fresh.items():
                texts = [text_of(document.title, p.heading_path, p.text) for p in document.passages]
                await self._words.prepare(document_id, document.language, texts)
        if fresh:
            async with self._db.begin() as session:
                await KnowledgeRepository(session).replace(TENANT, source, fresh)
                after_commit(session, self._indexing.tell)
        return len(fresh)

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
        asked, where = text[:LONGEST_QUESTION], Filter(TENANT, collection, source, language, role)
        judge = self._reranking if self._reranking and self._reranking.awake else None
        if judge is None:
            return await self._found(asked, k, where)
        candidates = await self._found(asked, max(k, CANDIDATES), where)
        return (await judge.order(asked, candidates))[:k]

    async def close(self) -> None:
        """Let go of what helps with searching."""
        if self._reranking:
            await self._reranking.close()

    async def _found(self, text: str, k: int, where: Filter) -> list[Found]:
        words, grams = self._analyser.analyse(text)
        if not words and not grams:
            return []
        words = words + (await self._lexicons.for_questions()).found(text)
        dense = self._dense if self._dense and self._dense.awake else None

        async def look() -> list[tuple[str, float]]:
            if dense is None:
                return await self._index.search(words, grams, where, k)
            by_words, by_meaning = await asyncio.gather(
                self._index.search(words, grams, where, max(k, POOL)),
                dense.nearest(text, max(k, POOL)),
            )
            return dense.fused(by_words, by_meaning, max(k, POOL))

        # Only which passages fit is kept: what they say, and who may see it, is read anew.
        stamp = self._indexing.stamp
        editions = (stamp, await dense.edition(stamp)) if dense else (stamp,)
        key = (text if dense else words, grams, k, *astuple(where), *editions)
        hits = await self._cache.get_or_make(SEARCHES, key, look)
        return (await self._hits.found(where, dict(hits)))[:k]

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
        self._index = index
        self._is_common = analyser.is_common

    def word_weight(self, word: str) -> float:
        """Return how telling ``word`` is."""
        return self._tempered(self._index.word_weight(word), word)

    def gram_weight(self, gram: str) -> float:
        """Return how telling ``gram`` is."""
        return self._tempered(self._index.gram_weight(gram), gram)

    def _tempered(self, weight: float, term: str) -> float:
        """Return a weight as if some more passages, of which we know a little, were there.

        Of a few documents nobody can tell that "when" says less than a rare name. Among very many
        the few that are counted in make no difference.
        """
        size = self._index.size
        having = (size + 1) / math.exp(weight) + IN_COMMON * self._is_common(term)
        return math.log((size + BACKGROUND + 1) / having)


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
