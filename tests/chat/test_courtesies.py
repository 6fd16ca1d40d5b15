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
