"""The ledger of a crawl: what is known of every address, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.ids import new_id
from madoguchi.learning.crawling.entries import Entry, Found, Outcome
from madoguchi.learning.repository.pages import RESULTS, PageRepository

CHANGES = ("new", "changed", "removed")
NAMES = tuple(each.name for each in fields(Entry))


@dataclass(frozen=True)
class Page:
    """One row of the ledger, as others see it."""

    address: str
    found_on: str | None
    found_by: str
    depth: int
    run_id: str
    state: str
    kept: bool
    change: str | None
    decision: str | None
    facts: dict[str, Any] | None
    status: int | None
    content_type: str | None
    body_hash: str | None
    body_size: int | None
    target: str | None
    found_at: datetime
    visited_at: datetime | None
    next_at: datetime | None
    failures: int


SHOWN = tuple(each.name for each in fields(Page))


class Ledger:
    """Keeps the pages of every source; each call is one short transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def open(self, source_id: str, run_id: str, starts: Iterable[Found]) -> "Book":
        """Begin a run, or go on with it: what was visited in it stays visited."""
        book = Book(self._db, source_id, run_id)
        async with self._db.plain() as connection:
            pages = PageRepository(connection)
            await pages.take_back(source_id)
            await pages.again(source_id, run_id, now())
            await pages.find(book.rows_of(starts))
        return book

    async def one(self, source_id: str, address: str) -> Page | None:
        """Return what is known of an address."""
        async with self._db.read() as session:
            row = await PageRepository(session).one(source_id, address)
        return _page(row) if row else None

    async def these(self, source_id: str, addresses: Sequence[str]) -> dict[str, Page]:
        """Return what is known of some addresses."""
        async with self._db.read() as session:
            rows = await PageRepository(session).these(source_id, addresses)
        return {row.address: _page(row) for row in rows}

    async def changed(
        self,
        source_id: str,
        run_id: str,
        after: str = "",
        limit: int = 100,
        *,
        also_unchanged: bool = False,
    ) -> list[Page]:
        """Return pages that a run found new, changed or removed, in order of address."""
        changes = (*CHANGES, "unchanged") if also_unchanged else CHANGES
        async with self._db.read() as session:
            rows = await PageRepository(session).changed(source_id, run_id, after, limit, changes)
        return [_page(row) for row in rows]

    async def pages(
        self, source_id: str, *, decisions: Sequence[str] = (), after: str = "", limit: int = 100
    ) -> list[Page]:
        """Return pages of a source in order of address, all or those with these decisions."""
        async with self._db.read() as session:
            rows = await PageRepository(session).page(source_id, decisions, after, limit)
        return [_page(row) for row in rows]

    async def forget(self, source_id: str) -> None:
        """Forget everything about a source."""
        async with self._db.plain() as connection:
            await PageRepository(connection).forget(source_id)


class Book:
    """The ledger of one run, in the hands of one crawler."""

    def __init__(self, db: Database, source_id: str, run_id: str) -> None:
        self._db = db
        self._names = {"source": source_id, "run": run_id}
        self._holder = new_id()

    async def turn(
        self, outcomes: Sequence[Outcome], found: Iterable[Found], want: int
    ) -> list[Entry]:
        """Write what was done and found, and take up to ``want`` addresses: one transaction."""
        ends = [self._row_of(each) for each in outcomes]
        new = self.rows_of(found)
        async with self._db.plain() as connection:
            pages = PageRepository(connection)
            if ends:
                await pages.end(ends)
            await pages.find(new)
            if not want:
                return []
            asked = self._names | {"most": want, "by": self._holder, "moment": now()}
            rows = await pages.claim(asked)
        entries = [Entry(*(getattr(row, name) for name in NAMES)) for row in rows]
        # What comes back from an update is in no order.
        return sorted(entries, key=lambda entry: (entry.depth, entry.address))

    async def soon(self) -> tuple[int, float]:
        """Return how many wait, and in how many seconds the first of them may be visited."""
        async with self._db.read() as session:
            moment = now()
            count, first = await PageRepository(session).soon(self._names | {"moment": moment})
        return count, max(0.0, (first - moment) / timedelta(seconds=1)) if first else 0.0

    async def figures(self) -> list[tuple[str | None, str | None, int]]:
        """Return (decision, change, how many) of what was visited in this run."""
        async with self._db.read() as session:
            return await PageRepository(session).figures(*self._names.values())

    async def known(self) -> list[Any]:
        """Return (address, found by, depth, state) of what this run has visited or began with."""
        async with self._db.read(long=True) as session:
            return await PageRepository(session).of_run(*self._names.values())

    async def release_aliases(self) -> int:
        """Put back pages whose better address is not kept; return how many."""
        async with self._db.plain() as connection:
            return await PageRepository(connection).release_aliases(*self._names.values())

    def rows_of(self, found: Iterable[Found]) -> list[dict[str, Any]]:
        """Return what is written of addresses that were found."""
        moment = now()
        return [
            self._names
            | {
                "address": each.address,
                "found_on": each.found_on,
                "found_by": each.found_by,
                "depth": each.depth,
                "hops": each.hops,
                "found_at": moment,
                "site_changed_at": each.site_changed_at,
            }
            for each in found
        ]

    def _row_of(self, outcome: Outcome) -> dict[str, Any]:
        row = {f"new_{name}": getattr(outcome, name) for name in RESULTS}
        names = {"source": self._names["source"], "at": outcome.entry.address, "by": self._holder}
        return row | names


def _page(row: Any) -> Page:
    return Page(*(getattr(row, name) for name in SHOWN))
