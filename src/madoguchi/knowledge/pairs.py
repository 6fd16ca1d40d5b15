"""Questions with their answers, tied to the passages that give them."""

from collections.abc import Mapping, Sequence

from madoguchi.kernel.db import Database
from madoguchi.knowledge.repository.pairs import PairRepository, of_passages
from madoguchi.knowledge.repository.switches import PAIR, SwitchRepository
from madoguchi.knowledge.schemas import NewPair, Pair, StoredPair


class Pairs:
    """Keeps pairs."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def put(self, source: str, made_by: str, pairs: Mapping[str, Sequence[NewPair]]) -> None:
        """Put the pairs of documents in the place of those that the same one made before."""
        async with self._db.begin() as session:
            for address, found in pairs.items():
                await PairRepository(session).replace(source, made_by, address, found)

    async def forget(self, source: str, made_by: str) -> None:
        """Forget everything that one module made of a source."""
        async with self._db.begin() as session:
            await PairRepository(session).forget(source, made_by)

    async def of_passages(self, passage_ids: Sequence[str]) -> dict[str, list[Pair]]:
        """Return the pairs of passages that a reader may see."""
        return await of_passages(self._db, passage_ids)

    async def switch(self, source: str, address: str, question: str, *, off: bool) -> None:
        """Have a question answered by its stored answer no more, or again."""
        async with self._db.begin() as session:
            await SwitchRepository(session).put(source, PAIR, address, question, off=off)

    async def of_source(self, source: str, after: int, limit: int) -> list[StoredPair]:
        """Return pairs of a source."""
        async with self._db.read() as session:
            return await PairRepository(session).of_source(source, after, limit)
