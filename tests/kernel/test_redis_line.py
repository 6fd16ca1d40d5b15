"""The line to Redis: who can do without waits for it once, and not again until it is back."""

import asyncio
import time

import pytest

from madoguchi.kernel.adapters import redis
from madoguchi.kernel.adapters.redis import RedisLine
from madoguchi.kernel.errors import Unavailable
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
