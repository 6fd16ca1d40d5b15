"""Every document that is learned, as a list."""

from collections.abc import AsyncIterator, Sequence

from madoguchi.kernel.db import Database
from madoguchi.knowledge.repository.catalogue import CatalogueRepository
from madoguchi.knowledge.schemas import Filter, Learned, Listed, PublicText
from madoguchi.knowledge.service import TENANT

AT_ONCE, TEXTS_AT_ONCE = 2_000, 50


class Catalogue:
    """Goes through documents without their texts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def pages(
        self, collection: str | None, language: str | None
    ) -> AsyncIterator[list[Listed]]:
        """Yield every document, many at a time."""
        where, after = Filter(TENANT, collection, language=language), ""
        while True:
            async with self._db.read() as session:
                page = await CatalogueRepository(session, where).after(after, AT_ONCE)
            if not page:
                return
            yield page
            after = page[-1].id

    async def public(self, most: int) -> AsyncIterator[PublicText]:
        """Yield documents that everyone may read, those learned last first."""
        async with self._db.read(long=True) as session:
            ids = await CatalogueRepository(session, Filter(TENANT)).public_ids(most)
        for at in range(0, len(ids), TEXTS_AT_ONCE):
            async with self._db.read() as session:
                repository = CatalogueRepository(session, Filter(TENANT))
                texts = await repository.public_texts(ids[at : at + TEXTS_AT_ONCE])
            for text in texts:
                yield text

    async def collections(self) -> list[str]:
        """Return the names of all collections."""
        async with self._db.read() as session:
            return await CatalogueRepository(session, Filter(TENANT)).collections()

    async def passages_of(self, document_ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Return the first passage of documents, and how many they have."""
        found: dict[str, tuple[str, int]] = {}
        for at in range(0, len(document_ids), AT_ONCE):
            async with self._db.read() as session:
                repository = CatalogueRepository(session, Filter(TENANT))
                found |= await repository.passages_of(document_ids[at : at + AT_ONCE])
        return found

    async def size(self, collection: str | None, language: str | None) -> Learned:
        """Return how much is learned."""
        where = Filter(TENANT, collection, language=language)
        async with self._db.read(long=True) as session:
            documents, passages, newest = await CatalogueRepository(session, where).size()
        return Learned(documents=documents, passages=passages, newest_at=newest)
