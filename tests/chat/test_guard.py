"""What is personal never reaches the model, nor the database, and comes back to its owner alone."""

import json
from datetime import timedelta
from typing import Any

import pytest

from madoguchi.kernel.clock import now
from madoguchi.kernel.jobs import NewJob
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.mail import MailAddresses
from madoguchi.privacy.talk import Talk
from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person, text_of
from tests.support.scripted_model import ScriptedModel

MAIL, OTHER = "hanako.suzuki@example.com", "taro@example.org"
QUESTION = f"図書館の開館時間を {MAIL} に送ってください"
ANSWERS = "text:<EMAIL_1>へ送りました。【email 1】です。<EMAIL_7>"
BROKEN = "cut:3#guard"
Models = tuple[ScriptedModel, str]


@pytest.fixture
def kept(build_house: Builder) -> House:
    """A house of one's own, in which nothing else is written."""
    return build_house(scripts=(ANSWERS, BROKEN, "say:3"))


def sent(models: Models, since: int) -> str:
    return json.dumps(models[0].requests[since:], ensure_ascii=False)


def all_that_is_kept(house: House) -> str:
    tables = ("sessions", "messages", "stream_events", "session_logs", "jobs", "job_log")
    return "\n".join(str(row) for table in tables for row in house.sql(f"select * from {table}"))


def test_the_model_reads_a_placeholder_and_the_person_their_own_words(
    kept: House, guests: Guests, models: Models
) -> None:
    person, since = guests(kept), len(models[0].requests)
    turn = person.ask(QUESTION, model=ANSWERS)
    assert turn["message"]["content"] == f"{MAIL}へ送りました。{MAIL}です。<EMAIL_7>"
    asked, answered = person.session(turn["session_id"])["messages"]
    assert asked["content"] == QUESTION
    assert asked["hidden"] == [{"kind": "EMAIL", "placeholder": "<EMAIL_1>", "text": MAIL}]
    assert answered == turn["message"]
    assert "hidden" not in answered
    assert "図書館の開館時間を <EMAIL_1> に送ってください" in sent(models, since)
    assert MAIL not in sent(models, since)


def test_nothing_personal_lies_in_what_is_kept_of_a_conversation(
    kept: House, guests: Guests
) -> None:
    person = guests(kept)
    turn = person.ask(QUESTION, model=ANSWERS)
    person.do("PATCH", f"/api/sessions/{turn['session_id']}/title", json={"title": f"{MAIL} の件"})
    assert "<EMAIL_1>" in all_that_is_kept(kept)
    assert MAIL not in all_that_is_kept(kept)
    assert person.sessions()[0]["title"] == f"{MAIL} の件"


def test_a_title_made_of_the_question_is_read_with_its_values(kept: House, guests: Guests) -> None:
    person = guests(kept)
    person.ask(f"{MAIL} は誰ですか", model=ANSWERS)
    assert person.sessions()[0]["title"] == f"{MAIL} は誰ですか"
    assert MAIL not in str(kept.sql("select title from sessions"))


def test_an_answer_streams_with_its_values_and_again_from_anywhere(
    kept: House, guests: Guests
) -> None:
    person = guests(kept)
    line = person.line()
    started = line.ask(QUESTION, model=ANSWERS)
    events = line.stream(started["stream_id"])
    assert events[0]["payload"]["user_message"]["content"] == QUESTION
    assert text_of(events) == f"{MAIL}へ送りました。{MAIL}です。<EMAIL_7>"
    later = person.line()
    later.do("chat.resume", {"stream_id": started["stream_id"], "after": 0})
    assert later.stream(started["stream_id"]) == events


def test_the_same_value_keeps_its_number_and_stays_hidden_in_all_that_follows(
    kept: House, guests: Guests, models: Models
) -> None:
    person = guests(kept)
    first = person.ask(QUESTION, model=ANSWERS)
    since = len(models[0].requests)
    person.ask(f"{OTHER} にも、{MAIL.upper()} にも", session_id=first["session_id"], model=ANSWERS)
    (body,) = models[0].requests[since:]
    said = [turn["content"] for turn in body["messages"] if turn["role"] == "user"]
    assert said[-1] == "<EMAIL_2> にも、<EMAIL_1> にも"
    assert MAIL not in sent(models, since)


def test_what_looks_like_a_placeholder_is_only_text(
    kept: House, guests: Guests, models: Models
) -> None:
    person, since = guests(kept), len(models[0].requests)
    said = f"私は <EMAIL_1> と [PERSON 1] です。{MAIL}"
    turn = person.ask(said, model=ANSWERS)
    asked = person.session(turn["session_id"])["messages"][0]
    assert asked["content"] == said
    assert [each["text"] for each in asked["hidden"]] == [MAIL]
    assert turn["message"]["content"].startswith(MAIL)
    assert "[PERSON 1]" not in sent(models, since)


def test_values_are_shown_as_text_and_never_as_markup(kept: House, guests: Guests) -> None:
    odd = "_a_*b*@example.com"
    turn = guests(kept).ask(f"連絡先は {odd} です", model=ANSWERS)
    assert "*" not in turn["message"]["content"]


def test_a_retry_and_an_edit_are_masked_alike(kept: House, guests: Guests, models: Models) -> None:
    person = guests(kept)
    turn = person.ask(QUESTION, model=ANSWERS)
    talk = person.session(turn["session_id"])["messages"]
    since = len(models[0].requests)
    line = person.line()
    again = line.do("chat.retry", {"message_id": turn["message"]["id"], "model": ANSWERS})
    assert MAIL in text_of(line.stream(again["stream_id"]))
    edited = f"{QUESTION} 至急"
    turn = person.ask(edited, session_id=turn["session_id"], replaces=talk[0]["id"], model=ANSWERS)
    assert person.session(turn["session_id"])["messages"][0]["content"] == edited
    assert MAIL not in sent(models, since)


def test_an_answer_that_breaks_off_keeps_values_out_of_what_is_kept(
    kept: House, guests: Guests, models: Models
) -> None:
    person = guests(kept)
    turn = person.ask(QUESTION, model=BROKEN)
    assert turn["message"]["status"] == "failed"
    assert MAIL not in all_that_is_kept(kept)


def test_the_same_request_sent_twice_leaves_one_conversation_and_one_value(
    kept: House, guests: Guests
) -> None:
    person = guests(kept)
    wish: dict[str, Any] = {"request_id": "00000000-0000-4000-8000-000000000001", "model": ANSWERS}
    first, second = person.ask(QUESTION, **wish), person.ask(QUESTION, **wish)
    assert first == second
    assert kept.sql("select count(*) from vault_values where kind = 'EMAIL'") == [(1,)]


def test_a_deleted_conversation_takes_its_values_along(kept: House, guests: Guests) -> None:
    person = guests(kept)
    turn = person.ask(QUESTION, model=ANSWERS)
    person.do("DELETE", f"/api/sessions/{turn['session_id']}")
    assert kept.sql("select count(*) from vault_values") == [(0,)]


def test_a_finder_that_fails_stops_the_message(
    kept: House,
    guests: Guests,
    monkeypatch: pytest.MonkeyPatch,
    models: Models,
    caplog: pytest.LogCaptureFixture,
) -> None:
    person, since = guests(kept), len(models[0].requests)

    def fail(recognizer: MailAddresses, text: Folded) -> None:
        raise RuntimeError(f"what was said must not be told: {text}")

    monkeypatch.setattr(MailAddresses, "find", fail)
    problem = person.refused(
        503, "POST", "/api/chat", json={"user_input": QUESTION, "session_id": None}
    )
    assert problem["code"] == "unavailable"
    assert MAIL not in json.dumps(problem) + caplog.text
    assert sent(models, since) == "[]"
    assert kept.sql("select count(*) from messages") == [(0,)]


def test_with_the_guard_off_words_go_as_they_are(
    build_house: Builder, guests: Guests, models: Models
) -> None:
    open_house = build_house(scripts=(ANSWERS,), guard={"mask": False})
    since = len(models[0].requests)
    turn = guests(open_house).ask(QUESTION, model=ANSWERS)
    assert MAIL in sent(models, since)
    assert turn["message"]["content"].startswith("<EMAIL_1>")


def test_with_restoring_off_placeholders_stay_in_answers(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house(scripts=(ANSWERS,), guard={"restore": False})
    person: Person = guests(house)
    turn = person.ask(QUESTION, model=ANSWERS)
    assert turn["message"]["content"].startswith("<EMAIL_1>")


def test_the_built_in_answerer_answers_a_question_with_a_value_in_it(
    kept: House, guests: Guests
) -> None:
    turn = guests(kept).ask(f"図書館は平日の何時に開きますか。返事は {MAIL} まで")
    assert any(part["type"] == "citation" for part in turn["message"]["parts"])


def titles_of(person: Person, wanted: str) -> list[str]:
    return [each["title"] for each in person.do("GET", "/api/sessions", params={"q": wanted})]


@pytest.mark.parametrize(
    "wanted", [MAIL, MAIL.upper(), "suzuki@", f"時間を {MAIL} に送って", "開館時間"]
)
def test_ones_own_words_find_a_conversation_though_they_are_hidden(
    kept: House, guests: Guests, wanted: str
) -> None:
    person, other = guests(kept), guests(kept)
    turn = person.ask(QUESTION, model="say:3")
    person.ask("図書館は何時に開きますか", model="say:3")
    assert titles_of(person, wanted) == [turn_title(person, turn)]
    assert titles_of(person, OTHER) == []
    assert titles_of(other, wanted) == []


def turn_title(person: Person, turn: Any) -> str:
    title: str = person.session(turn["session_id"])["title"]
    return title


def test_with_restoring_off_nobody_is_found_by_what_is_hidden(
    build_house: Builder, guests: Guests
) -> None:
    person = guests(build_house(scripts=("say:3",), guard={"restore": False}))
    person.ask(QUESTION, model="say:3")
    assert titles_of(person, MAIL) == []


def test_values_of_a_conversation_that_never_came_to_be_are_erased_after_a_while(
    kept: House, guests: Guests
) -> None:
    person = guests(kept)
    turn = person.ask(QUESTION, model=ANSWERS)
    vault, lost = kept.wired.privacy.vault, "00000000-0000-7000-8000-000000000009"
    kept.run(vault.numbers(Talk(lost, "somebody"), [("EMAIL", OTHER)]))
    sweep = NewJob("chat.erase_orphans")
    (young,) = kept.enqueue(sweep)
    assert kept.ended(young).result == {"conversations": 0}
    moment = (now() - timedelta(hours=2)).isoformat(sep=" ")
    column = "made_at = :moment" if "sqlite" in kept.wired.db.engine.url.drivername else AS_TIME
    kept.sql(f"update vault_keys set {column}", moment=moment)
    (old,) = kept.enqueue(sweep)
    assert kept.ended(old).result == {"conversations": 1}
    assert kept.sql("select count(*) from vault_values") == [(1,)]
    assert MAIL in person.session(turn["session_id"])["messages"][0]["content"]


AS_TIME = "made_at = cast(cast(:moment as text) as timestamptz)"
