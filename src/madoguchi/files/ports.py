"""What the files room needs from the world."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

PIECE_BYTES: Final = 256 * 1024
"""How much is read at a time."""


@dataclass(frozen=True)
class Stored:
    """What a store has taken in."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Reading:
    """The size of the whole, and the bytes that were asked for, as they come."""

    size: int
    pieces: AsyncGenerator[bytes, None]


@dataclass(frozen=True)
class Found:
    """Something that lies in a store."""

    key: str
    changed_at: datetime


class Store(Protocol):
    """Keeps bytes. Each method raises ``Unavailable`` when the place cannot be used."""

    exclusive: bool
    """Whether nobody else can have put anything there: what no row names may then be removed."""

    async def put(self, key: str, pieces: AsyncIterator[bytes]) -> Stored:
        """Take everything or nothing: under ``key`` there is never a half of it."""
        ...

    async def open(self, key: str, start: int = 0, stop: int | None = None) -> Reading:
        """Return the bytes from ``start`` to before ``stop``; raise ``Damaged`` without any."""
        ...

    async def delete(self, key: str) -> None:
        """Forget a key, and what a crash may have left of it; one that is not there is no fault."""
        ...

    def everything(self) -> AsyncIterator[list[Found]]:
        """Yield all that lies there, batch by batch."""
        ...

    async def check(self) -> str:
        """Try it; return where it is."""
        ...
