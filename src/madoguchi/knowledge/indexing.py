"""The index kept in step with the database, by one process at a time.

What is learned leaves a task for the index in the same transaction. Only the process that owns the
index uses tasks up; the others tell it, and it looks by itself every few seconds. Who owns it says
a row in the database, and for an index in a folder a lock on that folder as well.
"""

import asyncio
import logging
import time
from contextlib import suppress
from datetime import timedelta

from madoguchi.kernel.cache import Cache, Namespace
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError, Conflict
from madoguchi.kernel.events import Topics
from madoguchi.kernel.runner import is_gone, this_runner
from madoguchi.knowledge.dense import Dense
from madoguchi.knowledge.entries import Entries
from madoguchi.knowledge.following import Following
from madoguchi.knowledge.ports import Index
from madoguchi.knowledge.repository.indexing import IndexRepository

BATCH, SHARED_BATCH = 4_000, 500
"""Passages of a commit. Large ones leave few segments, which are searched quickly; but where only
a lease says whose an index is, a commit must be over before the lease is."""
LOOK_EVERY_S = 2.0
GATHER_S = 0.1
SETTLE_EVERY_S = 0.2
"""Who learns many pages tells of each: a short wait makes one commit of several."""
LEASE_S = 30.0
TOPIC = "index"
SEARCHES = Namespace("searches", ttl_s=600.0, far=False)
"""Near: each process has an index of its own, whose hits need not be another's."""
logger = logging.getLogger(__name__)


class Indexing:
    """Feeds the index, makes it anew when asked, and knows when it has changed."""

    def __init__(
        self,
        db: Database,
        index: Index,
        entries: Entries,
        *,
        cache: Cache,
        topics: Topics,
        may_own: bool,
        dense: Dense | None = None,
    ) -> None:
        self._db = db
        self._index = index
        self._entries = entries
        self._cache = cache
        self._topics = topics
        self._may_own = may_own
        self._me = this_runner()
        self._at_once = BATCH if index.alone else SHARED_BATCH
        self._dense = dense
        self._following = Following(db, index, entries)
        self._renew_at = 0.0
        self._changes = 0
        self._followed = -1
        self._feeding = asyncio.Lock()
        self._bell = asyncio.Event()

    @property
    def may_own(self) -> bool:
        """Whether indexing is this process's business."""
        return self._may_own

    @property
    def stamp(self) -> str:
        """What differs after each change of the index that this process knows of."""
        return f"{self._changes} {self._index.stamp()}"

    def tell(self) -> None:
        """Let the owner know that there is something to index."""
        self._topics.tell(TOPIC, {})

    async def drain(self) -> int:
        """Index what waits, if this process owns the index; return how many documents that took."""
        done = 0
        async with self._feeding:
            if not await self._holds():
                self.tell()
                return await self._follow()
            while batch := await self._batch():
                done += batch
        return done

    async def settled(self, patience_s: float) -> bool:
        """Wait until the index has followed, whoever feeds it; tell whether it has."""
        await self.drain()
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            async with self._db.read() as session:
                if not await IndexRepository(session).tasks(1):
                    return True
            await asyncio.sleep(SETTLE_EVERY_S)
        return False

    async def tend(self) -> None:
        """Follow the database for as long as the process lives."""
        leave, failed = self._topics.hear(TOPIC, lambda _: self._bell.set()), False
        try:
            while True:
                try:
                    await self._look()
                    failed = False
                except (AppError, OSError, ValueError):
                    if not failed:  # once, not every two seconds while a server is away
                        logger.exception("the index could not be brought up to date")
                    failed = True
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), LOOK_EVERY_S)
                    await asyncio.sleep(GATHER_S)
                self._bell.clear()
        finally:
            leave()

    async def rebuild(self) -> bool:
        """Make the index anew beside the old one, then switch; tell whether it could be done here.

        Searches go on in the old one, and changes reach both.
        """
        async with self._feeding:
            if not await self._holds():
                return False
            async with self._db.begin() as session:
                repository = IndexRepository(session)
                await repository.want_rebuild()
                total = await repository.documents()
            await self._index.begin_beside()
        try:
            return await self._fill_beside(total)
        finally:
            await self._index.drop_beside()

    async def close(self) -> None:
        """Leave the index to others."""
        if self._renew_at:
            with suppress(AppError):
                async with self._db.begin() as session:
                    await IndexRepository(session).let_go(self._me)
        await self._index.close()
        if self._dense:
            await self._dense.close()

    async def _look(self) -> None:
        if self._may_own and await self._has_work():
            await self.drain()
        async with self._db.read() as session:
            row = await IndexRepository(session).look_at_owner()
        if row is None:
            return
        self._changes = row.changes
        if not self._renew_at and self._changes != self._followed:
            async with self._feeding:
                await self._follow()
        if self._dense and self._renew_at:
            await self._embed(self._dense)
        if row.rebuild_wanted_at and self._may_own:
            await self.rebuild()

    async def _follow(self) -> int:
        """Where another home's index is fed, this home's compares: all its searches need it."""
        if not self._may_own or not self._index.alone or not await self._index.own():
            return 0
        async with self._db.read() as session:
            row = await IndexRepository(session).look_at_owner()
        changes = row.changes if row else 0
        done = await self._following.catch_up()
        self._followed = changes
        if done:
            await self._cache.forget(SEARCHES)
        return done

    async def _embed(self, dense: Dense) -> None:
        while await dense.embed_missing():
            async with self._db.begin() as session:
                if not await IndexRepository(session).changed(self._me):
                    return
            self._changes += 1
            if await self._has_work():
                await self.drain()

    async def _has_work(self) -> bool:
        """Also when the lease is to be renewed, or to be had from one who is gone."""
        if time.monotonic() >= self._renew_at:
            return True
        async with self._db.read() as session:
            return bool(await IndexRepository(session).tasks(1))

    async def _holds(self) -> bool:
        """Tell whether this process feeds the index; become the one who does if nobody is."""
        if not self._may_own or not await self._index.own():
            return False
        if time.monotonic() < self._renew_at:
            return True
        begun, until = time.monotonic(), now() + timedelta(seconds=LEASE_S)
        with suppress(Conflict):
            async with self._db.begin() as session:
                repository = IndexRepository(session)
                row = await repository.owner()
                if row is None:
                    await repository.first_owner(self._index.identity, self._me, until)
                    await repository.add_tasks_for_all()
                else:
                    known = row.index_id == self._index.identity
                    ours = row.holder == self._me or (known and self._index.alone)
                    if not ours and not is_gone(row.holder, row.lease_until, now()):
                        self._renew_at = 0.0
                        return False
                    if not known:
                        await repository.add_tasks_for_all()
                    row.index_id, row.holder = self._index.identity, self._me
                    row.lease_until = until
            self._renew_at = begun + LEASE_S / 3
            return True
        return False

    async def _batch(self) -> int:
        async with self._db.read() as session:
            repository = IndexRepository(session)
            tasks = await repository.tasks(self._at_once)
            if not tasks:
                return 0
            every = list(dict.fromkeys(document for _, document in tasks))
            document_ids = await repository.fitting(every, self._at_once)
            rows = await repository.to_index(document_ids)
        taken = set(document_ids)
        heard = [task for task, document in tasks if document in taken]
        await self._index.replace(document_ids, await self._entries.of(document_ids, rows))
        await self._cache.forget(SEARCHES)
        async with self._db.begin() as session:
            repository = IndexRepository(session)
            if await repository.changed(self._me):
                await repository.drop_tasks(heard)
            else:
                # Another took over meanwhile, and may have indexed something newer before us.
                await repository.add_tasks(document_ids)
                self._renew_at = 0.0
                return 0
        return len(document_ids)

    async def _fill_beside(self, total: int) -> bool:
        done, last = 0, ""
        while True:
            async with self._feeding:
                if not await self._holds():
                    return False
                async with self._db.read() as session:
                    repository = IndexRepository(session)
                    every = await repository.document_ids(last, self._at_once)
                    document_ids = await repository.fitting(every, self._at_once)
                    rows = await repository.to_index(document_ids)
                if not document_ids:
                    await self._switch()
                    return True
                entries = await self._entries.of(document_ids, rows)
                await self._index.replace(document_ids, entries, beside=True)
            done, last = done + len(document_ids), document_ids[-1]
            async with self._db.begin() as session:
                await IndexRepository(session).progress(done, max(done, total))
            if await self._has_work():
                await self.drain()

    async def _switch(self) -> None:
        await self._index.switch()
        async with self._db.begin() as session:
            await IndexRepository(session).rebuilt(self._index.identity)
        await self._cache.forget(SEARCHES)
