"""Search by meaning beside search by words, where an embedding model is set up.

It never stands in the way: while the model is away, words alone are searched, and what it has yet
to embed waits.
"""

import asyncio
import hashlib
import time
from array import array

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.entries import text_of
from madoguchi.knowledge.ports import Embedder, Hide, Hiding, Vectors
from madoguchi.knowledge.repository.vectors import Unseen, VectorRepository
from madoguchi.knowledge.rests import Rests

BATCH = 64
PATIENCE_S = 2.0
"""How long a question waits to be embedded."""
RELOAD_S = 5.0


class Dense:
    """Vectors of passages, kept in the database and searched in memory."""

    def __init__(
        self, db: Database, embedder: Embedder, vectors: Vectors, hiding: Hiding, share: float
    ) -> None:
        self._db = db
        self._embedder = embedder
        self._vectors = vectors
        self._hiding = hiding
        self._share = share
        self._loaded = ""
        self._load_at = 0.0
        self._rests = Rests("embedding")
        self._loading = asyncio.Lock()

    @property
    def awake(self) -> bool:
        """Whether the model answered when it was last asked."""
        return self._rests.over

    async def embed_missing(self) -> int:
        """Embed a batch of passages that have no vector; return how many got one."""
        if not self.awake:
            return 0
        async with self._db.read() as session:
            repository = VectorRepository(session, self._embedder.id)
            rows = await repository.without(BATCH)
        hide = await self._hiding.now()
        texts = await asyncio.to_thread(lambda: {each.id: _masked(each, hide) for each in rows})
        async with self._db.read() as session:
            repository = VectorRepository(session, self._embedder.id)
            digests = {key: _digest(text) for key, text in texts.items()}
            known = await repository.known(list(digests.values()))
        fresh = {digests[key]: text for key, text in texts.items() if digests[key] not in known}
        if fresh:
            try:
                made = await self._embedder.embed(list(fresh.values()))
            except AppError as error:
                self._rests.begin(error)
                return 0
            self._rests.forget()
            known |= {d: array("f", v).tobytes() for d, v in zip(fresh, made, strict=True)}
        if rows:
            async with self._db.begin() as session:
                repository = VectorRepository(session, self._embedder.id)
                await repository.add([(key, d, known[d]) for key, d in digests.items()])
                await repository.drop_orphans()
        return len(rows)

    async def edition(self, stamp: str) -> str:
        """Bring in what is new at ``stamp``, though not too often; return what is in use."""
        if stamp != self._loaded and time.monotonic() >= self._load_at:
            await self._load(stamp)
        return self._loaded

    async def nearest(self, question: str, k: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine) of the nearest; nothing while the model is away."""
        if not self.awake:
            return []
        try:
            async with asyncio.timeout(PATIENCE_S):
                hide = await self._hiding.now()
                (vector,) = await self._embedder.embed([hide(question, public=False)])
        except (AppError, TimeoutError) as error:
            self._rests.begin(error)
            return []
        self._rests.forget()
        return self._vectors.nearest(vector, k)

    def fused(
        self, by_words: list[tuple[str, float]], by_meaning: list[tuple[str, float]], k: int
    ) -> list[tuple[str, float]]:
        """Return the best of both: words as a part of the best score, meaning as a cosine."""
        most = max((score for _, score in by_words), default=0.0) or 1.0
        scores = {key: score / most for key, score in by_words}
        for key, cosine in by_meaning:
            scores[key] = scores.get(key, 0.0) + self._share * max(0.0, cosine)
        return sorted(scores.items(), key=lambda each: -each[1])[:k]

    async def close(self) -> None:
        """Let the model go."""
        await self._embedder.close()

    async def _load(self, stamp: str) -> None:
        async with self._loading:
            if stamp == self._loaded:
                return  # another question has just done it
            async with self._db.read(long=True) as session:
                rows = await VectorRepository(session, self._embedder.id).every()
            size = len(rows[0][1]) if rows else 0
            rows = [row for row in rows if len(row[1]) == size]
            ids, vectors = [key for key, _ in rows], [vector for _, vector in rows]
            await asyncio.to_thread(self._vectors.fill, ids, vectors)
            self._loaded, self._load_at = stamp, time.monotonic() + RELOAD_S


def _masked(passage: Unseen, hide: Hide) -> MaskedText:
    said = text_of(passage.title, passage.heading_path, passage.text)
    return hide(said, public=not passage.roles)


def _digest(text: MaskedText) -> str:
    return hashlib.blake2b(text.text.encode(), digest_size=16).hexdigest()
