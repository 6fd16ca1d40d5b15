"""Bytes on their way: gathered into blocks, counted and summed up."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator

from madoguchi.files.ports import Stored


class Tally:
    """Counts and sums up what passes."""

    def __init__(self) -> None:
        self._size = 0
        self._sum = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        """Take note of a piece."""
        self._size += len(piece)
        self._sum.update(piece)

    @property
    def stored(self) -> Stored:
        """What passed so far."""
        return Stored(self._size, self._sum.hexdigest())


async def blocks(pieces: AsyncIterator[bytes], size: int) -> AsyncGenerator[bytes, None]:
    """Yield the same bytes in blocks of ``size``; the last may be shorter, and none is empty."""
    gathered = bytearray()
    async for piece in pieces:
        gathered += piece
        while len(gathered) >= size:
            yield bytes(gathered[:size])
            del gathered[:size]
    if gathered:
        yield bytes(gathered)
