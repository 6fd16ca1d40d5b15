"""Fifty at once: one answer in a conversation, and nobody's words lost."""

import asyncio
import uuid
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.support.processes import Desk
from tests.support.scripted_model import PIECE
from tests.support.tab import COOKIE, Door, Tab, final, numbers_of

RACERS = 50
LASTING = "say:1000:20"
"""It must not end before the last racer has come, however slow the machine is."""


async def invoke(socket: ClientConnection, method: str, params: dict[str, Any]) -> dict[str, Any]:
    """Run one method and return its result frame."""
    frame = {"type": "invoke", "id": "1", "method": method, "params": params}
    await socket.send(orjson.dumps(frame), text=True)
    while True:
        found: dict[str, Any] = orjson.loads(await asyncio.wait_for(socket.recv(), 30))
        if found["type"] == "result":
            return found


async def race(
    desk: Desk, visitors: list[str], method: str, params: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Run a method once for each visitor, all at the same moment."""
    address = desk.address.replace("http", "ws", 1) + "/ws?lang=en"
    async with AsyncExitStack() as stack:
        sockets = [
            await stack.enter_async_context(
                connect(
                    address,
                    additional_headers={"Cookie": f"{COOKIE}={each}"},
                    max_queue=None,
                    proxy=None,
                )
            )
            for each in visitors
        ]
        calls = [invoke(s, method, p) for s, p in zip(sockets, params, strict=True)]
        return await asyncio.gather(*calls)


def outcomes(results: list[dict[str, Any]]) -> Counter[str]:
    """Count how the calls ended."""
    return Counter("ok" if each["ok"] else each["error"]["code"] for each in results)


def test_of_fifty_questions_at_once_in_one_conversation_one_is_answered(
    desk: Desk, tab: Tab, door: Door, visitor: str
) -> None:
    session_id = tab.ask(model="say:3")["session_id"]
    tab.until_end(door.session(session_id)["messages"][-1]["stream_id"])
    params = [
        {"session_id": session_id, "user_input": f"question {n}", "model": LASTING}
        for n in range(RACERS)
    ]
    results = asyncio.run(race(desk, [visitor] * RACERS, "chat.send", params))
    assert outcomes(results) == {"ok": 1, "busy": RACERS - 1}
    winner = next(each["data"] for each in results if each["ok"])
    tab.do("chat.stop", stream_id=winner["stream_id"])
    assert final(tab.until_end(winner["stream_id"]))["status"] == "stopped"
    messages = door.session(session_id)["messages"]
    assert [m["role"] for m in messages] == ["user", "assistant"] * 2
    assert messages[2]["content"].startswith("question ")


def test_of_fifty_retries_at_once_one_is_answered(
    desk: Desk, tab: Tab, door: Door, visitor: str
) -> None:
    started = tab.ask(model="say:3")
    tab.until_end(started["stream_id"])
    params = [{"message_id": started["message_id"], "model": LASTING}] * RACERS
    results = asyncio.run(race(desk, [visitor] * RACERS, "chat.retry", params))
    assert outcomes(results) == {"ok": 1, "busy": RACERS - 1}
    winner = next(each["data"] for each in results if each["ok"])
    tab.do("chat.stop", stream_id=winner["stream_id"])
    assert final(tab.until_end(winner["stream_id"]))["status"] == "stopped"
    assert len(door.session(started["session_id"])["messages"][-1]["siblings"]) == 2


def test_the_same_request_fifty_times_at_once_is_one_question(
    desk: Desk, tab: Tab, door: Door, visitor: str
) -> None:
    started = tab.ask(model="say:3")
    tab.until_end(started["stream_id"])
    session_id, request_id = started["session_id"], str(uuid.uuid4())
    params = {"session_id": session_id, "user_input": "once", "request_id": request_id}
    params["model"] = "say:40:15"
    results = asyncio.run(race(desk, [visitor] * RACERS, "chat.send", [params] * RACERS))
    assert outcomes(results) == {"ok": RACERS}
    assert len({each["data"]["stream_id"] for each in results}) == 1
    tab.until_end(results[0]["data"]["stream_id"])
    assert len(door.session(session_id)["messages"]) == 4


def test_fifty_strangers_at_once_are_all_answered(desk: Desk) -> None:
    strangers = [uuid.uuid4().hex for _ in range(RACERS)]
    params = [{"session_id": None, "user_input": "hello", "model": "say:40:15"}] * RACERS
    results = asyncio.run(race(desk, strangers, "chat.send", params))
    assert outcomes(results) == {"ok": RACERS}
    for stranger, result in zip(strangers, results, strict=True):
        stream_id = result["data"]["stream_id"]
        with Tab(desk.address, visitor=stranger) as tab:
            tab.do("chat.resume", stream_id=stream_id, after=0)
            events = tab.until_end(stream_id)
            assert numbers_of(events) == list(range(1, len(events) + 1))
            assert final(events)["content"] == PIECE * 40
