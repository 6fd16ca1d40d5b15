"""What an admin may ask of the index: how it stands, whether it is right, and to make it anew."""

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Conflict
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.ports import Index
from madoguchi.knowledge.repository.indexing import IndexRepository
from madoguchi.knowledge.schemas import IndexCheck, IndexState, Rebuild

MOST_EXAMPLES = 20
Difference = tuple[set[str], set[str]]


class Indexes:
    """The index as an admin sees it."""

    def __init__(self, db: Database, index: Index, indexing: Indexing) -> None:
        self._db = db
        self._index = index
        self._indexing = indexing

    async def state(self) -> IndexState:
        """Return how it stands."""
        async with self._db.read() as session:
            repository = IndexRepository(session)
            row = await repository.look_at_owner()
            documents, waiting = await repository.documents(), await repository.waiting()
            passages = await repository.passages()
        wanted = row is not None and row.rebuild_wanted_at is not None
        return IndexState(
            kind=self._index.kind,
            owner=row.holder if row else None,
            documents=documents,
            passages=passages,
            indexed=await self._index.count(),
            waiting=waiting,
            rebuild=Rebuild(done=row.rebuild_done, total=row.rebuild_total)
            if row and wanted
            else None,
            rebuilt_at=row.rebuilt_at if row else None,
        )

    async def check(self) -> IndexCheck:
        """Compare the index with the database, and say what differs."""
        missing, superfluous = await self._differences()
        if missing or superfluous:
            # What changed while we looked is seen in one of two looks only.
            again = await self._differences()
            missing, superfluous = missing & again[0], superfluous & again[1]
        state = await self.state()
        return IndexCheck(
            sound=not missing and not superfluous,
            passages=state.passages,
            indexed=state.indexed,
            waiting=state.waiting,
            missing=len(missing),
            superfluous=len(superfluous),
            examples=sorted(missing | superfluous)[:MOST_EXAMPLES],
        )

    async def want_rebuild(self) -> IndexState:
        """Ask the owner to make the index anew; it goes on being searched meanwhile."""
        async with self._db.begin() as session:
            if not await IndexRepository(session).want_rebuild():
                raise Conflict("knowledge.index_unowned")
        self._indexing.tell()
        return await self.state()

    async def rebuild_here(self) -> bool:
        """Make it anew in this process; tell whether this process may."""
        return await self._indexing.rebuild()

    async def _differences(self) -> Difference:
        held = await self._index.ids()
        async with self._db.read(long=True) as session:
            repository = IndexRepository(session)
            should, exist = await repository.should_hold(), await repository.exist()
        return should - held, held - exist
