"""The cache: quick while all is well, a plain miss when it is not, and never yesterday's answer."""

import asyncio
import gc
import hashlib
import logging
import resource
import shutil
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from madoguchi.kernel import generations
from madoguchi.kernel.adapters import file_cache, redis_cache
from madoguchi.kernel.adapters import redis as redis_line
from madoguchi.kernel.adapters.file_cache import FileCache
from madoguchi.kernel.adapters.redis import RedisLine
from madoguchi.kernel.adapters.redis_cache import PATIENCE_S, RedisCache
from madoguchi.kernel.cache import Cache, Memory, Namespace
from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.events import News, Topics
from madoguchi.kernel.levels import Place
from tests.support.redis import OwnRedis, own_redis

FAR = Namespace("far", ttl_s=60.0)
NEAR = Namespace("near", ttl_s=60.0, far=False)
BRIEF = Namespace("brief", ttl_s=0.15)
SECRET = b"s" * 32
QUESTION = "田中花子の滞納はいくらですか"
AT_ONCE_S, AT_WORST_S = 0.1, 2.5


@pytest.fixture(scope="module")
def shared() -> Iterator[OwnRedis]:
    """A Redis that nobody brings down."""
    with own_redis() as server:
        yield server


@pytest.fixture
def redis(shared: OwnRedis) -> OwnRedis:
    """The same, with nothing in it."""
    shared.wipe()
    return shared


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> float:
    """Have less patience than in earnest: with what was heard, and with a Redis that is away."""
    for module, name in (
        (generations, "BELIEVED_S"),
        (redis_cache, "RESTS_S"),
        (redis_line, "LEFT_ALONE_S"),
    ):
        monkeypatch.setattr(module, name, 0.3)
    return 0.3


class Process:
    """What one process has of the cache."""

    def __init__(self, home: Path, redis: OwnRedis | None = None, **memory: int) -> None:
        self.topics = Topics()
        self.folder = home / "cache"
        self.line = RedisLine(redis.url) if redis else None
        self.cache = Cache(
            SECRET,
            self.topics,
            FileCache(self.folder),
            RedisCache(self.line) if self.line else None,
            Memory(**memory) if memory else None,
        )
        self.made = 0

    async def ask(self, key: str, value: Any = "made", namespace: Namespace = FAR) -> Any:
        """Ask for a value, which is made when it is not there."""

        async def make() -> Any:
            self.made += 1
            return value

        return await self.cache.get_or_make(namespace, key, make)

    async def close(self) -> None:
        """End."""
        self.cache.close()
        if self.line:
            await self.line.close()


Play = Callable[..., Awaitable[None]]


def played(play: Play, *processes: Process) -> None:
    """Run a test in a loop of its own, and end the processes."""

    async def act() -> None:
        try:
            await play(*processes)
        finally:
            for process in processes:
                await process.close()

    asyncio.run(act())


async def timed(act: Coroutine[Any, Any, Any]) -> tuple[Any, float]:
    """Return what something came to, and how many seconds it took."""
    begun = time.monotonic()
    return await act, time.monotonic() - begun


def connected(*processes: Process) -> None:
    """Carry news between processes, as the fan-out does."""

    def carry_from(teller: Process) -> Callable[[str, News], None]:
        def carry(topic: str, news: News) -> None:
            for process in processes:
                if process is not teller:
                    process.topics.tell_here(topic, orjson.loads(orjson.dumps(news)))

        return carry

    for process in processes:
        process.topics.carry_by(carry_from(process))


@contextmanager
def refused(redis: OwnRedis, command: str) -> Iterator[None]:
    """Have Redis refuse a command; what a frozen one was told, it does once it goes on."""
    with redis.client() as client:
        client.execute_command("ACL", "SETUSER", "default", f"-{command}")
        try:
            yield
        finally:
            client.execute_command("ACL", "SETUSER", "default", f"+{command}")


def values_in(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*/*/*") if file.is_file()]


# What is kept is found.


@pytest.mark.parametrize("value", ["text", b"\x00bytes\xff", {"a": [1, 2.5, None]}, [], 0, "", b""])
def test_what_is_kept_is_found_as_it_was(tmp_path: Path, value: Any) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.cache.set(FAR, ["a", 1], value)
        assert await one.cache.get(FAR, ["a", 1]) == value
        assert await one.cache.get(FAR, ["a", 2]) is None
        assert await other.cache.get(FAR, ["a", 1]) == value

    played(play, Process(tmp_path), Process(tmp_path))


def test_a_value_of_nothing_is_made_once_as_well(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        assert await one.ask("a", None) is None
        assert await one.ask("a", "other") is None
        assert one.made == 1

    played(play, Process(tmp_path))


def test_what_lies_in_the_home_outlives_the_process_and_is_lifted_into_memory(
    tmp_path: Path,
) -> None:
    async def play(one: Process, later: Process) -> None:
        await one.ask("a")
        assert await later.ask("a") == "made"
        for file in values_in(later.folder):
            file.unlink()
        assert await later.ask("a") == "made"
        assert later.made == 0

    played(play, Process(tmp_path), Process(tmp_path))


def test_what_another_home_made_is_found_in_redis(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a")
        assert await other.ask("a") == "made"
        assert other.made == 0
        assert values_in(other.folder) == []

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_what_lies_in_the_home_is_lifted_into_redis(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, again: Process, other: Process) -> None:
        await one.ask("a")
        with redis.client() as client:
            for key in client.keys("madoguchi:cache:far:*"):
                client.delete(key)
        assert await again.ask("a") == "made"
        assert await other.ask("a") == "made"
        assert again.made == other.made == 0

    home = tmp_path / "1"
    played(play, Process(home, redis), Process(home, redis), Process(tmp_path / "2", redis))


def test_a_near_namespace_never_leaves_memory(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a", namespace=NEAR)
        await one.ask("a", namespace=NEAR)
        assert one.made == 1
        assert await other.cache.get(NEAR, "a") is None
        assert values_in(one.folder) == []
        with redis.client() as client:
            assert client.keys("madoguchi:cache:near:*") == []

    played(play, Process(tmp_path, redis), Process(tmp_path, redis))


# Time.


@pytest.mark.parametrize("with_redis", [False, True])
def test_a_value_is_gone_on_every_level_when_its_time_is_over(
    tmp_path: Path, redis: OwnRedis, with_redis: bool
) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a", namespace=BRIEF)
        await asyncio.sleep(BRIEF.ttl_s / 2)
        assert await other.cache.get(BRIEF, "a") == "made"  # lifted, with the time that is left
        await asyncio.sleep(BRIEF.ttl_s / 2 + 0.02)
        for process in (one, other):
            assert await process.cache.get(BRIEF, "a") is None

    used = redis if with_redis else None
    played(play, Process(tmp_path, used), Process(tmp_path, used))


def test_after_a_clock_went_back_homes_still_agree_on_what_counts(
    tmp_path: Path, redis: OwnRedis, monkeypatch: pytest.MonkeyPatch, soon: float
) -> None:
    real = time.time_ns

    async def play(one: Process, other: Process) -> None:
        await one.ask("a", "old")
        await other.ask("a", "old")
        noted = (one.folder / "far" / "generation").read_text()
        monkeypatch.setattr(time, "time_ns", lambda: real() - 10**15)
        await one.cache.forget(FAR)
        assert (one.folder / "far" / "generation").read_text() > noted
        await asyncio.sleep(soon)
        assert await other.ask("a", "new") == "new"
        for _ in range(2):
            await asyncio.sleep(soon)
            assert await one.ask("a") == await other.ask("a") == "new"

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


@pytest.mark.parametrize("leap", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_clock_that_leaps_makes_files_a_miss_and_leaves_memory_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leap: timedelta
) -> None:
    async def play(one: Process, later: Process) -> None:
        await one.ask("a")
        monkeypatch.setattr(file_cache, "now", lambda: now() + leap)
        assert await one.cache.get(FAR, "a") == "made"
        assert await later.cache.get(FAR, "a") is None
        assert values_in(later.folder) == []

    played(play, Process(tmp_path), Process(tmp_path))


def test_a_clock_that_went_back_brings_nothing_forgotten_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time_ns

    async def play(one: Process, later: Process) -> None:
        await one.ask("a", "old")
        monkeypatch.setattr(time, "time_ns", lambda: real() - 10**15)
        await one.cache.forget(FAR)
        for process in (one, later):
            assert await process.cache.get(FAR, "a") is None
        assert await one.ask("a", "new") == "new"
        assert await later.ask("a") == "new"

    played(play, Process(tmp_path), Process(tmp_path))


# Bounds.


def test_memory_keeps_what_was_asked_for_last(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        for key in ("a", "b", "c"):
            await one.ask(key, key, NEAR)
        await one.ask("a", "a", NEAR)
        await one.ask("d", "d", NEAR)
        found = [await one.cache.get(NEAR, key) for key in ("a", "b", "c", "d")]
        assert found == ["a", None, "c", "d"]

    played(play, Process(tmp_path, most_values=3))


def test_memory_never_holds_more_than_its_bytes(tmp_path: Path) -> None:
    memory = Memory(most_bytes=50_000)
    files = FileCache(tmp_path)
    cache = Cache(SECRET, Topics(), files, None, memory)

    async def act() -> None:
        for number in range(200):
            await cache.set(NEAR, number % 150, b"x" * (number * 20))
            assert memory.size_bytes <= 50_000
        assert len(memory) > 5
        await cache.set(NEAR, "large", b"x" * 10_000)
        assert await cache.get(NEAR, "large") is None
        await cache.forget(NEAR)
        assert len(memory) == memory.size_bytes == 0

    asyncio.run(act())


def test_the_folder_never_holds_much_more_than_its_bytes(tmp_path: Path) -> None:
    most = 400_000
    dice = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(1_500))

    async def act() -> None:
        cache = Cache(SECRET, Topics(), FileCache(tmp_path, most), None, Memory(most_values=1))
        for number in range(150):
            await cache.set(FAR, number, dice[number : number + 8_000])
            held = sum(file.stat().st_size for file in values_in(tmp_path))
            assert held <= most * 9 / 8
        assert await cache.get(FAR, 0) is None
        assert await cache.get(FAR, 149) is not None
        assert await cache.get(FAR, 130) is not None
        await cache.set(FAR, "large", dice)
        # A process that begins looks at what others have left.
        other = Cache(SECRET, Topics(), FileCache(tmp_path, 100_000))
        assert await other.get(FAR, "large") is None
        await other.set(FAR, "a", "a")
        assert sum(file.stat().st_size for file in values_in(tmp_path)) <= 100_000

    asyncio.run(act())


# Forgetting.


@pytest.mark.parametrize("with_redis", [False, True])
def test_what_is_forgotten_is_gone_at_once_in_every_process_of_the_home(
    tmp_path: Path, redis: OwnRedis, with_redis: bool
) -> None:
    async def play(one: Process, other: Process) -> None:
        for namespace in (FAR, NEAR):
            await one.ask("a", "old", namespace)
            await other.ask("a", "old", namespace)
            await one.cache.forget(namespace)
            for process in (one, other):
                assert await process.ask("a", "new", namespace) == "new"

    used = redis if with_redis else None
    played(play, Process(tmp_path, used), Process(tmp_path, used))


def test_forgetting_one_namespace_leaves_the_others(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        await one.ask("a", namespace=NEAR)
        await one.ask("a")
        await one.cache.forget(FAR)
        assert await one.cache.get(NEAR, "a") == "made"
        assert await one.cache.get(FAR, "a") is None

    played(play, Process(tmp_path))


def test_what_was_forgotten_stays_forgotten_after_a_restart_and_leaves_the_disk(
    tmp_path: Path,
) -> None:
    async def play(one: Process, later: Process) -> None:
        await one.ask("a", "old")
        (old,) = values_in(one.folder)
        await one.cache.forget(FAR)
        assert await later.ask("a", "new") == "new"
        assert not old.exists()

    played(play, Process(tmp_path), Process(tmp_path))


def test_other_homes_forget_at_once_when_they_hear_of_it(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, other: Process) -> None:
        connected(one, other)
        for namespace in (FAR, NEAR):
            await one.ask("a", "old", namespace)
            await other.ask("a", "old", namespace)
            await one.cache.forget(namespace)
            assert await other.ask("a", "new", namespace) == "new"
            await other.cache.forget(namespace)
            assert await one.ask("a", "newer", namespace) == "newer"

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_a_home_that_missed_the_message_serves_nothing_old_for_longer_than_the_bound(
    tmp_path: Path, redis: OwnRedis, soon: float
) -> None:
    async def play(one: Process, other: Process) -> None:
        for namespace in (FAR, NEAR):
            await one.ask("a", "old", namespace)
            await other.ask("a", "old", namespace)
            await one.cache.forget(namespace)
            await asyncio.sleep(soon)
            assert await other.ask("a", "new", namespace) == "new"

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_word_that_comes_while_redis_is_being_asked_is_not_lost(
    tmp_path: Path, redis: OwnRedis, soon: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(one: Process, other: Process) -> None:
        connected(one, other)
        await one.ask("a", "old")
        await other.ask("a", "old")
        await asyncio.sleep(soon)
        assert other.line
        ask, asked, go_on = other.line.ask, asyncio.Event(), asyncio.Event()

        async def slowly(command: Awaitable[Any]) -> Any:
            found = await ask(command)
            asked.set()
            await go_on.wait()
            return found

        monkeypatch.setattr(other.line, "ask", slowly)
        asking = asyncio.create_task(other.ask("a"))
        await asked.wait()
        await one.cache.forget(FAR)
        go_on.set()
        await asking
        assert await other.ask("a", "new") == "new"

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_what_redis_could_not_be_told_of_it_is_told_later(
    tmp_path: Path, redis: OwnRedis, soon: float
) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a", "old")
        await other.ask("a", "old")
        before = values_in(one.folder)
        tending = asyncio.create_task(one.cache.tend())
        with refused(redis, "set"):
            await one.cache.forget(FAR)
            assert await one.ask("a", "meanwhile") == "meanwhile"
            assert values_in(one.folder) == before  # until others can know it, nothing is kept
        await asyncio.sleep(3 * soon)  # told, and then asked by the other
        assert await other.ask("a", "new") == "new"
        tending.cancel()

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_while_redis_is_away_a_home_serves_nothing_that_others_may_have_forgotten(
    tmp_path: Path, soon: float
) -> None:
    async def play(one: Process) -> None:
        await one.ask("a", "old")
        server.freeze()
        await asyncio.sleep(soon)
        assert await one.ask("a", "new") == "new"
        assert await one.ask("a", "newer") == "newer"
        server.thaw()
        await asyncio.sleep(soon)
        assert await one.ask("a") == "old"  # nobody had forgotten it

    with own_redis() as server:
        played(play, Process(tmp_path, server))


def test_a_restart_forgets_nothing_that_redis_has_yet_to_hear(
    tmp_path: Path, redis: OwnRedis
) -> None:
    async def play(one: Process, again: Process) -> None:
        await one.ask("a", "old")
        with refused(redis, "set"):
            await one.cache.forget(FAR)
        assert await again.ask("a", "new") == "new"

    played(play, Process(tmp_path, redis), Process(tmp_path, redis))


@pytest.mark.parametrize("home", ["1", "2"])
def test_a_redis_that_comes_back_with_old_data_brings_nothing_old_back(
    tmp_path: Path, redis: OwnRedis, soon: float, home: str
) -> None:
    async def play(one: Process, other: Process, later: Process) -> None:
        connected(one, other)
        await one.ask("a", "old")
        with redis.client() as client:
            kept = {key: client.get(key) for key in client.keys("madoguchi:cache:*")}
            await one.cache.forget(FAR)
            assert await other.cache.get(FAR, "a") is None
            client.flushall()
            for key, value in kept.items():
                client.set(key, value, px=60_000)
        await asyncio.sleep(soon)
        assert await later.ask("a", "new") == "new"
        assert await one.ask("a", "newer") in ("new", "newer")

    played(play, *(Process(tmp_path / name, redis) for name in ("1", "2", home)))


def test_one_value_can_be_dropped_and_the_others_stay(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, other: Process) -> None:
        connected(one, other)
        for key in ("a", "b"):
            await one.ask(key)
            await other.ask(key)
        assert len(values_in(one.folder)) == 2
        await one.cache.drop(FAR, "a")
        for process in (one, other):
            assert await process.cache.get(FAR, "a") is None
            assert await process.cache.get(FAR, "b") == "made"
        assert len(values_in(one.folder)) == 1

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


@pytest.mark.parametrize("known", [True, False])
def test_a_value_that_redis_could_not_drop_does_not_come_back(
    tmp_path: Path, redis: OwnRedis, soon: float, known: bool
) -> None:
    async def play(one: Process, again: Process) -> None:
        await one.ask("a", "old")
        with refused(redis, "del"), refused(redis, "set"):
            if not known:
                await asyncio.sleep(soon)
                redis.freeze()
            await one.cache.drop(FAR, "a")
            redis.thaw()
        assert await again.cache.get(FAR, "a") is None

    played(play, Process(tmp_path, redis), Process(tmp_path, redis))


# Made once.


def test_many_who_ask_at_once_have_it_made_once(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        async def make() -> str:
            one.made += 1
            await asyncio.sleep(0.02)
            return "made"

        asked = (one.cache.get_or_make(FAR, "a", make) for _ in range(50))
        assert await asyncio.gather(*asked) == ["made"] * 50
        assert one.made == 1

    played(play, Process(tmp_path))


def test_a_failure_reaches_all_who_wait_and_is_not_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(one: Process) -> None:
        async def fail() -> str:
            one.made += 1
            await asyncio.sleep(0.02)
            raise Unavailable("db.unavailable")

        asked = (one.cache.get_or_make(FAR, "a", fail) for _ in range(3))
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(each, Unavailable) for each in found)
        assert one.made == 1
        assert await one.ask("a") == "made"
        with suppress(Unavailable):  # and nobody minds when only one asks
            await one.cache.get_or_make(FAR, "b", fail)
        gc.collect()
        assert caplog.records == []

    played(play, Process(tmp_path))


def test_when_the_one_who_makes_it_is_called_away_another_does(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def make() -> str:
            one.made += 1
            begun.set()
            await go_on.wait()
            return "made"

        await one.ask("b")
        tasks = [asyncio.create_task(one.cache.get_or_make(FAR, "a", make)) for _ in range(4)]
        await begun.wait()
        await asyncio.sleep(0.05)
        one.made = 0
        tasks[0].cancel()
        tasks[2].cancel()
        await asyncio.sleep(0.05)
        go_on.set()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(each, asyncio.CancelledError) for each in found] == [True, False] * 2
        assert found[1] == found[3] == "made"
        assert one.made == 1

    played(play, Process(tmp_path))


def test_what_was_begun_before_forgetting_is_neither_kept_nor_given_to_who_asks_after(
    tmp_path: Path,
) -> None:
    async def play(one: Process) -> None:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow() -> str:
            begun.set()
            await go_on.wait()
            return "old"

        before = asyncio.create_task(one.cache.get_or_make(FAR, "a", slow))
        await begun.wait()
        await one.cache.forget(FAR)
        assert await one.ask("a", "new") == "new"
        go_on.set()
        assert await before == "old"
        assert await one.cache.get(FAR, "a") == "new"

    played(play, Process(tmp_path))


def test_what_was_begun_before_dropping_is_not_kept(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        async def make() -> str:
            await one.cache.drop(FAR, "a")
            return "old"

        await one.cache.get_or_make(FAR, "a", make)
        assert await one.cache.get(FAR, "a") is None

    played(play, Process(tmp_path))


def test_what_is_dropped_while_it_is_being_lifted_does_not_stay_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(one: Process, other: Process) -> None:
        connected(one, other)
        await one.ask("a", "old")
        find, found, go_on = FileCache.get, asyncio.Event(), asyncio.Event()

        async def slowly(files: FileCache, place: Place) -> tuple[bytes, float] | None:
            value = await find(files, place)
            found.set()
            await go_on.wait()
            return value

        monkeypatch.setattr(FileCache, "get", slowly)
        lifting = asyncio.create_task(other.cache.get(FAR, "a"))
        await found.wait()
        await one.cache.drop(FAR, "a")
        go_on.set()
        assert await lifting == "old"
        assert await other.cache.get(FAR, "a") is None

    played(play, Process(tmp_path), Process(tmp_path))


# Trouble.


def test_redis_killed_frozen_wiped_and_back_delays_nobody_for_long(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, soon: float
) -> None:
    async def away(one: Process) -> None:
        caplog.clear()
        await asyncio.sleep(soon)
        many = [one.ask(f"first {number}") for number in range(20)]
        _, took = await timed(asyncio.wait_for(asyncio.gather(*many), AT_WORST_S))
        assert took < PATIENCE_S + 2 * AT_ONCE_S
        for number in range(5):
            answer, took = await timed(one.ask(f"then {number}"))
            assert (answer, took < AT_ONCE_S) == ("made", True)
        assert len(caplog.records) == 1, caplog.messages

    async def back(one: Process) -> None:
        await asyncio.sleep(soon)
        made = one.made
        for key in ("x", "y", "x", "y"):
            assert await one.ask(key, key) == key
        assert one.made <= made + 2
        assert await one.cache.get(FAR, "x") == "x"

    async def play(one: Process) -> None:
        await one.ask("a")
        server.kill()
        await away(one)
        server.start()
        await back(one)
        server.freeze()
        await away(one)
        server.thaw()
        await back(one)
        server.wipe()
        await asyncio.sleep(soon)
        assert await one.ask("x", "new") == "new"

    with caplog.at_level(logging.WARNING), own_redis() as server:
        played(play, Process(tmp_path, server))


def test_answers_that_came_too_late_are_never_taken_for_others(
    tmp_path: Path, redis: OwnRedis, soon: float
) -> None:
    async def play(one: Process, other: Process) -> None:
        for number in range(20):
            await one.cache.set(FAR, number, number)
        redis.freeze()
        many = [other.cache.get(FAR, number) for number in range(20)]
        assert await asyncio.gather(*many) == [None] * 20
        redis.thaw()
        for number in range(20):
            while (found := await other.cache.get(FAR, number)) is None:
                await asyncio.sleep(soon)
            assert found == number

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


def test_a_redis_that_is_full_is_a_miss_and_not_taken_for_one_that_is_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a")
        with server.client() as client:
            client.config_set("maxmemory", "1")
        await one.ask("b")
        await one.ask("c")
        assert await other.ask("a", "other") == "made"
        assert await other.cache.get(FAR, "b") is None
        assert one.line
        assert not one.line.is_away
        assert len(caplog.records) == 1

    with caplog.at_level(logging.WARNING), own_redis() as server:
        played(play, Process(tmp_path / "1", server), Process(tmp_path / "2", server))


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-1],
    "one bit": lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
    "another version": lambda data: b"mdg0" + data[4:],
    "something else": lambda data: b"hello",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_a_miss_that_is_noted_once_and_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    async def play(one: Process, *later: Process) -> None:
        await one.ask("a", ["something", "to damage"] * 9)
        (file,) = values_in(one.folder)
        file.write_bytes(damage(file.read_bytes()))
        assert await later[0].ask("a", "new") == "new"
        assert await later[1].ask("a", "newer") == "new"
        assert len(caplog.records) == 1

    with caplog.at_level(logging.WARNING):
        played(play, *(Process(tmp_path) for _ in range(3)))


def test_a_damaged_value_in_redis_is_a_miss(tmp_path: Path, redis: OwnRedis) -> None:
    async def play(one: Process, other: Process) -> None:
        await one.ask("a")
        with redis.client() as client:
            (key,) = client.keys("madoguchi:cache:far:*")
            client.set(key, b"hello", px=10_000)
        assert await other.ask("a", "new") == "new"

    played(play, Process(tmp_path / "1", redis), Process(tmp_path / "2", redis))


@pytest.mark.parametrize("noted", [b"", b"1", b"\xff" * 28, b"9" * 500])
def test_a_generation_that_cannot_be_read_voids_what_was_kept(
    tmp_path: Path, redis: OwnRedis, noted: bytes
) -> None:
    async def play(one: Process, homely: Process, other: Process) -> None:
        await one.ask("a", "old")
        (tmp_path / "1" / "cache" / "far" / "generation").write_bytes(noted)
        assert await homely.ask("a", "new") == "new"
        with redis.client() as client:
            client.set("madoguchi:cache:generation:far", noted)
        assert await other.ask("a", "newer") == "newer"

    home = tmp_path / "1"
    played(play, Process(home), Process(home), Process(tmp_path / "2", redis))


@contextmanager
def full_disk() -> Iterator[None]:
    """Let nobody in this process write a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_a_miss_and_what_was_forgotten_meanwhile_stays_forgotten(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(one: Process, other: Process, later: Process) -> None:
        await one.ask("a", "old")
        await other.ask("a", "old")
        with full_disk():
            assert await one.ask("b") == "made"
            assert await one.cache.get(FAR, "b") == "made"
            await one.cache.forget(FAR)
            for process in (one, other, later):
                assert await process.ask("a", "while full") == "while full"
        assert len([each for each in caplog.records if "folder" in each.message]) <= 3
        for process in (one, other, later):
            assert await process.ask("a", "new") == "new"
        assert list(tmp_path.rglob("*.*")) == []  # nothing half written is left

    with caplog.at_level(logging.WARNING):
        played(play, *(Process(tmp_path) for _ in range(3)))


def test_what_neither_the_disk_nor_redis_could_note_stays_forgotten_all_the_same(
    tmp_path: Path, redis: OwnRedis
) -> None:
    async def play(one: Process) -> None:
        await one.ask("a", "old")
        with full_disk(), refused(redis, "set"):
            await one.cache.forget(FAR)
            assert await one.ask("a", "meanwhile") == "meanwhile"
        assert await one.ask("a", "new") == "new"
        assert await one.ask("a") == "new"

    played(play, Process(tmp_path, redis))


def test_a_cache_folder_that_is_removed_or_in_the_way_costs_only_time(tmp_path: Path) -> None:
    async def play(one: Process) -> None:
        await one.ask("a", "old")
        shutil.rmtree(one.folder)
        assert await one.ask("a", "new") == "new"
        shutil.rmtree(one.folder)
        one.folder.write_text("in the way")
        for value in ("1", "2"):
            assert await one.ask("a", value) == value
        await one.cache.forget(FAR)
        await one.cache.drop(FAR, "a")
        one.folder.unlink()
        assert await one.ask("a", "3") == "3"
        assert await one.ask("a", "4") == "3"

    played(play, Process(tmp_path))


def test_processes_that_keep_forget_and_make_room_at_once_never_get_anything_wrong(
    tmp_path: Path, redis: OwnRedis
) -> None:
    """Each value says for which key and in which round it was made: none comes from before."""
    forgotten = 0

    async def ask(process: Process, key: int) -> None:
        begun = forgotten
        of, made_in = await process.ask(str(key), [key, forgotten])
        assert of == key
        assert made_in >= begun

    async def play(*processes: Process) -> None:
        nonlocal forgotten
        connected(*processes)
        for number in range(60):
            await asyncio.gather(*(ask(each, key) for each in processes for key in range(12)))
            if number % 3 == 0:
                await processes[number % len(processes)].cache.forget(FAR)
                forgotten += 1

    homes = [tmp_path / "1", tmp_path / "1", tmp_path / "2"]
    played(play, *(Process(home, redis, most_values=7) for home in homes))


# What people asked stays in memory.


def test_nothing_that_a_person_asked_is_on_disk_or_in_redis(
    tmp_path: Path, redis: OwnRedis
) -> None:
    async def play(one: Process) -> None:
        await one.ask(QUESTION, ["passage", 1.0])
        await one.ask(QUESTION, QUESTION, NEAR)

    played(play, Process(tmp_path, redis))
    with redis.client() as client:
        held = [value for key in client.keys("*") for value in (key, client.dump(key))]
    for file in tmp_path.rglob("*"):
        held += [str(file).encode(), file.read_bytes() if file.is_file() else b""]
    assert len(held) > 6
    told = [QUESTION.encode(), QUESTION[:2].encode(), orjson.dumps(QUESTION)]
    # Not even a hash that anyone could make who guesses what was asked.
    guesses = [
        each for name in ("far", "near") for each in (told[0], orjson.dumps((name, QUESTION)))
    ]
    for guess in guesses:
        told += [hashlib.sha256(guess).hexdigest()[:16].encode()]
        told += [hashlib.blake2b(guess, digest_size=16).hexdigest()[:16].encode()]
    assert not [each for each in told for piece in held if piece and each in piece]


def test_each_home_has_a_secret_of_its_own_which_survives_and_mends_itself(tmp_path: Path) -> None:
    one, other = FileCache(tmp_path / "1"), FileCache(tmp_path / "2")
    assert one.secret() == one.secret() != other.secret()
    (tmp_path / "1" / "secret").write_bytes(b"short")
    assert len(one.secret()) == 32
    assert one.secret() == one.secret()
    (tmp_path / "3").write_text("in the way")
    assert len(FileCache(tmp_path / "3").secret()) == 32
