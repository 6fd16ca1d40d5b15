"""What was costly to make, kept for a while: in memory, in Redis where there is one, in the home.

Every failure below memory is a miss and one line in the log. What leaves memory lies there in the
clear: a namespace whose values hold what a person said stays near.
"""

import asyncio
import hashlib
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from madoguchi.kernel.events import News, Topics
from madoguchi.kernel.generations import Generations
from madoguchi.kernel.levels import Level, Outages, Place

TOPIC = "cache"
MOST_BYTES, MOST_VALUES = 8 * 2**20, 10_000
VALUE_SHARE = 16
"""No single value takes more than this part of a level."""
ENTRY_BYTES = 300
JSON, RAW = b"j", b"b"
Value = Any
"""Bytes, or anything that JSON can say."""
Key = Any
"""Anything that JSON can say."""


@dataclass(frozen=True)
class Namespace:
    """One use of the cache; only a far one leaves memory."""

    name: str
    ttl_s: float
    far: bool = True


class Memory:
    """The uppermost level: small, in this process, and measured by a clock that cannot jump."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_values: int = MOST_VALUES) -> None:
        self._most_bytes = most_bytes
        self._most_values = most_values
        self._values: OrderedDict[tuple[str, str], tuple[str, float, bytes]] = OrderedDict()
        self.size_bytes = 0

    def __len__(self) -> int:
        return len(self._values)

    def get(self, place: Place) -> bytes | None:
        """Return a value of this very generation whose time is not over."""
        key = place.namespace, place.address
        if (kept := self._values.get(key)) is None:
            return None
        generation, until, value = kept
        if generation != place.generation or time.monotonic() >= until:
            self.drop(*key)
            return None
        self._values.move_to_end(key)
        return value

    def set(self, place: Place, value: bytes, ttl_s: float) -> None:
        """Keep a value; what was not asked for longest makes room."""
        key = place.namespace, place.address
        self.drop(*key)
        if len(value) * VALUE_SHARE > self._most_bytes:
            return
        self._values[key] = place.generation, time.monotonic() + ttl_s, value
        self.size_bytes += len(value) + ENTRY_BYTES
        while self.size_bytes > self._most_bytes or len(self._values) > self._most_values:
            self.drop(*next(iter(self._values)))

    def drop(self, namespace: str, address: str) -> None:
        """Forget one value."""
        if kept := self._values.pop((namespace, address), None):
            self.size_bytes -= len(kept[2]) + ENTRY_BYTES

    def forget(self, namespace: str) -> None:
        """Forget a whole namespace."""
        for key in [key for key in self._values if key[0] == namespace]:
            self.drop(*key)


class Cache:
    """Levels asked in turn; what a lower one has is lifted into those above it."""

    def __init__(
        self,
        secret: bytes,
        topics: Topics,
        home: Level,
        redis: Level | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._secret = secret
        self._topics = topics
        self._memory = Memory() if memory is None else memory
        self._lower = (redis, home) if redis else (home,)
        self._outages = Outages()
        self._generations = Generations(home, redis, self._outages)
        self._flights: dict[tuple[object, ...], asyncio.Future[bytes]] = {}
        self._voided: Counter[str] = Counter()
        self._leave = topics.hear(TOPIC, self._hear)

    async def get(self, namespace: Namespace, key: Key) -> Value | None:
        """Return what is kept under ``key``, if anything."""
        place = await self._place(namespace, key)
        value = await self._find(place, namespace) if place else None
        return None if value is None else _decoded(value)

    async def set(self, namespace: Namespace, key: Key, value: Value) -> None:
        """Keep a value that stays true whatever else changes."""
        if place := await self._place(namespace, key):
            await self._keep(place, _encoded(value), namespace.ttl_s, self._below(namespace))

    async def get_or_make(
        self, namespace: Namespace, key: Key, make: Callable[[], Awaitable[Value]]
    ) -> Value:
        """Return what is kept, or make it: once, for all who ask meanwhile.

        A failure is not kept; what was begun before the namespace was forgotten is not either.
        """
        place = await self._place(namespace, key)
        if place and (value := self._memory.get(place)) is not None:
            return _decoded(value)
        voided = self._voided[namespace.name]
        flight = (namespace.name, place or self._address(namespace, key), voided)
        while (waiting := self._flights.get(flight)) is not None:
            if (value := await _awaited(waiting)) is not None:
                return _decoded(value)
        made = self._flights[flight] = asyncio.get_running_loop().create_future()
        try:
            value = await self._find_or_make(place, namespace, voided, make)
            made.set_result(value)
            return _decoded(value)
        except Exception as error:
            made.set_exception(error)
            made.exception()  # perhaps nobody else waits for it
            raise
        finally:
            del self._flights[flight]
            made.cancel()  # does nothing, unless we are called away: then another makes it

    async def drop(self, namespace: Namespace, key: Key) -> None:
        """Forget one value, in this home and in every process's memory."""
        place = await self._place(namespace, key)
        if place is None or not await self._dropped(place, self._below(namespace)):
            await self.forget(namespace)  # better everything than too little
            return
        self._topics.tell(TOPIC, {"drop": place.address, "in": namespace.name})

    async def forget(self, namespace: Namespace) -> None:
        """Forget a whole namespace, in every process."""
        floor = await self._generations.renew(namespace.name)
        self._topics.tell(TOPIC, {"forget": namespace.name, "from": floor})

    async def tend(self) -> None:
        """Keep in step with the other homes, for as long as the process lives."""
        await self._generations.tend()

    def close(self) -> None:
        """Hear of nothing more."""
        self._leave()

    def _hear(self, news: News) -> None:
        """Somebody, perhaps we ourselves, voided something."""
        if "forget" in news:
            self._memory.forget(news["forget"])
            self._generations.hear(news["forget"], news["from"])
            self._voided[news["forget"]] += 1
        else:
            self._memory.drop(news["in"], news["drop"])
            self._voided[news["in"]] += 1

    def _below(self, namespace: Namespace) -> Sequence[Level]:
        return self._lower if namespace.far else ()

    def _address(self, namespace: Namespace, key: Key) -> str:
        named = orjson.dumps((namespace.name, key))
        return hashlib.blake2b(named, key=self._secret, digest_size=16).hexdigest()

    async def _place(self, namespace: Namespace, key: Key) -> Place | None:
        generation = await self._generations.current(namespace.name)
        if generation is None:
            return None
        return Place(namespace.name, generation, self._address(namespace, key))

    async def _find(self, place: Place, namespace: Namespace) -> bytes | None:
        if (value := self._memory.get(place)) is not None:
            return value
        voided, below = self._voided[place.namespace], self._below(namespace)
        for depth, level in enumerate(below):
            found = None
            with self._outages.survived(level, "get"):
                found = await level.get(place)
            if found is not None:
                if voided == self._voided[place.namespace]:
                    await self._keep(place, *found, below[:depth])
                return found[0]
        return None

    async def _dropped(self, place: Place, below: Sequence[Level]) -> bool:
        dropped = 0
        for level in below:
            with self._outages.survived(level, "drop"):
                await level.drop(place)
                dropped += 1
        return dropped == len(below)

    async def _find_or_make(
        self,
        place: Place | None,
        namespace: Namespace,
        voided: int,
        make: Callable[[], Awaitable[Value]],
    ) -> bytes:
        if place and (value := await self._find(place, namespace)) is not None:
            return value
        value = _encoded(await make())
        if place and voided == self._voided[place.namespace]:
            await self._keep(place, value, namespace.ttl_s, self._below(namespace))
        return value

    async def _keep(self, place: Place, value: bytes, ttl_s: float, below: Sequence[Level]) -> None:
        self._memory.set(place, value, ttl_s)
        for level in below:
            with self._outages.survived(level, "set"):
                await level.set(place, value, ttl_s)


async def _awaited(made: "asyncio.Future[bytes]") -> bytes | None:
    """Return what somebody makes; nothing when they were called away."""
    try:
        return await asyncio.shield(made)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if not made.cancelled() or (task and task.cancelling()):
            raise
        return None


def _encoded(value: Value) -> bytes:
    return RAW + value if isinstance(value, bytes) else JSON + orjson.dumps(value)


def _decoded(value: bytes) -> Value:
    return value[1:] if value[:1] == RAW else orjson.loads(value[1:])
