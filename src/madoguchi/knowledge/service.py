"""What can be done with what was learned."""

import asyncio
import hashlib
import json
from dataclasses import astuple

from madoguchi.kernel.cache import Cache, Namespace
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.ids import as_id
from madoguchi.knowledge.ports import Analyser, Index
from madoguchi.knowledge.repository import Indexed, KnowledgeRepository
from madoguchi.knowledge.schemas import Entry, Filter, Found, NewDocument, Passage
from madoguchi.knowledge.words import Known, Terms, Words

TENANT = "main"
BATCH = 50
LONGEST_QUESTION = 2_000
SEARCHES = Namespace("searches", ttl_s=600.0, far=False)
"""Near: each process has an index of its own, whose hits need not be another's."""


class Knowledge:
    """Documents, their passages, and the index over them."""

    def __init__(
        self, db: Database, index: Index, analyser: Analyser, cache: Cache, words: Words
    ) -> None:
        self._db = db
        self._index = index
        self._analyser = analyser
        self._cache = cache
        self._words = words
        self._indexing = asyncio.Lock()

    async def learn(self, document: NewDocument) -> bool:
        """Take a document in; an unchanged one costs nothing. Tell whether it was new."""
        fingerprint = _fingerprint(document)
        async with self._db.read() as session:
            repository = KnowledgeRepository(session)
            if await repository.fingerprint(document.source, document.address) == fingerprint:
                return False
        async with self._db.begin() as session:
            await KnowledgeRepository(session).replace(TENANT, document, fingerprint)
        return True

    async def forget_all_but(self, source: str, addresses: list[str]) -> int:
        """Forget what a source no longer has."""
        async with self._db.begin() as session:
            return await KnowledgeRepository(session).forget_all_but(source, addresses)

    async def forget(self, source: str, addresses: list[str]) -> int:
        """Forget some documents of a source."""
        async with self._db.begin() as session:
            return await KnowledgeRepository(session).forget(source, addresses)

    async def index_changes(self) -> int:
        """Bring the index up to date; return how many documents that took."""
        done = 0
        async with self._indexing:
            if not self._index.is_sound():
                async with self._db.begin() as session:
                    await KnowledgeRepository(session).add_tasks_for_all()
            while batch := await self._index_batch():
                done += batch
        return done

    async def search(
        self, text: str, k: int = 10, *, collection: str | None = None, language: str | None = None
    ) -> list[Found]:
        """Return the passages that fit ``text`` best."""
        words, grams = self._analyser.analyse(text[:LONGEST_QUESTION])
        if not words and not grams:
            return []
        where = Filter(TENANT, collection, language)

        async def look() -> list[tuple[str, float]]:
            return self._index.search(words, grams, where, k)

        # Only which passages fit is kept: what they say, and that they still exist, is read anew.
        hits = await self._cache.get_or_make(SEARCHES, (words, grams, k, *astuple(where)), look)
        async with self._db.read() as session:
            return await KnowledgeRepository(session).found(TENANT, dict(hits))

    async def passage(self, passage_id: str) -> Passage:
        """Return one passage inside its document."""
        key = as_id(passage_id)
        async with self._db.read() as session:
            found = await KnowledgeRepository(session).passage(TENANT, key) if key else None
        if found is None:
            raise NotFound("knowledge.passage_missing")
        return found

    async def counts(self) -> tuple[int, int, int]:
        """Return the number of documents, of passages, and of passages in the index."""
        async with self._db.read() as session:
            documents, passages = await KnowledgeRepository(session).counts(TENANT)
        return documents, passages, self._index.count()

    async def _index_batch(self) -> int:
        async with self._db.read() as session:
            repository = KnowledgeRepository(session)
            tasks = await repository.tasks(BATCH)
            document_ids = list(dict.fromkeys(document for _, document in tasks))
            rows = await repository.to_index(document_ids)
        if not tasks:
            return 0
        documents: dict[str, list[Indexed]] = {}
        for row in rows:
            documents.setdefault(row[1].id, []).append(row)
        known = await self._words.known({key: of[0][1].language for key, of in documents.items()})
        learned = await asyncio.to_thread(self._index_rows, document_ids, documents, known)
        await self._cache.forget(SEARCHES)
        for document_id in document_ids:
            if document_id not in documents:
                await self._words.forget(document_id)
            elif learned[document_id] != known.get(document_id, {}):
                await self._words.keep(document_id, learned[document_id])
        async with self._db.begin() as session:
            await KnowledgeRepository(session).drop_tasks([task for task, _ in tasks])
        return len(document_ids)

    def _index_rows(
        self,
        document_ids: list[str],
        documents: dict[str, list[Indexed]],
        known: dict[str, Known],
    ) -> dict[str, Known]:
        entries: list[Entry] = []
        learned: dict[str, Known] = {}
        for document_id, rows in documents.items():
            texts = [_text(row) for row in rows]
            terms, learned[document_id] = self._words.terms(texts, known.get(document_id))
            entries += [_entry(*each) for each in zip(rows, terms, strict=True)]
        self._index.replace(document_ids, entries)
        return learned


class Weights:
    """How telling terms are in what was learned: what an answerer without a model reads by."""

    def __init__(self, index: Index, analyser: Analyser) -> None:
        self.words = analyser.words
        self.grams = analyser.grams
        self.sentences = analyser.sentences
        self.word_weight = index.word_weight
        self.gram_weight = index.gram_weight


def _text(indexed: Indexed) -> str:
    passage, document = indexed
    return " ".join((document.title, *passage.heading_path, passage.text))


def _entry(indexed: Indexed, terms: Terms) -> Entry:
    passage, document = indexed
    return Entry(
        passage.id, document.id, document.tenant, document.collection, document.language, *terms
    )


def _fingerprint(document: NewDocument) -> str:
    cut = [(p.heading_path, p.start, p.end, p.page, p.place) for p in document.passages]
    whole = [document.title, document.url, document.language, document.collection, cut]
    text = json.dumps(whole, ensure_ascii=False) + document.markdown
    return hashlib.sha256(text.encode()).hexdigest()
