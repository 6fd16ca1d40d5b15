"""Many requests, slow readers, several tabs: the connection holds."""

import asyncio
import gc
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.websockets import WebSocket

from madoguchi.kernel.connection.door import IN_FLIGHT, Call, OpenConnection
from madoguchi.kernel.connection.registry import Methods
from madoguchi.kernel.events import NumberedLog, Topics, frame_of
from madoguchi.kernel.http import Caller
from tests.support.house import serve
from tests.support.people import Line, Person, text_of
from tests.support.processes import until

WORDS = "とお "
LONG, SHORT = 1_000, 1_000


class Nap(BaseModel):
    seconds: float = 0


class Rested(BaseModel):
    most_at_once: int


class Which(BaseModel):
    name: str


def log_of(name: str, frames: int, size: int) -> NumberedLog:
    log = NumberedLog(name, "someone")
    payload = b'{"text":"%b"}' % (b"x" * size)
    log.publish([frame_of("chat.chunk", payload, seq) for seq in range(1, frames + 1)])
    return log


class Sleepers:
    """Counts who sleeps at the same time."""

    def __init__(self) -> None:
        self.now = self.most = 0


@pytest.fixture(scope="module")
def bench() -> Iterator[tuple[str, Topics]]:
    """A connection with methods of its own: what it does does not hang on any room."""
    methods, topics = Methods(), Topics()
    logs = {"long": log_of("long", LONG, 20_000), "short": log_of("short", SHORT, 20)}

    @methods.method("test.sleep", needs="public")
    async def sleep(call: Call, params: Nap) -> Rested:
        sleepers = call.service(Sleepers)
        sleepers.now += 1
        sleepers.most = max(sleepers.most, sleepers.now)
        await asyncio.sleep(params.seconds)
        sleepers.now -= 1
        return Rested(most_at_once=sleepers.most)

    @methods.method("test.hang", needs="public", timeout_s=0.1)
    async def hang(call: Call, params: Nap) -> Rested:
        await asyncio.sleep(60)
        return Rested(most_at_once=0)

    @methods.method("test.break", needs="public")
    async def fail(call: Call, params: Nap) -> Rested:
        raise ZeroDivisionError("a secret of the machine")

    @methods.method("test.closed", needs="test.never")
    async def closed(call: Call, params: Nap) -> Rested:
        return Rested(most_at_once=0)

    @methods.method("test.follow", needs="public")
    async def follow(call: Call, params: Which) -> Rested:
        log = logs[params.name]
        call.after_result(lambda: call.link.follow(log))
        return Rested(most_at_once=0)

    async def find_log(owner_id: str, stream_id: str) -> NumberedLog:
        return logs[stream_id]

    app = FastAPI()

    async def connect(socket: WebSocket) -> None:
        await socket.accept()
        name = socket.query_params.get("name")
        caller = Caller("someone", "member", frozenset(), name)
        services: dict[type[Any], Any] = {Sleepers: Sleepers()}
        connection = OpenConnection(
            socket, methods, services, find_log, caller=caller, language="en"
        )
        await connection.serve(topics)

    app.add_api_websocket_route("/ws", connect)
    with serve(app) as address:
        yield address, topics


@pytest.fixture
def line(bench: tuple[str, Topics]) -> Iterator[Line]:
    opened = Line(bench[0].replace("http", "ws") + "/ws?name=someone", {}, {})
    yield opened
    opened.close()


def test_a_method_that_takes_too_long_ends_in_a_timeout(line: Line) -> None:
    problem = line.refused("test.hang")
    assert (problem["code"], problem["status"]) == ("timeout", 504)
    assert line.do("test.sleep")


def test_a_method_that_breaks_tells_a_trace_and_no_secret(line: Line) -> None:
    problem = line.refused("test.break")
    assert (problem["code"], problem["status"]) == ("internal", 500)
    assert problem["trace_id"] in problem["message"]
    assert "secret" not in str(problem)
    assert line.do("test.sleep")


def test_what_one_may_not_do_is_forbidden_to_a_person_and_asks_a_visitor_to_sign_in(
    bench: tuple[str, Topics], line: Line
) -> None:
    assert line.refused("test.closed")["code"] == "forbidden"
    visitor = Line(bench[0].replace("http", "ws") + "/ws", {}, {})
    assert visitor.refused("test.closed")["code"] == "unauthenticated"
    visitor.close()


def test_many_requests_in_flight_are_bounded_and_all_of_them_answered(line: Line) -> None:
    wanted = {line.invoke("test.sleep", {"seconds": 0.2}) for _ in range(3 * IN_FLIGHT)}
    most = 0
    while wanted:
        frame = line.read()
        assert frame["ok"]
        most = max(most, frame["data"]["most_at_once"])
        wanted.remove(frame["id"])
    assert most == IN_FLIGHT


def test_a_quick_request_overtakes_a_slow_one(line: Line) -> None:
    slow = line.invoke("test.sleep", {"seconds": 0.4})
    quick = line.invoke("test.sleep")
    assert line.read()["id"] == quick
    assert line.read()["id"] == slow


def test_who_missed_news_hears_of_it_once(bench: tuple[str, Topics], line: Line) -> None:
    line.do("test.sleep")
    frame = frame_of("sessions.changed", b'{"number":1}')

    for _ in range(1_000):
        bench[1].tell("someone", {"frame": frame.decode()})
    line.do("test.sleep")  # wakes the server's loop: the news were told from another thread
    channels = [event["channel"] for event in [*line.events, *line.quiet(0.2)]]
    assert channels.count("connection.missed") == 1
    assert 0 < channels.count("sessions.changed") < 1_000


def memory_bytes() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def stalled(address: str, cookie: str, *frames: dict[str, Any]) -> socket.socket:
    """Open a connection with a small buffer, send ``frames``, and never read."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((host, int(port)))
    head = (
        f"GET /ws HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    line.sendall(head.encode())
    assert line.recv(12) == b"HTTP/1.1 101"
    for frame in frames:
        data = orjson.dumps(frame)
        line.sendall(b"\x81\xfe" + len(data).to_bytes(2, "big") + bytes(4) + data)
    return line


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_what_readers_do_not_read_is_not_kept_for_them(
    bench: tuple[str, Topics], line: Line
) -> None:
    line.do("test.follow", {"name": "long"})  # 20 MB; whatever grows once has grown
    while len(line.frames) < LONG:
        line.read()
    line.frames.clear()
    line.events.clear()
    before = memory_bytes()
    wish = {"type": "invoke", "id": 1, "method": "test.follow", "params": {"name": "long"}}
    with ExitStack() as stack:
        for _ in range(15):
            stack.enter_context(stalled(bench[0], "", wish))
        reader = Line(bench[0].replace("http", "ws") + "/ws", {}, {})
        stack.callback(reader.close)
        begun = time.monotonic()
        reader.do("test.follow", {"name": "short"})
        while len(reader.events) < SHORT:
            reader.read()
        assert time.monotonic() - begun < 5
        grown = memory_bytes() - before
    assert grown < 100 * 2**20, f"{grown / 2**20:.0f} MiB of 300 were kept"


def test_tabs_that_stop_reading_disturb_nobody(visitor: Person) -> None:
    cookie = f"madoguchi_visitor={visitor.http.cookies['madoguchi_visitor']}"
    reader = visitor.line()
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(stalled(visitor.address, cookie))
        begun = time.monotonic()
        started = reader.ask(model="say:1000:1")
        assert text_of(reader.stream(started["stream_id"])) == WORDS * 1000
        assert time.monotonic() - begun < 10


def test_every_tab_sees_the_same_numbered_events(visitor: Person) -> None:
    tabs = [visitor.line() for _ in range(4)]
    for tab in tabs:
        tab.do("connection.ping")
    started = tabs[0].ask(model="say:40:25")
    with ThreadPoolExecutor(4) as pool:
        streams = list(pool.map(lambda tab: tab.stream(started["stream_id"]), tabs))
    assert all(stream == streams[0] for stream in streams)
    assert text_of(streams[0]) == WORDS * 40


def test_news_of_conversations_reach_every_tab(visitor: Person) -> None:
    tabs = [visitor.line(), visitor.line()]
    for tab in tabs:
        tab.do("connection.ping")
    made = visitor.do("POST", "/api/sessions", json={})
    visitor.do("PATCH", f"/api/sessions/{made['id']}/title", json={"title": "新"})
    visitor.do("DELETE", f"/api/sessions/{made['id']}")
    for tab in tabs:
        told = [tab.event("sessions.changed")["payload"] for _ in range(3)]
        assert [each["change"] for each in told] == ["created", "renamed", "deleted"]
        assert {each["session_id"] for each in told} == {made["id"]}
        assert told[0]["session"] == made
        assert told[1]["session"]["title"] == "新"
        assert told[2]["session"] is None


def test_a_tab_that_comes_later_reads_on_where_it_is_told(visitor: Person) -> None:
    first = visitor.line()
    started = first.ask(model="say:40:25")
    first.event("chat.chunk")
    late = visitor.line()
    state = late.do("chat.resume", {"stream_id": started["stream_id"], "after": 1})
    assert state["status"] == "streaming"
    events = late.stream(started["stream_id"])
    assert [event["seq"] for event in events] == list(range(2, len(events) + 2))
    assert text_of(events) == WORDS * 40


@pytest.mark.parametrize("after", [0, 2, 10**9])
def test_an_ended_answer_is_told_again_from_any_number(visitor: Person, after: int) -> None:
    line = visitor.line()
    started = line.ask(model="cite")
    events = line.stream(started["stream_id"])
    again = visitor.line()
    state = again.do("chat.resume", {"stream_id": started["stream_id"], "after": after})
    assert (state["status"], state["last_seq"]) == ("done", events[-1]["seq"])
    told = again.quiet(0.2)
    assert told == [event for event in events if event["seq"] > after]


def test_a_tab_that_closes_takes_no_answer_with_it(visitor: Person) -> None:
    line = visitor.line()
    started = line.ask(model="say:40:25")
    line.close()
    session_id = started["session_id"]
    until(lambda: visitor.session(session_id)["running"] is None, "the answer has ended")
    assert visitor.session(session_id)["messages"][1]["content"] == WORDS * 40
