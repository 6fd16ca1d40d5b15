"""The line to Redis: who can do without waits for it once, and not again until it is back."""

import asyncio
import time

import pytest

from madoguchi.kernel.adapters import redis
from madoguchi.kernel.adapters.redis import RedisLine
from madoguchi.kernel.adapters.redis_fanout import RedisFanout
from madoguchi.kernel.connection.door import GAP
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.events import Topics
from tests.support.redis import own_redis


def test_a_frozen_redis_stays_away_while_it_is_looked_for_and_is_back_soon_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ANSWER_S", "LOOK_EVERY_S", "LEFT_ALONE_S"):
        monkeypatch.setattr(redis, name, getattr(redis, name) / 5)

    async def act() -> None:
        line = RedisLine(server.url)
        await line.check()
        watching = asyncio.create_task(line.watch())
        server.freeze()
        with pytest.raises(Unavailable):
            await line.ask(line.client.ping())
        end = time.monotonic() + 1.5  # at least two whole looks go by
        while time.monotonic() < end:
            begun = time.monotonic()
            with pytest.raises(Unavailable):
                await line.ask(line.client.ping())
            assert time.monotonic() - begun < 0.2
            await asyncio.sleep(0.02)
        server.thaw()
        await asyncio.sleep(0.8)
        assert await line.ask(line.client.ping())
        watching.cancel()
        await line.close()

    with own_redis() as server:
        asyncio.run(act())


def test_a_redis_that_refuses_a_command_is_not_away() -> None:
    async def act() -> None:
        line = RedisLine(server.url)
        await line.ask(line.client.set("text", "no number"))
        with pytest.raises(Unavailable) as refused:
            await line.ask(line.client.incr("text"))
        assert refused.value.key == "redis.refused"
        assert not line.is_away
        await line.close()

    with own_redis() as server:
        asyncio.run(act())


def test_what_could_not_be_told_is_told_as_missed_once_redis_is_back() -> None:
    heard: list[str] = []

    async def act() -> None:
        sides = [Topics(), Topics()]
        lines = [RedisLine(server.url) for _ in sides]
        running = [
            asyncio.create_task(each)
            for line, topics in zip(lines, sides, strict=True)
            for each in (RedisFanout(line, topics).run(), line.watch())
        ]
        sides[1].hear("subject", lambda _: heard.append("subject"))
        sides[1].hear(GAP, lambda _: heard.append(GAP))
        while not heard:
            sides[0].tell("subject", {})
            await asyncio.sleep(0.05)
        # The one who tells believes that Redis is away, the one who hears never lost it.
        await lines[0].client.aclose()
        lines[0]._away_until = time.monotonic() + 1.5
        sides[0].tell("subject", {})
        async with asyncio.timeout(10):
            while GAP not in heard:
                await asyncio.sleep(0.05)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for line in lines:
            await line.close()

    with own_redis() as server:
        asyncio.run(act())
