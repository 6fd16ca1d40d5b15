"""An index of one's own beside the one that is fed: it follows the database by comparing."""

from madoguchi.kernel.db import Database
from madoguchi.knowledge.entries import Entries
from madoguchi.knowledge.ports import Index
from madoguchi.knowledge.repository.indexing import IndexRepository, document_of

BATCH = 200


class Following:
    """For a home whose database feeds the index of another: nothing is taken from the outbox."""

    def __init__(self, db: Database, index: Index, entries: Entries) -> None:
        self._db = db
        self._index = index
        self._entries = entries

    async def catch_up(self) -> int:
        """Make the index equal to the database; return how many documents differed."""
        held = await self._index.versions()
        async with self._db.read(long=True) as session:
            documents = await IndexRepository(session).versions(waiting=True)
        gone = {document_of(version) for version in held - documents.keys()}
        changed = sorted(gone | {documents[version] for version in documents.keys() - held})
        for start in range(0, len(changed), BATCH):
            document_ids = changed[start : start + BATCH]
            async with self._db.read() as session:
                rows = await IndexRepository(session).to_index(document_ids)
            await self._index.replace(document_ids, await self._entries.of(document_ids, rows))
        return len(changed)
