"""A conversation is named by its first question, unless a person has named it."""

import pytest

from tests.support.house import House
from tests.support.people import Person


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("図書館は何時に開きますか？急いでいます。", "図書館は何時に開きますか？"),
        ("こんにちは。図書館はどこですか", "図書館はどこですか"),
        ("こんにちは", "こんにちは"),
        ("Hello! Where do I park? Thanks.", "Where do I park?"),
        ("**太字** の`コード`", "太字 の コード"),
        ("# 見出し\n本文", "見出し 本文"),
        ("https://example.org/a を見て", "を見て"),
        ("あ" * 100, "あ" * 31 + "…"),
        ("   spaced    out   ", "spaced out"),
        ("???", "?"),
        ("```", "```"),
        ("🪟", "🪟"),
    ],
)
def test_the_first_sentence_that_says_something_becomes_the_title(
    visitor: Person, question: str, title: str
) -> None:
    turn = visitor.ask(question, model="say:3")
    assert visitor.session(turn["session_id"])["title"] == title


def test_a_later_question_changes_no_title(visitor: Person) -> None:
    turn = visitor.ask("図書館", model="say:3")
    visitor.ask("プール", model="say:3", session_id=turn["session_id"])
    assert visitor.session(turn["session_id"])["title"] == "図書館"


def test_a_title_that_a_person_gave_is_kept(visitor: Person) -> None:
    named = visitor.do("POST", "/api/sessions", json={"title": "わたしの"})
    visitor.ask("図書館", model="say:3", session_id=named["id"])
    assert visitor.session(named["id"])["title"] == "わたしの"


def test_a_title_is_given_even_when_the_model_fails(visitor: Person) -> None:
    turn = visitor.ask("図書館", model="empty")
    assert visitor.session(turn["session_id"])["title"] == "図書館"


def test_a_title_given_while_the_answer_is_written_wins(visitor: Person, house: House) -> None:
    line = visitor.line()
    started = line.ask("図書館", model="say:40:25")
    path = f"/api/sessions/{started['session_id']}/title"
    visitor.do("PATCH", path, json={"title": "先に付けた題"})
    end = line.stream(started["stream_id"])[-1]
    assert end["payload"]["title"] == "先に付けた題"
    assert visitor.session(started["session_id"])["title"] == "先に付けた題"


def test_the_end_of_the_first_answer_tells_the_title_to_every_tab(visitor: Person) -> None:
    line = visitor.line()
    started = line.ask("図書館", model="say:3")
    renamed = line.event("sessions.changed")
    while renamed["payload"]["change"] != "renamed":
        renamed = line.event("sessions.changed")
    assert renamed["payload"]["session_id"] == started["session_id"]
    assert renamed["payload"]["session"]["title"] == "図書館"
    assert "seq" not in renamed
