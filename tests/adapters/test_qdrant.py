"""The whole desk over Qdrant, and what it says when Qdrant is away."""

import asyncio
import socket
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from madoguchi.kernel.errors import Unavailable
from madoguchi.knowledge.adapters.qdrant import QdrantIndex
from madoguchi.knowledge.schemas import Filter
from tests.conftest import Builder, Guests
from tests.support.house import serve
from tests.support.processes import until


def test_the_desk_learns_answers_and_rebuilds_over_qdrant(
    build_house: Builder, guests: Guests, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "home", index={"url": f"file://{tmp_path}/qdrant"})
    person = guests(house)
    assert person.do("GET", "/api/search", params={"q": "プールの料金"})[0]["title"] == "市民プール"
    message = person.ask("プールの料金はいくらですか")["message"]
    assert "四百円" in message["content"]
    person.sign_in()
    state = person.do("GET", "/api/index")
    assert state["kind"] == "qdrant" and state["indexed"] == state["passages"] > 5
    assert person.do("POST", "/api/index/check")["sound"]
    person.do("POST", "/api/index/rebuild")
    until(lambda: person.do("GET", "/api/index")["rebuilt_at"], "it is rebuilt", 10)
    assert person.do("POST", "/api/index/check")["sound"]
    assert not (tmp_path / "home" / "index").exists()


def test_a_server_that_is_away_is_named_in_words_and_soon(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    async def act() -> None:
        index = QdrantIndex(f"http://127.0.0.1:{port}?api_key=secret")
        with pytest.raises(Unavailable) as failure:
            await index.search(["a"], ["a"], Filter("main"), 3)
        assert failure.value.facts == {"address": f"http://127.0.0.1:{port}"}
        await index.close()

    begun = time.monotonic()
    asyncio.run(act())
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(("status", "tries"), [(503, 4), (429, 4), (403, 1)])
def test_what_passes_by_itself_is_tried_again_and_what_does_not_is_not(
    status: int, tries: int
) -> None:
    asked = 0

    async def refuse(request: Request) -> Response:
        nonlocal asked
        asked += 1
        assert request.headers["api-key"] == "secret"
        return JSONResponse({"status": {"error": "no"}}, status)

    async def act(address: str) -> None:
        index = QdrantIndex(f"{address}?api_key=secret")
        with pytest.raises(Unavailable):
            await index.count()
        await index.close()

    routes = [Route("/{path:path}", refuse, methods=["GET", "POST", "PUT"])]
    with serve(Starlette(routes=routes)) as address:
        asyncio.run(act(address))
    assert asked == tries
