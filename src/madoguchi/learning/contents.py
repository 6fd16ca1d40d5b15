"""What was read and is not learned yet: bytes and Markdown, by what they contain."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from uuid import UUID
from weakref import WeakValueDictionary

from madoguchi.files.keys import key_of
from madoguchi.files.ports import Store
from madoguchi.learning.converting.schemas import Converted


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

    async def keep_converted(self, digest: str, document: Converted) -> None:
        """Store what a body was converted to."""
        await self._put(_key(_apart(digest)), document.model_dump_json().encode())

    async def converted(self, digest: str) -> Converted:
        """Return what a body was converted to."""
        return Converted.model_validate_json(await self._read(_key(_apart(digest))))

    async def drop(self, digests: Iterable[str]) -> None:
        """Forget bodies, and what they were converted to."""
        for digest in digests:
            await self._store.delete(_key(digest))
            await self._store.delete(_key(_apart(digest)))

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


def _apart(digest: str) -> str:
    return hashlib.sha256(f"converted {digest}".encode()).hexdigest()


async def _whole(body: bytes) -> AsyncIterator[bytes]:
    yield body
