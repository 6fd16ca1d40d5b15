"""An orderly end: what is shown is kept, the exit status is 0, and it does not take long."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil
import pytest

from tests.support.processes import Desk, scripted_model, settings_for, until
from tests.support.scripted_model import PIECE
from tests.support.tab import VISITOR, Door, Tab, events_in, text_of

DRAIN_S = 1.0
LONG, SHORT = "say:600:20", "say:20:20"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server that drains for a second."""
    with scripted_model() as (_, base_url):
        settings = settings_for(base_url, LONG, SHORT, server={"drain_s": DRAIN_S})
        desk = Desk(tmp_path_factory.mktemp("house") / "home", settings)
        try:
            yield desk.start()
        finally:
            desk.close()


def test_an_answer_that_cannot_end_in_time_is_kept_and_marked(house: Desk) -> None:
    with Tab(house.address) as tab:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 5)
        status, took_s = house.terminate()
        tab.read_for(0.2)
        seen = text_of(tab.events(started["stream_id"]))
    assert status == 0
    assert took_s < DRAIN_S + 3
    house.start()
    with Door(house.address) as door:
        answer = door.message(started["session_id"], started["message_id"])
    assert answer["status"] == "interrupted"
    assert answer["problem"]["code"] == "interrupted"
    assert answer["content"].startswith(seen)
    assert (PIECE * 600).startswith(answer["content"])
    # It went on being written while the house was closing.
    assert len(answer["content"]) > len(seen)


def test_an_answer_that_ends_in_time_is_whole(house: Desk) -> None:
    with Tab(house.address) as tab:
        started = tab.ask(model=SHORT)
        tab.until_chunks(started["stream_id"], 2)
        assert house.terminate()[0] == 0
    house.start()
    with Door(house.address) as door:
        answer = door.message(started["session_id"], started["message_id"])
    assert (answer["status"], answer["content"]) == ("done", PIECE * 20)


def test_readers_over_plain_http_do_not_hold_up_the_end(house: Desk) -> None:
    bodies: list[str] = []

    def read() -> None:
        with Door(house.address) as door:
            headers = {"Accept": "text/event-stream"}
            try:
                with door.http.stream(
                    "POST", "/api/chat", json={"user_input": "hello"}, headers=headers
                ) as answer:
                    bodies.extend(answer.iter_text())
            except httpx2.TransportError:
                return

    reader = threading.Thread(target=read)
    reader.start()
    until(lambda: len(bodies) > 3, "the answer is on its way")
    status, took_s = house.terminate()
    reader.join(10)
    assert status == 0
    assert took_s < DRAIN_S + 3
    house.start()
    complete = "".join(bodies).rpartition("\n\n")[0]
    started = events_in(complete)[0]["payload"]
    with Door(house.address) as door:
        answer = door.message(started["session_id"], started["message_id"])
    assert answer["status"] == "interrupted"
    assert answer["content"].startswith(text_of(events_in(complete)))


def test_a_server_whose_supervisor_was_killed_ends_by_itself(house: Desk) -> None:
    with Tab(house.address) as tab:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 3)
        server = house.server
        begun = time.monotonic()
        house.supervisor.kill()
        psutil.wait_procs([server], timeout=DRAIN_S + 5)
        assert not server.is_running()
        assert time.monotonic() - begun < DRAIN_S + 3
        seen = text_of(tab.events(started["stream_id"]))
    house.close()
    house.start()
    with Door(house.address) as door:
        answer = door.message(started["session_id"], started["message_id"])
    assert answer["status"] == "interrupted"
    assert answer["content"].startswith(seen)


def test_a_supervisor_told_to_stop_while_its_server_is_dead_stops(house: Desk) -> None:
    house.kill_server()
    time.sleep(0.1)
    status, took_s = house.terminate()
    assert status == 0
    assert took_s < 3
    house.start()


def test_a_second_server_is_told_that_the_home_is_taken(house: Desk, tmp_path: Path) -> None:
    second = Desk(tmp_path / "other", {})
    second.home = house.home
    try:
        with pytest.raises(AssertionError, match="already running with this home"):
            second.start()
    finally:
        second.close()
    assert house.get("/readyz").status_code == 200
    with Tab(house.address, visitor=VISITOR) as tab:
        assert tab.until_end(tab.ask(model=SHORT)["stream_id"])[-1]["channel"] == "chat.end"
