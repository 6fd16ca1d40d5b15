"""The middle level of the cache: Redis, which every home of an installation shares."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.levels import Place, as_generation, seal, unseal

if TYPE_CHECKING:
    from madoguchi.kernel.adapters.redis import RedisLine

T = TypeVar("T")
PREFIX = "madoguchi:cache"
PATIENCE_S, RESTS_S = 0.5, 2.0
"""Whoever asks for a kept value has waited enough after so long; then Redis is left alone."""
MOST_VALUE_BYTES, LONGEST_TTL_S = 2**20, 24 * 3600.0
"""Redis also carries jobs: what is only kept must not crowd it."""


class RedisCache:
    """Values that Redis itself forgets when their time is over."""

    name = "Redis"

    def __init__(self, line: "RedisLine") -> None:
        self._line = line
        self._rests_until = 0.0

    async def get(self, place: Place) -> tuple[bytes, float] | None:
        """Return a value and how many seconds it has left."""
        pipeline = self._line.client.pipeline(transaction=False)
        pipeline.get(_key(place))
        pipeline.pttl(_key(place))
        sealed, left_ms = await self._ask(pipeline.execute)
        return (unseal(sealed), left_ms / 1000) if sealed and left_ms > 0 else None

    async def set(self, place: Place, value: bytes, ttl_s: float) -> None:
        """Keep a value, for a day at most; a large one is left out."""
        sealed = seal(value)
        if len(sealed) <= MOST_VALUE_BYTES:
            left_ms = max(1, int(min(ttl_s, LONGEST_TTL_S) * 1000))
            await self._ask(lambda: self._line.client.set(_key(place), sealed, px=left_ms))

    async def drop(self, place: Place) -> None:
        """Forget one value."""
        await self._ask(lambda: self._line.client.delete(_key(place)))

    async def generation(self, namespace: str) -> str:
        """Return the generation at which all homes meet, or nothing."""
        noted: Any = await self._ask(lambda: self._line.client.get(_meeting(namespace)))
        return as_generation(noted or b"")

    async def note_generation(self, namespace: str, generation: str) -> None:
        """Have all homes meet at a generation."""
        await self._ask(lambda: self._line.client.set(_meeting(namespace), generation))

    async def _ask(self, command: Callable[[], Awaitable[T]]) -> T:
        if time.monotonic() < self._rests_until:
            raise Unavailable("redis.away")
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._line.ask(command())
        except TimeoutError as error:
            self._rests_until = time.monotonic() + RESTS_S
            raise Unavailable("redis.away") from error


def _key(place: Place) -> str:
    return f"{PREFIX}:{place.namespace}:{place.generation}:{place.address}"


def _meeting(namespace: str) -> str:
    return f"{PREFIX}:generation:{namespace}"
