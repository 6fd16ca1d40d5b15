"""A worker's turn: one transaction that ends jobs and claims others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.jobs.ports import Dispatcher
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.kernel.db import Database


@dataclass(frozen=True)
class Taken:
    """What a turn brought."""

    claimed: list[Any]
    named: list[str]
    """The jobs that messages named and that were tried, claimed or not."""
    more: bool


class Turns:
    """Claims from queues, or just those jobs that a message named."""

    def __init__(
        self, db: Database, runner: str, queues: Sequence[str], slots: int, dispatcher: Dispatcher
    ) -> None:
        self.runner = runner
        self._db = db
        self._queues = tuple(queues)
        self._most_of_one = max(1, slots // 2) if len(queues) > 1 else slots
        self._dispatcher = dispatcher
        self._ready: dict[str, None] = {}
        self._named: list[str] = []

    def ready(self, queues: Iterable[str]) -> None:
        """Something is ready in these queues."""
        self._ready |= dict.fromkeys(queue for queue in queues if queue in self._queues)

    def named(self, job_ids: Iterable[str]) -> None:
        """These jobs are ready."""
        self._named.extend(job_ids)

    async def take(self, ends: Sequence[dict[str, Any]], free: int, held: Sequence[str]) -> Taken:
        """Write ends and claim."""
        named = self._named[: max(free, 0)]
        woken: list[str] = []
        async with self._db.plain() as connection:
            turns = TurnRepository(connection)
            if ends:
                woken = await self._end(turns, ends)
            claimed = await turns.claim_these(named, self.runner) if named else []
            if free > len(claimed):
                claimed += await self._claim(turns, free - len(claimed), held)
        self._named = self._named[len(named) :]
        if woken:
            self._dispatcher.ready(woken)
        return Taken(claimed, named, bool(self._ready or self._named))

    async def look_around(self) -> bool:
        """Ask every queue whether something is ready; tell whether one has."""
        async with self._db.read() as session:
            self.ready(await TurnRepository(session).ready_queues(self._queues))
        return bool(self._ready)

    async def _end(self, turns: TurnRepository, ends: Sequence[dict[str, Any]]) -> list[str]:
        """Write ends; return the queues of jobs that had waited for them."""
        apart = ("lines", "parent_id")
        await turns.end([{n: v for n, v in end.items() if n not in apart} for end in ends])
        if lines := [line for end in ends for line in end["lines"]]:
            await turns.log(lines)
        parents = {end["parent_id"] for end in ends}
        parents |= {end["job_id"] for end in ends if end["new_waits_for"] == "children"}
        return await wake_parents(turns, parents - {None})

    async def _claim(self, turns: TurnRepository, free: int, held: Sequence[str]) -> list[Any]:
        claimed: list[Any] = []
        counts = Counter(held)
        for queue in tuple(self._ready):
            room = min(free - len(claimed), self._most_of_one - counts[queue])
            if free - len(claimed) <= 0:
                break
            found = await turns.claim_from(queue, self.runner, room) if room > 0 else []
            claimed += found
            if room > 0 and len(found) < room:
                del self._ready[queue]
            elif found:
                self._ready[queue] = self._ready.pop(queue)  # whoever was served goes last
        return claimed


async def wake_parents(turns: TurnRepository, parent_ids: Iterable[str]) -> list[str]:
    """Make ready the jobs whose steps have all ended; return their queues."""
    queues = []
    for parent_id in sorted(parent_ids):
        # Two last steps may end at once: the second one must see the first.
        await turns.lock(parent_id)
        if await turns.open_children(parent_id) == 0:
            queues.append(await turns.wake_parent(parent_id))
    return [queue for queue in queues if queue]
