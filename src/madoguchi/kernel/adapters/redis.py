"""The one line to Redis, but for the broker: it may be away, and comes back by itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from madoguchi.kernel.errors import Unavailable

T = TypeVar("T")
CONNECT_S, ANSWER_S = 1.0, 2.0
LOOK_EVERY_S, LEFT_ALONE_S = 1.0, 4.0
"""After a failure nobody waits for Redis again for so long, or until it was seen to be back: what
can do without goes on at once. Longer than a look and its answer may take together."""
logger = logging.getLogger(__name__)


class RedisLine:
    """Commands that fail with a name, and at once while Redis is known to be away."""

    def __init__(self, url: str) -> None:
        self.client: Redis = Redis.from_url(
            url,
            socket_connect_timeout=CONNECT_S,
            socket_timeout=ANSWER_S,
            health_check_interval=30,
        )
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether Redis did not answer a moment ago."""
        return time.monotonic() < self._away_until

    async def ask(self, command: Awaitable[T]) -> T:
        """Run one command; raises Unavailable when Redis is away, or refuses."""
        if self.is_away:
            if hasattr(command, "close"):
                command.close()
            raise Unavailable("redis.away")
        return await self._run(command)

    async def check(self) -> str:
        """Return the server's version, asked anew; until it answers, it stays away for others."""
        found: dict[str, Any] = await self._run(self.client.info("server"))
        self._away_until = 0.0
        return str(found.get("valkey_version") or found["redis_version"])

    async def watch(self) -> None:
        """Know soon that Redis is away, and that it is back, for as long as the process lives."""
        was_away = False
        while True:
            try:
                await self.check()
                was_away = False
            except Unavailable:
                if not was_away:
                    logger.warning("Redis does not answer", exc_info=True)
                was_away = True
            await asyncio.sleep(LOOK_EVERY_S)

    async def close(self) -> None:
        """Hang up."""
        await self.client.aclose()

    async def _run(self, command: Awaitable[T]) -> T:
        try:
            return await heeding(command)
        except ResponseError as error:
            raise Unavailable("redis.refused") from error  # it is there: others may fare better
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + LEFT_ALONE_S
            raise Unavailable("redis.away") from error


async def heeding(command: Awaitable[T]) -> T:
    """Wait for a command, and heed a cancellation that the library has swallowed on the way."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        return await command
    finally:
        if task and task.cancelling() > before:
            raise asyncio.CancelledError
