"""Which entries of the cache count: each namespace has a generation, and a higher one voids all.

The home notes the highest generation that it has known. Where there is Redis, all homes meet there,
and the higher of both counts: a Redis that was away, was wiped or came back with old data is raised
above what a home knows.
"""

import asyncio
import secrets
import time
from collections import Counter, defaultdict

from madoguchi.kernel.levels import Level, Outages, as_generation

BELIEVED_S = 2.0
"""Without word from others, Redis is asked for a generation so often."""
DIGITS = 20


class Generations:
    """Knows the generation of every namespace, and raises it."""

    def __init__(self, home: Level, redis: Level | None, outages: Outages) -> None:
        self._home = home
        self._redis = redis
        self._outages = outages
        self._unnoted: dict[str, str] = {}
        self._heard: dict[str, str] = {}
        self._believed: dict[str, tuple[str, float]] = {}
        self._doubts: Counter[str] = Counter()
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._used: set[str] = set()

    async def current(self, namespace: str) -> str | None:
        """Return the generation that counts, or nothing while that cannot be known."""
        self._used.add(namespace)
        if found := self._trusted(namespace, await self._floor(namespace)):
            return found
        async with self._asking[namespace]:
            floor = await self._floor(namespace)
            if found := self._trusted(namespace, floor):
                return found
            if self._redis is None:
                return await self._raise(namespace, floor)
            return await self._ask(self._redis, namespace, floor)

    async def renew(self, namespace: str) -> str:
        """Void everything before; return from where on something counts."""
        self._used.add(namespace)
        async with self._asking[namespace]:
            await self._raise(namespace, await self._floor(namespace))
            return await self._floor(namespace)

    def hear(self, namespace: str, floor: str) -> None:
        """Believe nothing that was known so far: only from ``floor`` on something counts."""
        self._heard[namespace] = max(as_generation(floor.encode()), self._heard.get(namespace, ""))
        self._believed.pop(namespace, None)
        self._doubts[namespace] += 1

    async def tend(self) -> None:
        """Tell Redis, once it is back, what was voided meanwhile, as long as the process lives."""
        while self._redis is not None:
            for namespace in tuple(self._used):
                await self.current(namespace)
            await asyncio.sleep(BELIEVED_S)

    def _trusted(self, namespace: str, floor: str) -> str | None:
        if self._redis is None:
            return floor if namespace not in self._unnoted else None
        generation, until = self._believed.get(namespace, ("", 0.0))
        return generation if generation >= floor and time.monotonic() < until else None

    async def _ask(self, redis: Level, namespace: str, floor: str) -> str | None:
        asked_at, doubts = time.monotonic(), self._doubts[namespace]
        there: str | None = None
        with self._outages.survived(redis, "generation"):
            there = await redis.generation(namespace)
        if there is None:
            return None
        if not there or there < floor:
            return await self._raise(namespace, max(there, floor))
        if there > await self._noted(namespace):
            await self._note(namespace, there)
        self._believe(namespace, there, asked_at, doubts)
        return there

    async def _raise(self, namespace: str, floor: str) -> str | None:
        new, asked_at, doubts = _above(floor), time.monotonic(), self._doubts[namespace]
        met = False
        if self._redis:
            with self._outages.survived(self._redis, "generation"):
                await self._redis.note_generation(namespace, new)
                self._believe(namespace, new, asked_at, doubts)
                met = True
        noted = await self._note(namespace, new)
        return new if (met if self._redis else noted) else None

    def _believe(self, namespace: str, generation: str, asked_at: float, doubts: int) -> None:
        if doubts == self._doubts[namespace]:
            self._believed[namespace] = (generation, asked_at + BELIEVED_S)

    async def _note(self, namespace: str, generation: str) -> bool:
        self._unnoted[namespace] = generation
        with self._outages.survived(self._home, "generation"):
            await self._home.note_generation(namespace, generation)
            self._unnoted.pop(namespace, None)
        return namespace not in self._unnoted

    async def _noted(self, namespace: str) -> str:
        with self._outages.survived(self._home, "generation"):
            return await self._home.generation(namespace)
        return ""

    async def _floor(self, namespace: str) -> str:
        noted = await self._noted(namespace)
        return max(noted, self._unnoted.get(namespace, ""), self._heard.get(namespace, ""))


def _above(floor: str) -> str:
    """Return a generation above ``floor``, even when the clock has gone back."""
    number = max(time.time_ns(), int(floor[:DIGITS] or 0) + 1)
    return f"{number:0{DIGITS}d}{secrets.token_hex(4)}"
