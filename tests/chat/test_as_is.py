"""Not personal, send as it is: one value of one conversation, as its owner decides, and back."""

import json
from typing import Any

import pytest

from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person
from tests.support.scripted_model import ScriptedModel

MAIL, OTHER = "hanako.suzuki@example.com", "taro@example.org"
QUESTION = f"{MAIL} と {OTHER} に送ってください"
PLACEHOLDER = "text:<EMAIL_1>へ送りました。"
AS_IT_IS = f"text:{MAIL}へ送りました。"
LOUD = f"text:{MAIL.upper()} です"
Models = tuple[ScriptedModel, str]


@pytest.fixture
def kept(build_house: Builder) -> House:
    """A house of one's own, in which nothing else is written."""
    return build_house(scripts=(PLACEHOLDER, AS_IT_IS, LOUD))


@pytest.fixture
def member(kept: House, guests: Guests) -> Person:
    """Somebody who may decide."""
    return guests(kept, key=kept.add_person("hanako", "member"))


def choose(person: Person, talk: str, placeholder: str = "<EMAIL_1>", as_is: bool = True) -> Any:
    wish = {"placeholder": placeholder, "as_is": as_is}
    return person.do("PATCH", f"/api/sessions/{talk}/as-is", json=wish)


def sent(models: Models, since: int) -> str:
    return json.dumps(models[0].requests[since:], ensure_ascii=False)


def test_what_is_sent_as_it_is_reaches_the_model_in_the_next_answer_and_in_all_history(
    member: Person, models: Models
) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    assert choose(member, talk) == {"session_id": talk, "as_is": ["<EMAIL_1>"]}
    since = len(models[0].requests)
    member.ask("いつ届きますか", session_id=talk, model=PLACEHOLDER)
    said = [turn["content"] for turn in models[0].requests[-1]["messages"][1:]]
    assert said == [
        f"{MAIL} と <EMAIL_2> に送ってください",
        f"{MAIL}へ送りました。",
        "いつ届きますか",
    ]
    assert OTHER not in sent(models, since)


def test_answering_again_uses_it_at_once(member: Person, models: Models) -> None:
    turn = member.ask(QUESTION, model=PLACEHOLDER)
    choose(member, turn["session_id"])
    since = len(models[0].requests)
    line = member.line()
    again = line.do("chat.retry", {"message_id": turn["message"]["id"], "model": PLACEHOLDER})
    line.stream(again["stream_id"])
    assert f"{MAIL} と <EMAIL_2>" in sent(models, since)


def test_hidden_again_it_never_reaches_the_model_though_the_model_has_written_it(
    member: Person, models: Models
) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    choose(member, talk)
    member.ask("もう一度", session_id=talk, model=AS_IT_IS)
    member.ask("大文字で", session_id=talk, model=LOUD)
    assert choose(member, talk, as_is=False)["as_is"] == []
    since = len(models[0].requests)
    turn = member.ask(f"{MAIL.upper()} に届きましたか", session_id=talk, model=PLACEHOLDER)
    assert "suzuki" not in sent(models, since).casefold()
    assert "<EMAIL_1>へ送りました。" in sent(models, since)
    assert turn["message"]["content"] == f"{MAIL}へ送りました。"


def test_the_message_still_says_what_was_found_and_the_chat_how_it_is_sent(
    member: Person, kept: House
) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    assert member.session(talk)["as_is"] == []
    choose(member, talk, "<EMAIL_2>")
    seen = member.session(talk)
    assert seen["as_is"] == ["<EMAIL_2>"]
    assert [each["text"] for each in seen["messages"][0]["hidden"]] == [MAIL, OTHER]
    assert OTHER not in str(kept.sql("select * from vault_values"))
    assert OTHER not in str(
        kept.sql("select content from messages") + kept.sql("select title from sessions")
    )


def test_a_question_in_which_nothing_is_hidden_says_nothing_of_it(member: Person) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    line = member.line()
    started = line.ask("いつ届きますか", session_id=talk, model=PLACEHOLDER)
    begun = line.stream(started["stream_id"])[0]
    assert "hidden" not in begun["payload"]["user_message"]


def test_every_page_of_the_person_is_told(member: Person) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    watching, deciding = member.line(), member.line()
    wish = {"session_id": talk, "placeholder": "<EMAIL_1>", "as_is": True}
    told = deciding.do("chat.choose", wish)
    assert told == {"session_id": talk, "as_is": ["<EMAIL_1>"]}
    event = watching.event("chat.as_is")
    assert event["payload"] == told


def test_who_decided_is_on_record_without_the_value_and_after_the_conversation(
    member: Person, kept: House
) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    for as_is in (True, True, False):
        choose(member, talk, as_is=as_is)
    member.do("DELETE", f"/api/sessions/{talk}")
    record = kept.run(kept.wired.privacy.choices.recorded(talk))
    hanako = member.do("GET", "/api/me")["id"]
    assert [each[:3] for each in record] == [(hanako, "EMAIL", True), (hanako, "EMAIL", False)]
    assert MAIL not in str(kept.sql("select * from vault_choices"))


def test_a_visitor_may_not_decide(kept: House, guests: Guests) -> None:
    visitor = guests(kept)
    talk = visitor.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    wish = {"placeholder": "<EMAIL_1>", "as_is": True}
    visitor.refused(401, "PATCH", f"/api/sessions/{talk}/as-is", json=wish)
    problem = visitor.line().refused("chat.choose", {"session_id": talk, **wish})
    assert problem["code"] == "unauthenticated"
    assert visitor.session(talk)["as_is"] == []


def test_a_visitor_may_decide_where_the_settings_let_them(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house(scripts=(PLACEHOLDER,), guard={"visitors_may_reveal": True})
    visitor = guests(house)
    talk = visitor.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    assert choose(visitor, talk)["as_is"] == ["<EMAIL_1>"]


def test_nobody_decides_for_another_not_even_an_admin(
    member: Person, kept: House, guests: Guests
) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    boss = guests(kept, key=kept.add_person("boss", "admin"))
    wish = {"placeholder": "<EMAIL_1>", "as_is": True}
    boss.refused(404, "PATCH", f"/api/sessions/{talk}/as-is", json=wish)
    assert member.session(talk)["as_is"] == []


@pytest.mark.parametrize("what", ["<EMAIL_7>", "<VERBATIM_1>", "EMAIL", "", "<EMAIL_1><EMAIL_2>"])
def test_what_stands_for_nothing_personal_cannot_be_chosen(member: Person, what: str) -> None:
    talk = member.ask(f"{QUESTION} <EMAIL_1>", model=PLACEHOLDER)["session_id"]
    wish = {"placeholder": what, "as_is": True}
    member.refused(404, "PATCH", f"/api/sessions/{talk}/as-is", json=wish)


def test_another_conversation_keeps_hiding_the_same_value(member: Person, models: Models) -> None:
    talk = member.ask(QUESTION, model=PLACEHOLDER)["session_id"]
    choose(member, talk)
    since = len(models[0].requests)
    member.ask(QUESTION, model=PLACEHOLDER)
    assert MAIL not in sent(models, since)
