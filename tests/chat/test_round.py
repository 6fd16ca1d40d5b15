"""One round over REST, in the shapes that the pages rely on."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import Guests
from tests.support.house import House
from tests.support.people import Person, envelope
from tests.support.processes import until
from tests.support.scripted_model import ScriptedModel

SUMMARY = {"id", "title", "pinned_language", "created_at", "updated_at", "last_activity_at"}
MESSAGE = {
    "id",
    "session_id",
    "role",
    "content",
    "parts",
    "status",
    "language",
    "confidence",
    "created_at",
    "parent_id",
    "siblings",
    "problem",
    "stream_id",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
QUESTION = "図書館は平日の何時に開きますか"


def citations_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in message["parts"] if part["type"] == "citation"]


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


def test_a_visitor_starts_with_no_conversations_and_opens_one(visitor: Person) -> None:
    assert visitor.sessions() == []
    answer = visitor.send("POST", "/api/sessions", json={})
    assert answer.status_code == 201
    made = envelope(answer)["data"]
    assert set(made) == SUMMARY
    assert UUID.fullmatch(made["id"])
    assert made["title"] is None
    assert visitor.sessions() == [made]


def test_a_conversation_may_be_opened_without_any_body(visitor: Person) -> None:
    assert visitor.send("POST", "/api/sessions").status_code == 201


def test_an_unnamed_conversation_reads_as_its_summary_with_no_messages(visitor: Person) -> None:
    made = visitor.do("POST", "/api/sessions", json={})
    assert visitor.session(made["id"]) == made | {"messages": [], "running": None, "as_is": []}


def test_a_question_is_answered_from_what_was_learned_with_its_source(visitor: Person) -> None:
    turn = visitor.ask(QUESTION)
    assert set(turn) == {"session_id", "message"}
    message = turn["message"]
    assert set(message) == MESSAGE
    assert message["session_id"] == turn["session_id"]
    assert (message["role"], message["status"], message["problem"]) == ("assistant", "done", None)
    assert "午前九時" in message["content"]
    (cited, *_) = citations_of(message)
    assert f"[{cited['n']}]" in message["content"]
    assert cited["title"] == "図書館の窓口"


def test_question_and_answer_stand_in_the_conversation_oldest_first(visitor: Person) -> None:
    turn = visitor.ask(QUESTION)
    talk = visitor.session(turn["session_id"])
    asked, answered = talk["messages"]
    assert (asked["role"], asked["content"], asked["status"]) == ("user", QUESTION, "done")
    assert asked["parts"] == [{"type": "text", "text": QUESTION}]
    assert answered == turn["message"]
    assert answered["parent_id"] == asked["id"]
    assert asked["siblings"] == [asked["id"]]
    assert talk["running"] is None


def test_a_second_question_continues_the_same_conversation(visitor: Person) -> None:
    first = visitor.ask(QUESTION)
    second = visitor.ask("土曜日は何時に閉まりますか", session_id=first["session_id"])
    assert second["session_id"] == first["session_id"]
    talk = visitor.session(first["session_id"])
    assert [m["role"] for m in talk["messages"]] == ["user", "assistant"] * 2
    assert len(visitor.sessions()) == 1


def test_what_was_said_before_is_told_to_the_model(
    visitor: Person, models: tuple[ScriptedModel, str]
) -> None:
    first = visitor.ask("合言葉はヒマラヤスギです", model="say:3")
    visitor.ask("合言葉は何でしたか", session_id=first["session_id"], model="say:3")
    turns = models[0].requests[-1]["messages"]
    assert [turn["role"] for turn in turns] == ["system", "user", "assistant", "user"]
    assert turns[1]["content"] == "合言葉はヒマラヤスギです"
    assert turns[2]["content"] == first["message"]["content"]


def test_the_question_is_kept_before_the_model_has_said_a_word(
    visitor: Person, house: House, guests: Guests, models: tuple[ScriptedModel, str]
) -> None:
    asked_before = models[0].asked("late:700:2")
    second = guests(house)
    second.http.cookies = visitor.http.cookies
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(visitor.ask, QUESTION, model="late:700:2")
        until(lambda: models[0].asked("late:700:2") > asked_before, "the model is asked")
        (summary,) = second.sessions()
        talk = second.session(summary["id"])
        assert not asking.done()
        asked, answering = talk["messages"]
        assert (asked["content"], asked["status"]) == (QUESTION, "done")
        assert (answering["status"], answering["content"]) == ("streaming", "")
        assert talk["running"]["message_id"] == answering["id"]
        assert asking.result()["message"]["id"] == answering["id"]


def test_times_of_a_conversation_follow_what_happens_in_it(visitor: Person) -> None:
    made = visitor.do("POST", "/api/sessions", json={})
    assert moment(made["created_at"]) == moment(made["last_activity_at"])
    visitor.ask(QUESTION, session_id=made["id"])
    asked = visitor.session(made["id"])
    assert asked["created_at"] == made["created_at"]
    assert moment(asked["last_activity_at"]) > moment(made["last_activity_at"])
    assert moment(asked["updated_at"]) >= moment(asked["last_activity_at"])
    renamed = visitor.do("PATCH", f"/api/sessions/{made['id']}/title", json={"title": "本"})
    assert renamed["last_activity_at"] == asked["last_activity_at"]
    assert moment(renamed["updated_at"]) > moment(asked["updated_at"])


def test_the_liveliest_conversation_comes_first(visitor: Person) -> None:
    first = visitor.do("POST", "/api/sessions", json={})["id"]
    second = visitor.do("POST", "/api/sessions", json={})["id"]
    assert [each["id"] for each in visitor.sessions()] == [second, first]
    visitor.ask(QUESTION, session_id=first)
    assert [each["id"] for each in visitor.sessions()] == [first, second]


def test_the_list_holds_no_more_than_was_asked_for(visitor: Person) -> None:
    for _ in range(3):
        visitor.do("POST", "/api/sessions", json={})
    assert len(visitor.do("GET", "/api/sessions", params={"limit": 2})) == 2


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many", "1e3", ""])
def test_an_impossible_limit_is_named_as_the_field_to_mend(visitor: Person, limit: str) -> None:
    problem = visitor.refused(422, "GET", "/api/sessions", params={"limit": limit})
    assert problem["code"] == "invalid"
    assert list(problem["details"]) == ["query.limit"]


def test_a_deleted_conversation_is_gone_with_all_that_belongs_to_it(
    visitor: Person, house: House
) -> None:
    turn = visitor.ask(QUESTION)
    session_id = turn["session_id"]
    assert visitor.do("DELETE", f"/api/sessions/{session_id}") == {"id": session_id}
    assert visitor.sessions() == []
    assert visitor.refused(404, "GET", f"/api/sessions/{session_id}")["code"] == "not_found"
    visitor.refused(404, "DELETE", f"/api/sessions/{session_id}")
    for table in ("messages", "streams", "session_logs"):
        rows = house.sql(f"select id from {table} where session_id = :id", id=session_id)
        assert rows == [], table


def test_a_conversation_that_is_deleted_while_it_is_answered_ends_without_a_500(
    visitor: Person, house: House, guests: Guests
) -> None:
    second = guests(house)
    second.http.cookies = visitor.http.cookies
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    body = {"user_input": QUESTION, "session_id": session_id, "model": "say:40:25"}
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(visitor.send, "POST", "/api/chat", json=body)
        until(lambda: second.session(session_id)["running"], "it is being answered")
        second.do("DELETE", f"/api/sessions/{session_id}")
        answer = asking.result()
    envelope(answer)
    assert answer.status_code in (200, 404, 409)


def test_every_round_leaves_a_log_of_its_steps(visitor: Person, house: House) -> None:
    turn = visitor.ask(QUESTION)
    query = "select status, model, steps from session_logs where session_id = :id"
    ((status, model, steps),) = until(
        lambda: house.sql(query, id=turn["session_id"]), "the log is written"
    )
    assert (status, model) == ("done", "builtin")
    for name in ("recognise", "recall", "look_up", "answer", "finish"):
        assert f'"{name}"' in str(steps).replace("'", '"')
