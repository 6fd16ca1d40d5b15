"""A second judge over what was found: a scripted server that speaks ``/rerank``."""

import asyncio
from collections.abc import Iterator
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
from madoguchi.entry.wiring import build
from madoguchi.knowledge.schemas import Found, NewDocument
from madoguchi.learning.cut import cut
from tests.support.house import serve

PAGES = {
    "often": "# Parking\n\nParking, parking, parking: where is parking?\n",
    "right": "# Cars\n\nTwo hours of parking cost nothing in the car park by the river.\n",
    "secret": "# Staff\n\nParking for staff is below the house, the first two hours too.\n",
}


class Judge:
    """Prefers texts that speak of the river, unless it is told what to reply."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: Any = None

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.asked.append(body)
        if self.reply is not None:
            return self.reply if isinstance(self.reply, Response) else JSONResponse(self.reply)
        rows = [
            {"index": place, "relevance_score": float("river" in text)}
            for place, text in enumerate(body["documents"])
        ]
        return JSONResponse({"results": sorted(rows, key=lambda row: -row["relevance_score"])})


@pytest.fixture
def judge() -> Iterator[tuple[Judge, str]]:
    judge = Judge()
    with serve(Starlette(routes=[Route("/v1/rerank", judge.answer, methods=["POST"])])) as address:
        yield judge, f"{address}/v1"


def found(home: Path, address: str, k: int = 10, role: str = "") -> list[Found]:
    model = {"id": "judge", "provider": "openai", "base_url": address, "model": "second-look"}
    settings = Settings.model_validate({"models": [model], "routes": {"rerank": "judge"}})

    async def act() -> list[Found]:
        place = Home(home)
        place.make()
        wired = build(settings, place)
        await migrate(wired.db)
        try:
            for name, text in PAGES.items():
                roles = ("member",) if name == "secret" else ()
                passages = cut(text)
                document = NewDocument(
                    "pages", "site", name, name, None, "en", text, passages, roles
                )
                await wired.knowledge.learn(document)
            await wired.knowledge.index_changes()
            return await wired.knowledge.search("parking", k, role=role)
        finally:
            await wired.close()

    return asyncio.run(act())


def test_what_was_found_stands_in_the_order_of_the_judge(
    tmp_path: Path, judge: tuple[Judge, str]
) -> None:
    best = found(tmp_path, judge[1])
    assert [each.title for each in best] == ["right", "often"]
    assert [each.score for each in best] == [1.0, 0.0]
    (asked,) = judge[0].asked
    assert (asked["model"], asked["query"]) == ("second-look", "parking")


def test_the_judge_sees_more_than_is_asked_for_but_nothing_that_the_asker_may_not_see(
    tmp_path: Path, judge: tuple[Judge, str]
) -> None:
    assert [each.title for each in found(tmp_path, judge[1], k=1)] == ["right"]
    (asked,) = judge[0].asked
    assert len(asked["documents"]) == 2
    assert not [text for text in asked["documents"] if "staff" in text]


@pytest.mark.parametrize(
    "reply",
    [
        Response(status_code=503),
        Response("no JSON"),
        {"results": [{"index": 0, "relevance_score": 1.0}]},
        {"results": [{"index": 0, "relevance_score": 1}, {"index": 1, "relevance_score": "?"}]},
        {"results": None},
        [],
    ],
)
def test_the_order_stays_when_the_judge_is_away_or_says_nonsense(
    tmp_path: Path, judge: tuple[Judge, str], reply: Any
) -> None:
    judge[0].reply = reply
    assert [each.title for each in found(tmp_path, judge[1])] == ["often", "right"]
