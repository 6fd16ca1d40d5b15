"""Edits and retries add branches; nothing that was said is lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.support.people import Person, text_of
from tests.support.processes import until


def shown(person: Person, session_id: str) -> list[str]:
    return [m["content"] for m in person.session(session_id)["messages"]]


@pytest.fixture
def talk(visitor: Person) -> list[dict[str, Any]]:
    session_id = visitor.ask("first", model="say:3")["session_id"]
    visitor.ask("second", model="say:3", session_id=session_id)
    messages: list[dict[str, Any]] = visitor.session(session_id)["messages"]
    return messages


def test_an_edited_question_opens_a_branch_and_keeps_the_earlier_one(
    visitor: Person, talk: list[dict[str, Any]]
) -> None:
    session_id, second = talk[0]["session_id"], talk[2]
    visitor.ask("second, better", model="say:3", session_id=session_id, replaces=second["id"])
    edited = visitor.session(session_id)["messages"]
    assert [m["content"] for m in edited[::2]] == ["first", "second, better"]
    assert edited[2]["siblings"] == [second["id"], edited[2]["id"]]
    assert edited[2]["parent_id"] == second["parent_id"]


def test_the_earlier_branch_can_be_shown_again(visitor: Person, talk: list[dict[str, Any]]) -> None:
    session_id, second = talk[0]["session_id"], talk[2]
    visitor.ask("other", model="say:3", session_id=session_id, replaces=second["id"])
    path = f"/api/sessions/{session_id}/head"
    back = visitor.do("PATCH", path, json={"message_id": second["id"]})
    assert [m["id"] for m in back["messages"]] == [m["id"] for m in talk]
    assert visitor.session(session_id) == back


def test_the_first_question_can_be_edited_too(visitor: Person, talk: list[dict[str, Any]]) -> None:
    session_id = talk[0]["session_id"]
    visitor.ask("anew", model="say:3", session_id=session_id, replaces=talk[0]["id"])
    (anew, _) = visitor.session(session_id)["messages"]
    assert anew["siblings"] == [talk[0]["id"], anew["id"]]
    path = f"/api/sessions/{session_id}/head"
    back = visitor.do("PATCH", path, json={"message_id": talk[0]["id"]})
    assert len(back["messages"]) == 4


def test_a_retry_adds_a_sibling_answer_under_the_same_question(
    visitor: Person, talk: list[dict[str, Any]]
) -> None:
    line = visitor.line()
    old = talk[3]
    started = line.do("chat.retry", {"message_id": old["id"], "model": "cite"})
    assert started["user_message_id"] == talk[2]["id"]
    line.stream(started["stream_id"])
    answer = visitor.session(old["session_id"])["messages"][3]
    assert answer["siblings"] == [old["id"], started["message_id"]]
    assert answer["content"] != old["content"]


@pytest.mark.parametrize("by", ["question", "answer", "stream"])
def test_a_retry_may_name_the_question_the_answer_or_the_stream(
    visitor: Person, talk: list[dict[str, Any]], by: str
) -> None:
    which = {
        "question": {"message_id": talk[2]["id"]},
        "answer": {"message_id": talk[3]["id"]},
        "stream": {"stream_id": talk[3]["stream_id"]},
    }[by]
    assert visitor.line().do("chat.retry", which)["user_message_id"] == talk[2]["id"]


@pytest.mark.parametrize("which", [{}, {"message_id": None}])
def test_a_retry_of_nothing_is_refused(visitor: Person, which: dict[str, Any]) -> None:
    assert visitor.line().refused("chat.retry", which)["code"] == "invalid"


@pytest.mark.parametrize("odd", ["null", "", "../1", "3b241101-e2bb-4255-8caf-4136c566a962"])
def test_a_retry_of_what_is_not_there_is_not_found(visitor: Person, odd: str) -> None:
    assert visitor.line().refused("chat.retry", {"message_id": odd})["code"] == "not_found"


@pytest.mark.parametrize("replaced", ["null", "", "3b241101-e2bb-4255-8caf-4136c566a962"])
def test_an_edit_of_nothing_is_refused(
    visitor: Person, talk: list[dict[str, Any]], replaced: str
) -> None:
    body = {"user_input": "a", "session_id": talk[0]["session_id"], "replaces": replaced}
    answer = visitor.send("POST", "/api/chat", json=body)
    assert answer.status_code in (200, 404)
    if answer.status_code == 200:  # a blank one is none: the question is simply the next
        assert replaced == ""


def test_an_edit_of_an_answer_is_refused(visitor: Person, talk: list[dict[str, Any]]) -> None:
    body = {"user_input": "a", "session_id": talk[0]["session_id"], "replaces": talk[1]["id"]}
    visitor.refused(404, "POST", "/api/chat", json=body)


def test_the_same_request_sent_twice_is_answered_once(visitor: Person) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    request = {"session_id": session_id, "request_id": str(uuid4()), "model": "say:3"}
    first, second = visitor.ask("once", **request), visitor.ask("once", **request)
    assert second == first
    assert len(shown(visitor, session_id)) == 2


def test_the_same_request_sent_twice_opens_one_conversation(visitor: Person) -> None:
    """The reply that told the new conversation's id may have been the one that got lost."""
    request = {"session_id": None, "request_id": str(uuid4()), "model": "say:3"}
    first, second = visitor.ask("once", **request), visitor.ask("once", **request)
    assert second == first
    assert len(visitor.sessions()) == 1


def test_the_same_request_over_the_connection_meets_the_running_answer(visitor: Person) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    request = {"session_id": session_id, "request_id": str(uuid4()), "model": "say:40:25"}
    one, other = visitor.line(), visitor.line()
    started = one.ask("once", **request)
    assert other.ask("once", **request) == started
    assert text_of(other.stream(started["stream_id"])) == "とお " * 40


def test_while_an_answer_is_written_another_question_is_refused_and_nothing_is_lost(
    visitor: Person,
) -> None:
    line = visitor.line()
    started = line.ask("long", model="say:40:25")
    body = {"user_input": "impatient", "session_id": started["session_id"]}
    assert visitor.refused(409, "POST", "/api/chat", json=body)["code"] == "busy"
    assert line.refused("chat.retry", {"message_id": started["user_message_id"]})["code"] == "busy"
    line.stream(started["stream_id"])
    assert shown(visitor, started["session_id"]) == ["long", "とお " * 40]


def test_of_twenty_questions_at_once_one_is_answered_and_the_rest_are_told_to_wait(
    visitor: Person,
) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]

    def ask(number: int) -> tuple[int, str]:
        body = {"user_input": f"n{number}", "session_id": session_id, "model": "say:40:25"}
        answer = visitor.send("POST", "/api/chat", json=body)
        return answer.status_code, answer.json()["error"] and answer.json()["error"]["code"]

    with ThreadPoolExecutor(20) as pool:
        outcomes = sorted(pool.map(ask, range(20)), key=lambda outcome: outcome[0])
    assert outcomes == [(200, None)] + [(409, "busy")] * 19
    question, answer = shown(visitor, session_id)
    assert question.startswith("n")
    assert answer == "とお " * 40


def test_a_stopped_answer_keeps_what_was_written_and_frees_the_conversation(
    visitor: Person,
) -> None:
    line = visitor.line()
    started = line.ask("long", model="say:40:25")
    line.event("chat.chunk")
    stopped = line.do("chat.stop", {"stream_id": started["stream_id"]})
    assert stopped["status"] == "stopped"
    answer = visitor.session(started["session_id"])["messages"][1]
    assert answer["status"] == "stopped"
    assert 0 < len(answer["content"]) < 120
    again = visitor.ask("next", session_id=started["session_id"], model="say:3")
    assert again["message"]["status"] == "done"


def test_a_branch_cannot_be_shown_by_a_message_of_another_conversation(
    visitor: Person, talk: list[dict[str, Any]]
) -> None:
    other = visitor.ask("elsewhere", model="say:3")
    path = f"/api/sessions/{talk[0]['session_id']}/head"
    problem = visitor.refused(404, "PATCH", path, json={"message_id": other["message"]["id"]})
    assert problem["message"] == "This message was not found."
    assert until(lambda: len(shown(visitor, talk[0]["session_id"])) == 4, "unchanged")
