"""News between processes, by publish and subscribe: fast, and allowed to get lost.

What must not be lost is in the database; who may have missed something is told so, and reads anew.
"""

import asyncio
import contextlib
import logging
from collections import deque
from typing import Any

import orjson
from redis.exceptions import RedisError

from madoguchi.kernel.adapters.redis import RedisLine, heeding
from madoguchi.kernel.connection.door import GAP
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.events import News, Topics
from madoguchi.kernel.ids import new_id

CHANNEL = "madoguchi:news"
MOST_WAITING = 10_000
QUIET_S, AGAIN_S = 5.0, 1.0
logger = logging.getLogger(__name__)


class RedisFanout:
    """Carries what is told here to every other process, and theirs to us."""

    def __init__(self, line: RedisLine, topics: Topics) -> None:
        self._line = line
        self._topics = topics
        self._me = new_id()
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._wake = asyncio.Event()
        topics.carry_by(self._carry)

    async def run(self) -> None:
        """Send and receive for as long as the process lives."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._send())
            group.create_task(self._receive())

    def _carry(self, topic: str, news: News) -> None:
        self._waiting.append(self._message(topic, news))
        self._wake.set()

    def _message(self, topic: str, news: News) -> bytes:
        return orjson.dumps({"from": self._me, "topic": topic, "news": news})

    async def _send(self) -> None:
        lost = False
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_S if lost else None):
                    await self._wake.wait()
            self._wake.clear()
            # When something got lost, the others cannot know that they missed it.
            messages = [self._message(GAP, {})] * lost + list(self._waiting)
            self._waiting.clear()
            try:
                pipeline = self._line.client.pipeline(transaction=False)
                for message in messages:
                    pipeline.publish(CHANNEL, message)
                await self._line.ask(pipeline.execute())
                lost = False
            except Unavailable:
                lost = True  # what they carried is in the database

    async def _receive(self) -> None:
        missed = cut_off = False
        while True:
            try:
                async with self._line.client.pubsub(ignore_subscribe_messages=True) as channel:
                    await heeding(channel.subscribe(CHANNEL))
                    if missed:
                        self._topics.tell_here(GAP, {})
                    missed, cut_off = True, False
                    while True:
                        message = await heeding(channel.get_message(timeout=QUIET_S))
                        if message is None:
                            await heeding(channel.ping())
                        elif message["type"] == "message":
                            self._hear(message["data"])
            except (RedisError, OSError):
                if not cut_off:
                    logger.warning("news from other processes do not come through", exc_info=True)
                cut_off = True
                await asyncio.sleep(AGAIN_S)

    def _hear(self, data: bytes) -> None:
        try:
            message: dict[str, Any] = orjson.loads(data)
            if message["from"] != self._me:
                self._topics.tell_here(message["topic"], message["news"])
        except (ValueError, KeyError, TypeError):
            logger.warning("news that cannot be read were left out")
