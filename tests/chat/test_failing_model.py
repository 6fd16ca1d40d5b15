"""A model that fails costs the answer, never the question, and never the truth."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEAD, Builder, Guests
from tests.support.house import House
from tests.support.people import Person, text_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
QUESTION = "図書館は平日の何時に開きますか"
FAILURES = {
    "status:500": "model_broken",
    "status:401": "model_unauthorized",
    "status:404": "model_unknown",
    "status:429": "model_busy",
    "status:418": "model_refused",
    "garbage": "model_broken",
    "html": "model_broken",
    "error-event": "model_broken",
    "empty": "model_empty",
    "silent": "model_silent",
    "cut:0": "model_broken",
}
BROKEN_OFF = {"cut:3": "model_broken", "silent:2": "model_silent"}


@pytest.mark.parametrize(("script", "code"), FAILURES.items(), ids=FAILURES)
def test_without_a_word_from_the_model_the_passages_found_are_offered_with_their_sources(
    visitor: Person, script: str, code: str
) -> None:
    turn = visitor.ask(QUESTION, model=script)
    message = turn["message"]
    assert (message["status"], message["problem"]["code"]) == ("failed", code)
    assert script in message["problem"]["message"]
    assert message["content"].startswith("申し訳ありません")
    cited = [part for part in message["parts"] if part["type"] == "citation"]
    assert "午前九時" in cited[0]["quote"]
    for part in cited:
        assert f"[{part['n']}]" in message["content"]
    kept = visitor.session(turn["session_id"])
    assert [m["status"] for m in kept["messages"]] == ["done", "failed"]
    assert kept["messages"][1]["content"] == message["content"]
    assert kept["running"] is None


@pytest.mark.parametrize(("script", "code"), BROKEN_OFF.items(), ids=BROKEN_OFF)
def test_what_the_model_said_before_it_broke_off_is_kept_with_an_honest_end(
    visitor: Person, script: str, code: str
) -> None:
    message = visitor.ask(QUESTION, model=script)["message"]
    assert (message["status"], message["problem"]["code"]) == ("failed", code)
    assert message["content"].startswith("とお とお ")
    assert message["content"].endswith("(回答はここで途切れました。もう一度お試しください。)")


def test_the_reason_is_told_in_the_readers_language(house: House, guests: Guests) -> None:
    for lang, words in (("ja", "もう一度お試しください"), ("en", "Please try again")):
        problem = guests(house, lang=lang).ask(QUESTION, model="empty")["message"]["problem"]
        assert words in problem["message"]


def test_the_next_question_is_answered_after_a_failure(visitor: Person) -> None:
    turn = visitor.ask(QUESTION, model="status:500")
    again = visitor.ask(QUESTION, session_id=turn["session_id"])
    assert again["message"]["status"] == "done"


def test_a_failed_answer_ends_its_stream_with_an_error_event_that_holds_it(
    visitor: Person,
) -> None:
    line = visitor.line()
    started = line.ask(QUESTION, model="empty")
    events = line.stream(started["stream_id"])
    assert events[-1]["channel"] == "chat.error"
    told: dict[str, Any] = events[-1]["payload"]
    assert told["code"] == "model_empty"
    assert told["answer"]["status"] == "failed"
    assert told["answer"]["content"] == text_of(events)
    assert told["trace_id"]
    assert visitor.session(started["session_id"])["messages"][1] == told["answer"]


def test_a_model_that_is_not_set_up_is_refused_and_nothing_is_kept(visitor: Person) -> None:
    body = {"user_input": QUESTION, "model": "nowhere"}
    problem = visitor.refused(422, "POST", "/api/chat", json=body)
    assert problem["message"] == "That model is not set up."
    assert visitor.sessions() == []


def test_a_character_no_database_holds_does_not_leave_the_conversation_stuck(
    build_house: Builder, guests: Guests
) -> None:
    """PostgreSQL takes no NUL in text; a model may still write one."""
    person = guests(build_house())
    message = person.ask("hello there", model="text:a\x00b")["message"]
    assert message["status"] in ("done", "failed")
    assert message["content"]
    session_id = message["session_id"]
    assert person.session(session_id)["running"] is None
    assert person.ask("again", session_id=session_id)["message"]["status"] == "done"


def test_a_character_no_database_holds_does_not_keep_the_server_from_starting_again(
    build_house: Builder, guests: Guests, tmp_path: Path, database: Callable[[], dict[str, Any]]
) -> None:
    same = database()
    first = build_house(home=tmp_path, **same)
    turn = guests(first).ask("hello there", model="text:a\x00b")
    first.sql("update streams set runner = 'gone', lease_until = :then", then=LONG_AGO)
    later = build_house(home=tmp_path, **same)
    ((state,),) = later.sql("select state from streams where session_id = :i", i=turn["session_id"])
    assert state != "running"


def test_a_dead_model_hands_over_to_the_next_in_the_chain(
    build_house: Builder, guests: Guests, models: tuple[Any, str]
) -> None:
    dead = {"id": "dead", "provider": "openai", "base_url": DEAD, "model": "x", "retries": 0}
    good = dead | {"id": "good", "base_url": models[1], "model": "say:3"}
    house = build_house(models=[dead, good], routes={"chat": ["dead", "good", "builtin"]})
    message = guests(house).ask(QUESTION)["message"]
    assert (message["status"], message["content"]) == ("done", "とお とお とお ")
    ((model,),) = house.sql("select model from session_logs")
    assert model == "good"


def test_a_dead_model_without_another_in_the_chain_is_told(
    build_house: Builder, guests: Guests
) -> None:
    dead = {"id": "dead", "provider": "openai", "base_url": DEAD, "model": "x", "retries": 0}
    house = build_house(models=[dead], routes={"chat": "dead"})
    message = guests(house).ask(QUESTION)["message"]
    assert message["problem"]["code"] == "model_unreachable"
    assert message["status"] == "failed"


def test_a_round_whose_log_cannot_be_written_is_answered_all_the_same(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house()
    house.sql("drop table session_logs")
    person = guests(house)
    for _ in range(2):
        assert person.ask(QUESTION)["message"]["status"] == "done"
    assert len(person.sessions()) == 2
