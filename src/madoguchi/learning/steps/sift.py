"""Before learning: blocks that many documents of a source repeat are left to one of them."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from madoguchi.kernel.db import Database
from madoguchi.learning.repository.sifting import SiftingRepository
from madoguchi.learning.repository.texts import unpacked
from madoguchi.learning.schemas import Repeat
from madoguchi.learning.sifting.blocks import apart, text_with
from madoguchi.learning.sifting.rank import rank
from madoguchi.learning.tables import SourceRow

LEAST = 5
SHARE = 0.4
SAMPLE = 4000
AT_ONCE = 2000
BATCH = 200
SHOWN, SHOWN_CHARACTERS = 100, 300


class Sift:
    """Finds repeated blocks; a document whose blocks are left out, or no more, is learned again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def sift(self, source: SourceRow, run_id: str) -> list[Repeat]:
        """Go over the digests of a source; return what is repeated."""
        total, candidates = await self._candidates(source.id)
        least = max(LEAST, SHARE * total)
        counts: Counter[bytes] = Counter()
        homes: dict[bytes, str] = {}
        async for row in self._rows(source.id):
            for digest in apart(row.digests) & candidates:
                counts[digest] += 1
                homes[digest] = min(homes.get(digest, row.address), row.address, key=rank)
        repeated = {digest for digest, count in counts.items() if count >= least}
        changes: list[tuple[str, bytes, bytes]] = []
        async for row in self._rows(source.id):
            found = sorted(apart(row.digests) & repeated)
            both = b"".join(found), b"".join(each for each in found if homes[each] != row.address)
            if both != (row.repeated or b"", row.left_out or b""):
                changes.append((row.address, *both))
        for start in range(0, len(changes), BATCH):
            async with self._db.begin() as session:
                repository = SiftingRepository(session, source.id)
                await repository.leave_out(changes[start : start + BATCH], run_id)
        shown = sorted(repeated, key=lambda digest: (-counts[digest], digest))[:SHOWN]
        return await self._report(source.id, {each: (counts[each], homes[each]) for each in shown})

    async def _candidates(self, source_id: str) -> tuple[int, set[bytes]]:
        """Return how many documents there are, and what is frequent among some of them."""
        total = 0
        async for _ in self._rows(source_id):
            total += 1
        step, taken = total // SAMPLE + 1, 0
        seen: Counter[bytes] = Counter()
        number = 0
        async for row in self._rows(source_id):
            if number % step == 0:
                seen.update(apart(row.digests))
                taken += 1
            number += 1
        least = max(2, SHARE / 2 * taken)
        return total, {digest for digest, count in seen.items() if count >= least}

    async def _report(self, source_id: str, repeated: dict[bytes, tuple[int, str]]) -> list[Repeat]:
        homes = {home for _, home in repeated.values()}
        async with self._db.read() as session:
            packed = await SiftingRepository(session, source_id).documents(homes)
        documents = {address: unpacked(data) for address, data in packed.items()}
        return [
            Repeat(
                text=text_with(documents[home], digest)[:SHOWN_CHARACTERS],
                documents=count,
                kept_at=home,
            )
            for digest, (count, home) in repeated.items()
        ]

    async def _rows(self, source_id: str) -> AsyncIterator[Any]:
        after = ""
        while True:
            async with self._db.read() as session:
                rows = await SiftingRepository(session, source_id).blocks(after, AT_ONCE)
            if not rows:
                return
            for row in rows:
                yield row
            after = rows[-1].address
