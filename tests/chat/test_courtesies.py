"""A message that only greets or thanks is met as people meet one another."""

import pytest

from tests.support.people import Person


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("こんにちは", "こんにちは。"),
        ("おはようございます！！", "こんにちは。"),
        ("ありがとうございました。助かりました", "どういたしまして。"),
        ("ありがとうございます♪", "どういたしまして。"),
        ("Hello!", "Hello."),
        (" good  morning ", "Hello."),
        ("Thank you very much.", "You are welcome."),
        ("¡Hola!", "Hello."),
    ],
)
def test_a_greeting_is_answered_in_kind_and_cites_nothing(
    visitor: Person, message: str, begins: str
) -> None:
    answer = visitor.ask(message)["message"]
    assert answer["status"] == "done"
    assert not [part for part in answer["parts"] if part["type"] == "citation"]
    assert answer["content"].startswith(begins)


@pytest.mark.parametrize("greeting", ["こんにちは、", "お世話になっております。\n", "すみません、"])
def test_a_question_that_begins_with_a_greeting_is_still_looked_up(
    visitor: Person, greeting: str
) -> None:
    answer = visitor.ask(f"{greeting}図書館は平日の何時に開きますか")["message"]
    assert "午前九時" in answer["content"]


@pytest.mark.parametrize(
    "message",
    [
        "お世話になっております。市川市の髙橋と申します。図書館は平日の何時に開きますか。よろしくお願いいたします。",
        "先日引っ越してきたばかりで電話は090-1234-5678なのですが、図書館は平日の何時に開きますか",
        "鈴木花子です。\n図書館は平日の何時に開きますか？\n以上、ご回答ください。",
    ],
)
def test_who_asks_and_how_politely_does_not_keep_the_answer_from_being_found(
    visitor: Person, message: str
) -> None:
    assert "午前九時" in visitor.ask(message)["message"]["content"]


def test_what_was_never_learned_is_not_found_however_it_is_asked(visitor: Person) -> None:
    asked = "お世話になっております。市川市の髙橋と申します。火星の探査機の燃料は何ですか。"
    answer = visitor.ask(asked)["message"]
    assert not [part for part in answer["parts"] if part["type"] == "citation"]
