"""After learning: of documents that are the same, or nearly, only the better address is found."""

from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.sifting import SiftingRepository
from madoguchi.learning.sifting.likeness import are_alike
from madoguchi.learning.sifting.rank import rank
from madoguchi.learning.steps.learn import Learn
from madoguchi.learning.tables import SourceRow

MOST_COMPARED = 300


class Compare:
    """Finds twins among documents that say the same facts; without its twin one comes back."""

    def __init__(self, db: Database, knowledge: Knowledge, learn: Learn) -> None:
        self._db = db
        self._knowledge = knowledge
        self._learn = learn

    async def compare(self, source: SourceRow, run_id: str) -> None:
        """Look at every group that this run may have changed."""
        async with self._db.read() as session:
            touched = await SiftingRepository(session, source.id).touched(run_id)
        for facts in touched:
            async with self._db.read() as session:
                rows = await SiftingRepository(session, source.id).with_facts(facts)
            await self._group(source, run_id, sorted(rows, key=lambda row: rank(row.address)))

    async def _group(self, source: SourceRow, run_id: str, rows: list[Any]) -> None:
        firsts: list[Any] = []
        for row in rows:
            compared = firsts[:MOST_COMPARED]
            twin = next((each for each in compared if _are_twins(each, row)), None)
            if twin is None:
                firsts.append(row)
                if row.state == "duplicate":
                    await self._bring_back(source, run_id, row.address)
            elif row.state == "learned" or row.twin != twin.address:
                await self._leave_to(source, row, twin)

    async def _leave_to(self, source: SourceRow, row: Any, twin: Any) -> None:
        await self._knowledge.forget(source.id, [row.address])
        same = row.text_hash == twin.text_hash
        key = "learning.duplicate" if same else "learning.near_duplicate"
        notice = {"key": key, "facts": {"address": twin.url or twin.name or twin.address}}
        async with self._db.begin() as session:
            await SiftingRepository(session, source.id).put(row.address, twin=twin.address)
            await ItemRepository(session, source.id).put(
                row.address, row.body_hash, state="duplicate", notices=[notice], updated_at=now()
            )

    async def _bring_back(self, source: SourceRow, run_id: str, address: str) -> None:
        async with self._db.begin() as session:
            repository = SiftingRepository(session, source.id)
            await repository.put(address, twin=None)
            await repository.again([address], run_id)
        await self._learn.learn(source, address)


def _are_twins(one: Any, other: Any) -> bool:
    return one.text_hash == other.text_hash or are_alike(one.signature, other.signature)
