"""What can be done with files."""

import logging
import math
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from madoguchi.files.failures import Damaged
from madoguchi.files.keys import key_of
from madoguchi.files.links import Links, now_s
from madoguchi.files.pieces import Tally
from madoguchi.files.ports import Store, Stored
from madoguchi.files.repository import FileRepository
from madoguchi.files.schemas import File, Link, NewFile, Wanted
from madoguchi.files.tables import FileRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError, Conflict, Invalid, NotFound, Unavailable
from madoguchi.kernel.ids import as_id, new_id

logger = logging.getLogger(__name__)
STUCK: Final = timedelta(days=1)
ORPHANED: Final = timedelta(days=7)
"""Long enough to notice that a database was set back, and to set it forward again."""
AT_ONCE: Final = 500


class Files:
    """Takes files in, hands them out, forgets them. The row goes first, and the row goes last."""

    def __init__(self, db: Database, store: Store, links: Links) -> None:
        self._db = db
        self._store = store
        self._links = links

    async def add(self, owner_id: str, new: NewFile, pieces: AsyncIterator[bytes]) -> File:
        """Take a file in as it comes: all of it, or nothing."""
        file_id = new_id()
        key = key_of(file_id)
        async with self._db.begin() as session:
            await FileRepository(session).begin(
                id=file_id,
                owner_id=owner_id,
                purpose=new.purpose,
                name=new.name,
                media_type=new.media_type,
                key=key,
                created_at=now(),
            )
        try:
            stored = await self._store.put(key, pieces)
            return await self._finish(file_id, new, stored)
        except Exception as error:
            # A store that is away would only keep us waiting again: the sweep will see to it.
            await self._give_up(file_id, None if isinstance(error, Unavailable) else key)
            raise

    async def names(self, file_ids: list[str]) -> dict[str, str]:
        """Return the names of those of these files that exist."""
        if not file_ids:
            return {}
        async with self._db.read() as session:
            return await FileRepository(session).names(file_ids)

    async def page(self, owner_id: str, wanted: Wanted) -> list[File]:
        """Return files of one owner, newest first."""
        async with self._db.read() as session:
            rows = await FileRepository(session).page(owner_id, wanted)
        return [_shown(row) for row in rows]

    async def one(self, owner_id: str, file_id: str) -> File:
        """Return what is known of a file, to its owner."""
        return _shown(await self._row(file_id, owner_id))

    async def known(self, file_id: str) -> File:
        """Return what is known of a file, to work that was asked for by whoever may."""
        return _shown(await self._row(file_id, None))

    async def linked(self, file_id: str, until: str, signature: str) -> File:
        """Return what is known of a file, to whoever holds a link to it."""
        await self._links.check(as_id(file_id) or "", until, signature)
        return _shown(await self._row(file_id, None))

    async def link(self, owner_id: str | None, file_id: str, seconds: int) -> Link:
        """Make a link that opens a file for a while; without an owner, for whoever may have it."""
        row = await self._row(file_id, owner_id)
        until = math.ceil(now_s() + seconds)
        signature = await self._links.sign(row.id, until)
        return Link(
            url=f"/api/files/{row.id}/content?until={until}&signature={signature}",
            expires_at=datetime.fromtimestamp(until, UTC),
        )

    async def read(
        self, file: File, start: int = 0, stop: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        """Return bytes of a file as they come; the whole of it ends only if it is undamaged."""
        key = (await self._row(file.id, None)).key
        reading = await self._store.open(key, start, stop)
        if reading.size != file.size:
            await reading.pieces.aclose()
            raise _damaged(file)
        whole = start == 0 and stop in (None, file.size)
        return _verified(file, reading.pieces) if whole else reading.pieces

    async def remove(self, owner_id: str, file_id: str) -> str:
        """Forget a file at once; its bytes go now, or as soon as the store is back."""
        row = await self._row(file_id, owner_id)
        await self._give_up(row.id, row.key)
        return row.id

    async def sweep(self) -> int:
        """Finish what was given up, and give up what should be done long ago; return how many."""
        async with self._db.begin() as session:
            files = FileRepository(session)
            await files.give_up_stuck(now() - STUCK)
            found = await files.given_up(AT_ONCE)
        for _, key in found:
            await self._store.delete(key)
        async with self._db.begin() as session:
            await FileRepository(session).drop([file_id for file_id, _ in found])
        return len(found)

    async def orphans(self) -> AsyncIterator[str]:
        """Yield the key of old bytes that no row names; only a database that lost rows has any."""
        before = now() - ORPHANED
        async for batch in self._store.everything():
            old = [found.key for found in batch if found.changed_at < before]
            for place in range(0, len(old), AT_ONCE):
                keys = old[place : place + AT_ONCE]
                async with self._db.read() as session:
                    named = await FileRepository(session).named(keys)
                for key in keys:
                    if key not in named:
                        yield key

    async def remove_orphan(self, key: str) -> bool:
        """Remove such bytes, unless somebody else may have put them there; tell whether."""
        if self._store.exclusive:
            await self._store.delete(key)
        return self._store.exclusive

    async def check(self) -> tuple[str, int, int]:
        """Try the store; return where it is, how many files there are, and how many bytes."""
        place = await self._store.check()
        async with self._db.read(long=True) as session:
            return place, *await FileRepository(session).counts()

    async def _finish(self, file_id: str, new: NewFile, stored: Stored) -> File:
        if new.sha256 is not None and new.sha256 != stored.sha256:
            raise Invalid("files.other_sum")
        async with self._db.begin() as session:
            row = await FileRepository(session).finish(file_id, stored)
        if row is None:
            raise Conflict("files.too_slow")
        return _shown(row)

    async def _give_up(self, file_id: str, key: str | None) -> None:
        """Nobody sees the file from here on; what cannot be done now is left to the sweep."""
        async with self._db.begin() as session:
            await FileRepository(session).give_up(file_id)
        if key is None:
            return
        with suppress(AppError):
            await self._store.delete(key)
            async with self._db.begin() as session:
                await FileRepository(session).drop([file_id])

    async def _row(self, file_id: str, owner_id: str | None) -> FileRow:
        key = as_id(file_id)
        async with self._db.read() as session:
            row = await FileRepository(session).one(key, owner_id) if key else None
        if row is None:
            raise NotFound("files.missing")
        return row


async def _verified(file: File, pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """Hold the last piece back until all is known to be right."""
    tally, held = Tally(), b""
    async with aclosing(pieces):
        async for piece in pieces:
            tally.add(piece)
            if held:
                yield held
            held = piece
    if tally.stored.sha256 != file.sha256:
        raise _damaged(file)
    yield held


def _damaged(file: File) -> Damaged:
    logger.error("the stored bytes of a file are damaged", extra={"file_id": file.id})
    return Damaged("files.damaged")


def _shown(row: FileRow) -> File:
    assert row.size is not None
    assert row.sha256 is not None
    return File(
        id=row.id,
        purpose=row.purpose,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        created_at=row.created_at,
    )
