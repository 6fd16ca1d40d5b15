"""What every store promises, tried on each."""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from madoguchi.files.failures import Damaged
from madoguchi.files.keys import key_of
from madoguchi.files.ports import Store
from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.ids import new_id
from tests.files.conftest import pieces_of

MIB = 1024 * 1024
SIZES = (0, 1, 256 * 1024, 256 * 1024 + 1, 5 * MIB - 1, 5 * MIB, 11 * MIB + 3)
SOUND = key_of("8d3f7c1e-5b0a-4c69-9e42-7a1f0c2b6d58")
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def bytes_of(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def new_key() -> str:
    return key_of(new_id())


async def content_of(store: Store, key: str, start: int = 0, stop: int | None = None) -> bytes:
    reading = await store.open(key, start, stop)
    return b"".join([piece async for piece in reading.pieces])


async def everything_in(store: Store) -> list[str]:
    return [found.key async for batch in store.everything() for found in batch]


def in_pieces(content: bytes, size: int = 64 * 1024) -> AsyncIterator[bytes]:
    return pieces_of(*(content[place : place + size] for place in range(0, len(content), size)))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_put_comes_back_with_its_size_and_its_sum(store: Store, size: int) -> None:
    content, key = bytes_of(size), new_key()

    async def act() -> None:
        stored = await store.put(key, in_pieces(content))
        assert (stored.size, stored.sha256) == (size, hashlib.sha256(content).hexdigest())
        assert (await store.open(key)).size == size
        assert await content_of(store, key) == content

    run(act())


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 1), (5, 20), (600_000, None), (999_999, 1_000_000), (0, 1_000_000)]
)
def test_a_part_is_read_without_the_rest(store: Store, start: int, stop: int | None) -> None:
    content, key = bytes_of(1_000_000), new_key()

    async def act() -> None:
        await store.put(key, in_pieces(content))
        assert (await store.open(key, start, stop)).size == len(content)
        assert await content_of(store, key, start, stop) == content[start:stop]

    run(act())


def test_what_is_not_there_is_told_before_the_first_byte(store: Store) -> None:
    with pytest.raises(Damaged):
        run(store.open(new_key()))


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: Store) -> None:
    key, other = new_key(), new_key()

    async def act() -> None:
        await store.put(key, pieces_of(b"one"))
        await store.put(other, pieces_of(b"other"))
        for _ in range(2):
            await store.delete(key)
        assert await everything_in(store) == [other]
        assert await content_of(store, other) == b"other"

    run(act())


@pytest.mark.parametrize("size", [10, 12 * MIB])
def test_a_sender_who_breaks_off_leaves_nothing(store: Store, size: int) -> None:
    key = new_key()

    async def broken() -> AsyncIterator[bytes]:
        async for piece in in_pieces(bytes_of(size)):
            yield piece
        raise Invalid("files.broke_off")

    async def act() -> None:
        with pytest.raises(Invalid):
            await store.put(key, broken())
        assert await everything_in(store) == []
        with pytest.raises(Damaged):
            await store.open(key)

    run(act())


@pytest.mark.parametrize("size", [10, 12 * MIB])
def test_a_put_that_is_cancelled_leaves_nothing_to_be_read(store: Store, size: int) -> None:
    key = new_key()

    async def endless() -> AsyncIterator[bytes]:
        yield bytes_of(size)
        await asyncio.sleep(60)

    async def act() -> None:
        task = asyncio.create_task(store.put(key, endless()))
        await asyncio.sleep(0.1)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        with pytest.raises(Damaged):
            await store.open(key)
        await store.delete(key)
        assert await everything_in(store) == []

    run(act())


def test_nothing_can_be_read_before_all_is_there(store: Store) -> None:
    key = new_key()
    content = bytes_of(6 * MIB)

    async def watched() -> AsyncIterator[bytes]:
        async for piece in in_pieces(content, MIB):
            with pytest.raises(Damaged):
                await store.open(key)
            yield piece

    async def act() -> None:
        await store.put(key, watched())
        assert await content_of(store, key) == content

    run(act())


def test_many_at_once_do_not_meet(store: Store) -> None:
    contents = {new_key(): bytes_of(300_000 + number) for number in range(12)}

    async def act() -> None:
        await asyncio.gather(*(store.put(key, in_pieces(c)) for key, c in contents.items()))
        found = await asyncio.gather(*(content_of(store, key) for key in contents))
        assert found == list(contents.values())
        assert sorted(await everything_in(store)) == sorted(contents)

    run(act())


def test_everything_is_listed_with_its_age(store: Store) -> None:
    keys = sorted(new_key() for _ in range(5))

    async def act() -> None:
        begun = now() - timedelta(seconds=2)
        for key in keys:
            await store.put(key, pieces_of(b"x"))
        found = [each async for batch in store.everything() for each in batch]
        assert sorted(each.key for each in found) == keys
        assert all(begun <= each.changed_at <= now() + timedelta(seconds=2) for each in found)

    run(act())


@pytest.mark.parametrize(
    "key",
    ["", "..", "../../etc/passwd", "/etc/passwd", "ab/../../x", "ab/name.txt", "begun/x", "AB/x"]
    + [f"ab/{'0' * 36}", SOUND + "\n", SOUND + "/x"],
)
def test_only_keys_of_our_own_making_are_taken(store: Store, key: str) -> None:
    async def act() -> None:
        for work in (store.open(key), store.delete(key), store.put(key, pieces_of(b"x"))):
            with pytest.raises(ValueError, match="no key"):
                await work
        assert await everything_in(store) == []

    run(act())


def test_an_empty_store_is_sound_and_says_where_it_is(store: Store) -> None:
    async def act() -> None:
        assert await everything_in(store) == []
        assert "/" in await store.check()
        assert await everything_in(store) == []

    run(act())
