"""Stopping, answering again, editing: the earlier words are never lost."""

import time
import uuid

import pytest

from tests.support.processes import Desk, until
from tests.support.scripted_model import PIECE, ScriptedModel
from tests.support.tab import Door, Event, Tab, final, numbers_of, text_of


def test_a_stop_keeps_what_was_written_and_hangs_up_on_the_model(
    tab: Tab, door: Door, model: ScriptedModel
) -> None:
    before = len(model.gone)
    started = tab.ask(model="say:1000:20")
    tab.until_chunks(started["stream_id"], 5)
    assert tab.do("chat.stop", stream_id=started["stream_id"])["status"] == "stopped"
    events = tab.until_end(started["stream_id"])
    assert events[-1]["channel"] == "chat.end"
    assert final(events)["status"] == "stopped"
    assert text_of(events) == final(events)["content"]
    assert numbers_of(events) == list(range(1, len(events) + 1))
    assert (PIECE * 1000).startswith(text_of(events))
    kept = door.message(started["session_id"], started["message_id"])
    assert kept == final(events)
    until(lambda: "say:1000:20" in model.gone[before:], "the model's server notices", 3)


def test_another_tab_may_stop(desk: Desk, tab: Tab, visitor: str) -> None:
    with Tab(desk.address, visitor=visitor) as other:
        other.do("settings.get")
        stream_id = tab.ask(model="say:1000:20")["stream_id"]
        other.until_chunks(stream_id, 3)
        assert other.do("chat.stop", stream_id=stream_id)["status"] == "stopped"
        assert other.until_end(stream_id) == tab.until_end(stream_id)


def test_a_stop_before_the_first_word_leaves_an_empty_stopped_answer(
    tab: Tab, door: Door, model: ScriptedModel
) -> None:
    before, asked = len(model.gone), model.asked("silent:0")
    started = tab.ask(model="silent:0")
    until(lambda: model.asked("silent:0") > asked, "the model is asked")
    begun = time.monotonic()
    assert tab.do("chat.stop", stream_id=started["stream_id"])["status"] == "stopped"
    assert time.monotonic() - begun < 0.9
    assert final(tab.until_end(started["stream_id"]))["content"] == ""
    kept = door.message(started["session_id"], started["message_id"])
    assert (kept["status"], kept["content"], kept["problem"]) == ("stopped", "", None)
    until(lambda: "silent:0" in model.gone[before:], "the model's server notices", 3)


def test_a_stop_at_once_is_a_stop_whatever_step_is_on(tab: Tab, door: Door) -> None:
    for _ in range(10):
        started = tab.ask(model="say:1000:20")
        assert tab.do("chat.stop", stream_id=started["stream_id"])["status"] == "stopped"
        assert final(tab.until_end(started["stream_id"]))["status"] == "stopped"
        assert door.session(started["session_id"])["running"] is None


def test_a_stop_that_comes_too_late_changes_nothing(tab: Tab) -> None:
    stream_id = tab.ask(model="say:3")["stream_id"]
    events = list(tab.until_end(stream_id))
    assert tab.do("chat.stop", stream_id=stream_id)["status"] == "done"
    tab.do("connection.ping")
    assert tab.events(stream_id) == events


def test_two_stops_at_once_are_both_answered(desk: Desk, tab: Tab, visitor: str) -> None:
    with Tab(desk.address, visitor=visitor) as other:
        stream_id = tab.ask(model="say:1000:20")["stream_id"]
        tab.until_chunks(stream_id, 2)
        assert other.do("chat.stop", stream_id=stream_id)["status"] == "stopped"
        assert tab.do("chat.stop", stream_id=stream_id)["status"] == "stopped"


def test_a_stopped_answer_can_be_asked_again_beside_the_old_one(tab: Tab, door: Door) -> None:
    started = tab.ask(model="say:1000:20")
    tab.until_chunks(started["stream_id"], 3)
    tab.do("chat.stop", stream_id=started["stream_id"])
    again = tab.do("chat.retry", message_id=started["message_id"], model="say:3")
    assert again["session_id"] == started["session_id"]
    assert again["user_message_id"] == started["user_message_id"]
    answer = final(tab.until_end(again["stream_id"]))
    assert (answer["status"], answer["content"]) == ("done", PIECE * 3)
    assert answer["siblings"] == [started["message_id"], again["message_id"]]
    question, shown = door.session(started["session_id"])["messages"]
    assert (question["id"], shown["id"]) == (started["user_message_id"], again["message_id"])
    path = f"/api/sessions/{started['session_id']}/head"
    earlier = door.http.patch(path, json={"message_id": started["message_id"]}).json()["data"]
    assert earlier["messages"][-1]["status"] == "stopped"
    assert earlier["messages"][-1]["content"].startswith(PIECE)


@pytest.mark.parametrize("message_id", ["", "none", "3b241101-e2bb-4255-8caf-4136c566a962"])
def test_an_answer_that_there_is_none_of_cannot_be_asked_again(tab: Tab, message_id: str) -> None:
    assert tab.call("chat.retry", message_id=message_id)["error"]["code"] == "not_found"


def test_an_edited_question_opens_a_branch_and_keeps_the_earlier_one(tab: Tab, door: Door) -> None:
    first = tab.ask("What is a desk?", model="say:3")
    tab.until_end(first["stream_id"])
    edited = tab.ask(
        "What is a help desk?",
        session_id=first["session_id"],
        replaces=first["user_message_id"],
        model="say:40:15",
    )
    assert final(tab.until_end(edited["stream_id"]))["content"] == PIECE * 40
    question, answer = door.session(first["session_id"])["messages"]
    assert (question["content"], answer["id"]) == ("What is a help desk?", edited["message_id"])
    assert question["siblings"] == [first["user_message_id"], edited["user_message_id"]]


def test_a_busy_conversation_takes_no_second_question_and_loses_nothing(
    tab: Tab, door: Door
) -> None:
    started = tab.ask(model="say:100:20")
    tab.until_chunks(started["stream_id"], 2)
    params = {"session_id": started["session_id"], "user_input": "And now?", "model": "say:3"}
    assert tab.call("chat.send", **params)["error"]["code"] == "busy"
    retry = tab.call("chat.retry", message_id=started["message_id"], model="say:3")
    assert retry["error"]["code"] == "busy"
    assert final(tab.until_end(started["stream_id"]))["status"] == "done"
    assert len(door.session(started["session_id"])["messages"]) == 2
    assert tab.do("chat.send", **params)["session_id"] == started["session_id"]


def test_the_same_request_sent_twice_is_asked_once(tab: Tab, door: Door) -> None:
    session_id = tab.ask(model="say:3")["session_id"]
    until(lambda: door.session(session_id)["running"] is None, "the first answer ends")
    request: Event = {
        "session_id": session_id,
        "request_id": str(uuid.uuid4()),
        "model": "say:40:15",
    }
    first = tab.ask(**request)
    assert tab.ask(**request) == first
    tab.until_end(first["stream_id"])
    assert tab.ask(**request) == first
    assert len(door.session(session_id)["messages"]) == 4


def test_the_same_first_question_sent_twice_opens_one_conversation(tab: Tab, door: Door) -> None:
    request: Event = {"session_id": None, "request_id": str(uuid.uuid4()), "model": "say:3"}
    first = tab.ask(**request)
    assert tab.ask(**request) == first
    assert len(door.http.get("/api/sessions").json()["data"]) == 1


def test_a_conversation_deleted_in_mid_answer_stops_it_and_the_others_go_on(
    desk: Desk, tab: Tab, door: Door, model: ScriptedModel
) -> None:
    before = len(model.gone)
    with Tab(desk.address, visitor="someone-whose-answer-goes-on") as other:
        kept = other.ask(model="say:100:20")["stream_id"]
        started = tab.ask(model="say:1000:20")
        tab.until_chunks(started["stream_id"], 3)
        assert door.http.delete(f"/api/sessions/{started['session_id']}").status_code == 200
        until(lambda: "say:1000:20" in model.gone[before:], "the model's server notices", 3)
        assert final(other.until_end(kept))["content"] == PIECE * 100
    assert door.http.get(f"/api/sessions/{started['session_id']}").status_code == 404
