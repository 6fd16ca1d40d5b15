"""The same answers as server-sent events, for programs that speak plain HTTP."""

import pytest

from tests.support.processes import Desk, until
from tests.support.scripted_model import PIECE, ScriptedModel, random_pieces
from tests.support.tab import Door, Event, Tab, events_in, final, numbers_of, text_of

STREAMED = {"Accept": "text/event-stream"}


def ask(door: Door, script: str) -> list[Event]:
    """Ask for a stream and read it whole."""
    answer = door.http.post(
        "/api/chat", json={"user_input": "hello", "model": script}, headers=STREAMED
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-accel-buffering"] == "no"
    return events_in(answer.text)


def read(door: Door, stream_id: str, after: int = 0, seen: object = None) -> list[Event]:
    """Read the events of an answer that follow a number."""
    path = f"/api/streams/{stream_id}/events"
    headers = {} if seen is None else {"Last-Event-ID": str(seen)}
    return events_in(door.http.get(path, params={"after": after}, headers=headers).text)


def test_an_answer_can_be_had_as_server_sent_events(door: Door) -> None:
    events = ask(door, "say:40:15")
    assert numbers_of(events) == list(range(1, len(events) + 1))
    assert (events[0]["channel"], events[-1]["channel"]) == ("chat.started", "chat.end")
    assert text_of(events) == final(events)["content"] == PIECE * 40


@pytest.mark.parametrize("seed", range(3))
def test_no_letter_breaks_the_frame_of_an_event(door: Door, seed: int) -> None:
    assert text_of(ask(door, f"random:{seed}:40")) == "".join(random_pieces(seed, 40))


def test_events_are_the_same_over_both_doors(door: Door, tab: Tab) -> None:
    stream_id = tab.ask(model="say:40:15")["stream_id"]
    events = tab.until_end(stream_id)
    assert read(door, stream_id) == events


def test_every_place_can_be_resumed_by_query_and_by_header(door: Door, tab: Tab) -> None:
    stream_id = tab.ask(model="say:40:15")["stream_id"]
    events = tab.until_end(stream_id)
    for after in range(len(events) + 3):
        assert read(door, stream_id, after) == events[after:]
        assert read(door, stream_id, seen=after) == events[after:]


def test_a_running_answer_is_read_on_to_its_end(door: Door, tab: Tab) -> None:
    stream_id = tab.ask(model="say:100:20")["stream_id"]
    tab.until_chunks(stream_id, 5)
    resumed = read(door, stream_id, 3)
    assert resumed == tab.until_end(stream_id)[3:]


@pytest.mark.parametrize("header", ["x", "-1", "1.5", "9" * 40])
def test_a_last_event_id_that_is_none_is_passed_over(door: Door, tab: Tab, header: str) -> None:
    stream_id = tab.ask(model="say:3")["stream_id"]
    events = tab.until_end(stream_id)
    assert read(door, stream_id, 1, seen=header) == events[1:]


def test_a_reader_who_leaves_does_not_stop_the_answer(desk: Desk, door: Door, visitor: str) -> None:
    with (
        Door(desk.address, visitor=visitor) as leaving,
        leaving.http.stream(
            "POST", "/api/chat", json={"user_input": "hi", "model": "say:40:15"}, headers=STREAMED
        ) as answer,
    ):
        first = next(answer.iter_text())
    started = events_in(first.partition("\n\n")[0])[0]["payload"]
    events = read(door, started["stream_id"])
    assert text_of(events) == PIECE * 40
    assert door.message(started["session_id"], started["message_id"])["status"] == "done"


def test_a_tab_that_closes_does_not_stop_the_answer(
    desk: Desk, door: Door, visitor: str, model: ScriptedModel
) -> None:
    with Tab(desk.address, visitor=visitor) as tab:
        started = tab.ask(model="say:100:20")
        tab.until_chunks(started["stream_id"], 2)
    assert text_of(read(door, started["stream_id"])) == PIECE * 100
    assert "say:100:20" not in model.gone


def test_a_plain_post_waits_for_the_whole_answer(door: Door) -> None:
    answer = door.http.post("/api/chat", json={"user_input": "hello", "model": "say:40:15"})
    data = answer.json()["data"]
    assert data["message"]["content"] == PIECE * 40
    assert data["message"] == door.message(data["session_id"], data["message"]["id"])


def test_a_client_of_a_plain_post_that_leaves_does_not_stop_the_answer(
    desk: Desk, door: Door, tab: Tab, visitor: str
) -> None:
    tab.do("settings.get")
    with Door(desk.address, visitor=visitor) as leaving:
        request = leaving.http.build_request(
            "POST", "/api/chat", json={"user_input": "hello", "model": "say:40:15"}, timeout=0.2
        )
        with pytest.raises(Exception, match="timed out"):
            leaving.http.send(request)
    session = until(lambda: door.http.get("/api/sessions").json()["data"], "it was kept")[0]
    stream_id = door.session(session["id"])["messages"][-1]["stream_id"]
    assert text_of(tab.until_end(stream_id)) == PIECE * 40


def test_nobody_reads_the_events_of_somebody_else(desk: Desk, tab: Tab) -> None:
    stream_id = tab.ask(model="say:3")["stream_id"]
    tab.until_end(stream_id)
    with Door(desk.address, visitor="somebody-else-entirely") as stranger:
        answer = stranger.http.get(f"/api/streams/{stream_id}/events")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
