"""What was read and is not converted yet: bytes, by what they contain."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from uuid import UUID
from weakref import WeakValueDictionary

from madoguchi.files.keys import key_of
from madoguchi.files.ports import Store


class Contents:
    """Keeps bodies between the steps of a run, for whichever process does the next one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def keep(self, digest: str, body: bytes, content_type: str = "") -> None:
        """Store a body under the SHA-256 of its bytes; the same one again changes nothing."""
        await self._put(_key(digest), body)

    async def read(self, digest: str) -> bytes:
        """Return a body."""
        return await self._read(_key(digest))

    async def drop(self, digests: Iterable[str]) -> None:
        """Forget bodies."""
        for digest in filter(None, digests):  # a document without a body has none to forget
            await self._store.delete(_key(digest))

    async def _put(self, key: str, body: bytes) -> None:
        # Two pages may be the same, and come at once.
        lock = self._writing.setdefault(key, asyncio.Lock())
        async with lock:
            await self._store.put(key, _whole(body))

    async def _read(self, key: str) -> bytes:
        reading = await self._store.open(key)
        return b"".join([piece async for piece in reading.pieces])


def _key(digest: str) -> str:
    return key_of(str(UUID(hex=digest[:32])))


async def _whole(body: bytes) -> AsyncIterator[bytes]:
    yield body
