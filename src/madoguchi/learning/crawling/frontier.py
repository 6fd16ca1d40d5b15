"""The line between the ledger and those who visit: writes come together, addresses are ready."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from madoguchi.learning.crawling.entries import Entry, Found, Outcome, postponed
from madoguchi.learning.crawling.ledger import Book

AT_ONCE = 32
LOW = 8
WINDOW_S = 0.01
MOST_REMEMBERED = 500_000


class Frontier:
    """Hands out addresses one by one and takes outcomes back.

    One clerk speaks to the ledger: what gathers within a hundredth of a second is one transaction.
    A crawler that is killed has lost no more than that, and what it was just reading.
    """

    def __init__(self, book: Book, patience_s: float, accept: Callable[[Found], bool]) -> None:
        self._book, self._patience_s, self._accept = book, patience_s, accept
        self._ready: asyncio.Queue[Entry | None] = asyncio.Queue()
        self._done: list[Outcome] = []
        self._held = 0
        self._hungry = True
        self._more = True
        self._wake = asyncio.Event()
        self._closing = False
        self._known: set[tuple[str, bool]] = set()
        self.come_back_in_s: float | None = None
        """In how many seconds to come back, when all that is left has to wait."""

    async def take(self) -> Entry | None:
        """Return the next address; nothing when there is no more for now."""
        if self._closing and self._ready.empty():
            return None
        if self._ready.qsize() <= LOW:
            self._hungry = True
            self._wake.set()
        return await self._ready.get()

    def give(self, outcome: Outcome) -> None:
        """Take back what became of an address."""
        self._done.append(outcome)
        self._wake.set()

    async def run(self, visitors: int) -> None:
        """Be the clerk until nothing is left or the crawl is closed; then send visitors home."""
        try:
            while not self._closing:
                await self._turn()
                if self._held or self._ready.qsize():
                    await self._wake.wait()
                    self._wake.clear()
                    if self._held and not (self._hungry and self._more):
                        await asyncio.sleep(WINDOW_S)
                elif not await self._wait_for_due():
                    break
        finally:
            self._closing = True
            for _ in range(visitors):
                self._ready.put_nowait(None)

    def close(self) -> None:
        """Hand out nothing more; what is in hands may still be given back."""
        self._closing = True
        while not self._ready.empty():
            if entry := self._ready.get_nowait():
                self._done.append(postponed(entry, 0))
        self._wake.set()

    async def finish(self) -> None:
        """Write what is left."""
        await self._write(0)

    async def _turn(self) -> None:
        want = AT_ONCE - self._ready.qsize() if self._hungry and self._more else 0
        if self._done or want > 0:
            await self._write(max(want, 0))

    async def _write(self, want: int) -> None:
        done, self._done = self._done, []
        found = list(self._new(each for outcome in done for each in outcome.found))
        if found or any(outcome.state == "waiting" for outcome in done):
            self._more = True
            if self._ready.qsize() <= LOW and not self._closing:
                want = max(want, AT_ONCE - self._ready.qsize())
        self._held -= len(done)
        entries = await self._book.turn(done, found, want)
        if want:
            self._more = len(entries) == want
            self._hungry = self._hungry and not entries
        self._held += len(entries)
        for entry in entries:
            self._ready.put_nowait(entry)

    def _new(self, found: Iterable[Found]) -> Iterable[Found]:
        """Leave out what this crawl has had already, without asking the ledger."""
        for each in found:
            key = (each.address, each.found_by == "nofollow")
            if key in self._known or (key[1] and (each.address, False) in self._known):
                continue
            if len(self._known) < MOST_REMEMBERED:
                self._known.add(key)
            if self._accept(each):
                yield each

    async def _wait_for_due(self) -> bool:
        """Wait until something is due; tell whether there is anything worth waiting for."""
        self._wake.clear()  # nobody has anything in hand: only a close can come
        if self._closing:
            return True
        waiting, in_s = await self._book.soon()
        if not waiting and not await self._book.release_aliases():
            return False
        if in_s > self._patience_s:
            self.come_back_in_s = in_s
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(max(in_s, 0.001)):
                await self._wake.wait()
        self._more = self._hungry = True
        return True
