"""Search by meaning beside search by words, with a scripted model that knows two topics."""

import asyncio
import math
import random
import struct
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.knowledge.adapters.numpy_vectors import NumpyVectors
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.learning.cut import cut
from tests.support.house import serve

TOPICS = (("zebra", "horse", "stripes"), ("swim", "pool", "bathe"))
POOL = "# Pool\n\nOne may bathe here from nine o'clock.\n"
ZOO = "# Zoo\n\nThe zebra sleeps.\n"
PATIENCE_S = 30.0
Play = Callable[[Wired], Awaitable[None]]


class ScriptedEmbedder:
    """An embeddings server that gives a text one number for each topic that it speaks of."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = 200

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        if self.status != 200:
            return JSONResponse({}, self.status)
        self.asked += body["input"]
        rows = [{"index": n, "embedding": meaning(text)} for n, text in enumerate(body["input"])]
        return JSONResponse({"data": rows[::-1]})


def meaning(text: str) -> list[float]:
    return [*(sum(word in text.lower() for word in topic) for topic in TOPICS), 0.1]


@pytest.fixture
def embedder() -> Iterator[tuple[ScriptedEmbedder, str]]:
    scripted = ScriptedEmbedder()
    routes = [Route("/v1/embeddings", scripted.answer, methods=["POST"])]
    with serve(Starlette(routes=routes)) as address:
        yield scripted, f"{address}/v1"


def page(address: str, markdown: str, *roles: str) -> NewDocument:
    passages = cut(markdown)
    return NewDocument("pages", "site", address, address, None, "en", markdown, passages, roles)


def played(home: Path, address: str, play: Play) -> None:
    model = {"id": "meaning", "provider": "openai", "base_url": address, "model": "two-topics"}
    settings = Settings.model_validate({"models": [model], "routes": {"embed": "meaning"}})

    async def act() -> None:
        place = Home(home)
        place.make()
        wired = build(settings, place)
        await migrate(wired.db)
        try:
            async with wired.alive():
                await play(wired)
        finally:
            await wired.close()

    asyncio.run(act())


async def titles(wired: Wired, text: str, **where: Any) -> list[str]:
    return [each.title for each in await wired.knowledge.search(text, **where)]


async def soon(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await true():
            await asyncio.sleep(0.05)


def test_what_means_the_same_is_found_without_a_common_word(
    tmp_path: Path, embedder: tuple[ScriptedEmbedder, str]
) -> None:
    async def play(wired: Wired) -> None:
        for address, text in (("pool", POOL), ("zoo", ZOO)):
            await wired.knowledge.learn(page(address, text))
        for question, best in (("striped horse", "zoo"), ("Where to swim?", "pool")):

            async def found(question: str = question, best: str = best) -> bool:
                return (await titles(wired, question))[:1] == [best]

            await soon(found)
        assert await titles(wired, "horse", collection="other") == []
        assert await titles(wired, "horse", source="other") == []

    played(tmp_path, embedder[1], play)


def test_a_role_never_finds_by_meaning_what_it_may_not_see(
    tmp_path: Path, embedder: tuple[ScriptedEmbedder, str]
) -> None:
    async def play(wired: Wired) -> None:
        await wired.knowledge.learn(page("zoo", ZOO, "member"))

        async def found() -> bool:
            return await titles(wired, "horse", role="member") == ["zoo"]

        await soon(found)
        assert await titles(wired, "horse") == []

    played(tmp_path, embedder[1], play)


def test_search_goes_on_by_words_while_the_model_is_away_and_by_meaning_when_it_is_back(
    tmp_path: Path, embedder: tuple[ScriptedEmbedder, str]
) -> None:
    embedder[0].status = 503

    async def play(wired: Wired) -> None:
        await wired.knowledge.learn(page("zoo", ZOO))
        await wired.knowledge.index_changes()
        assert await titles(wired, "zebra") == ["zoo"]
        assert await titles(wired, "horse") == []
        embedder[0].status = 200

        async def found() -> bool:
            return await titles(wired, "horse") == ["zoo"]

        await soon(found)

    played(tmp_path, embedder[1], play)


def test_a_text_is_embedded_once_however_often_its_page_changes(
    tmp_path: Path, embedder: tuple[ScriptedEmbedder, str]
) -> None:
    scripted = embedder[0]
    two = "# Both\n\n## Zoo\n\nThe zebra sleeps.\n\n## Pool\n\nOne may bathe.\n"

    async def play(wired: Wired) -> None:
        async def asked(count: int) -> None:
            async def enough() -> bool:
                return len(scripted.asked) >= count

            await soon(enough)

        await wired.knowledge.learn(page("both", two))
        await asked(2)
        await asyncio.sleep(0.3)
        await wired.knowledge.learn(page("both", two.replace("may bathe", "may swim and bathe")))
        await asked(3)
        assert "swim and bathe" in scripted.asked[-1]
        assert len(scripted.asked) == 3

    played(tmp_path, embedder[1], play)


def packed(vector: list[float]) -> bytes:
    return struct.pack(f"{len(vector)}f", *vector)


def test_many_vectors_are_found_almost_as_if_each_were_compared() -> None:
    dice = random.Random(4)

    def near(vector: list[float]) -> list[float]:
        return [number + dice.gauss(0, 0.5) for number in vector]

    # Three hundred things are said ten times each, in other words: these belong together.
    topics = [[dice.gauss(0, 1) for _ in range(128)] for _ in range(300)]
    rows = [near(topic) for topic in topics for _ in range(10)]
    ids = [str(number) for number in range(len(rows))]
    exact, quick = NumpyVectors(), NumpyVectors(exact_up_to=100)
    for each in (exact, quick):
        each.fill(ids, [packed(row) for row in rows])
    same = 0
    for topic in topics[:30]:
        asked = near(topic)
        best, found = exact.nearest(asked, 10), quick.nearest(asked, 10)
        assert found[0][0] == best[0][0]
        assert math.isclose(found[0][1], best[0][1], abs_tol=0.01)
        same += len({key for key, _ in best} & {key for key, _ in found})
    assert same >= 0.99 * 300


def test_vectors_of_another_length_or_none_find_nothing() -> None:
    vectors = NumpyVectors()
    assert vectors.nearest([1.0, 0.0], 5) == []
    vectors.fill(["a"], [packed([1.0, 0.0])])
    assert vectors.nearest([2.0, 0.0], 5) == [("a", 1.0)]
    assert vectors.nearest([1.0, 0.0, 0.0], 5) == []
    vectors.fill([], [])
    assert vectors.nearest([1.0, 0.0], 5) == []
