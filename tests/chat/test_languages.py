"""A talk keeps its language, and people may pin another."""

from typing import Any

import pytest

from madoguchi.knowledge.schemas import NewDocument, NewPassage
from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person
from tests.support.scripted_model import ScriptedModel

JAPANESE, ENGLISH = "図書館は平日の何時に開きますか", "When does the library open on weekdays?"
NOT_ENOUGH = ["OK", "👍", "iPhone 15 Pro", "`npm run build`", "https://example.org/faq", "thanks"]


def told(models: tuple[ScriptedModel, str]) -> str:
    """Return what the model was told last, before the talk."""
    system: str = models[0].requests[-1]["messages"][0]["content"]
    return system


def messages_of(person: Person, session_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.do("GET", f"/api/sessions/{session_id}")["messages"]
    return found


def pinned(person: Person, session_id: str, language: str | None) -> Any:
    path = f"/api/sessions/{session_id}/language"
    return person.do("PATCH", path, json={"language": language})["pinned_language"]


def test_each_message_says_its_language_and_how_sure_that_is(visitor: Person) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    for question in ("谢谢，请问在哪里？", "謝謝，請問在哪裡？", "Wo finde ich das genau, bitte?"):
        visitor.ask(question, session_id=session_id)
    asked = [each for each in messages_of(visitor, session_id) if each["role"] == "user"]
    assert [each["language"] for each in asked] == ["ja", "zh-hans", "zh-hant", "de"]
    assert all(0.5 <= each["confidence"] <= 1 for each in asked)


@pytest.mark.parametrize("little", NOT_ENOUGH)
def test_a_message_that_tells_little_stays_with_the_talk(visitor: Person, little: str) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    visitor.ask(little, session_id=session_id)
    question, answer = messages_of(visitor, session_id)[-2:]
    assert (question["language"], answer["language"]) == ("ja", "ja")
    assert question["confidence"] < 0.5


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_talk_that_begins_without_words_is_answered_in_the_readers_language(
    house: House, guests: Guests, lang: str
) -> None:
    person = guests(house, lang=lang)
    session_id = person.ask("???")["session_id"]
    question, answer = messages_of(person, session_id)
    assert (question["language"], answer["language"]) == (None, lang)


def test_words_of_failure_follow_the_talk_and_not_the_screen(visitor: Person) -> None:
    assert visitor.lang == "en"
    failed = visitor.ask(JAPANESE, model="status:500")["message"]["content"]
    assert "[1]" in failed and "もう一度お試しください" in failed


def test_a_pinned_language_is_kept_and_every_answer_is_in_it(
    visitor: Person, models: tuple[ScriptedModel, str]
) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    assert pinned(visitor, session_id, "EN") == "en"
    turn = visitor.ask(JAPANESE, session_id=session_id, model="cite")
    assert turn["message"]["language"] == "en"
    assert "(en)" in told(models)
    found = visitor.do("GET", f"/api/sessions/{session_id}")
    assert found["pinned_language"] == "en"
    assert [each["language"] for each in found["messages"]] == ["ja", "ja", "ja", "en"]
    assert turn["message"]["parts"][1:], "what was asked in Japanese was looked up in Japanese"


def test_what_is_unpinned_follows_the_questions_again(visitor: Person) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    pinned(visitor, session_id, "fr")
    assert visitor.ask(ENGLISH, session_id=session_id)["message"]["language"] == "fr"
    assert pinned(visitor, session_id, None) is None
    assert visitor.ask(ENGLISH, session_id=session_id)["message"]["language"] == "en"


def test_ones_own_language_comes_after_the_one_of_the_chat(
    visitor: Person, models: tuple[ScriptedModel, str]
) -> None:
    turn = visitor.ask(JAPANESE, language="zh-TW", model="cite")
    assert turn["message"]["language"] == "zh-hant"
    assert "(zh-hant)" in told(models)
    pinned(visitor, turn["session_id"], "ko")
    again = visitor.ask(JAPANESE, session_id=turn["session_id"], language="zh-TW")
    assert again["message"]["language"] == "ko"


@pytest.mark.parametrize("language", ["xx", "klingon", "und", "💥"])
def test_a_language_that_there_is_none_of_is_refused(visitor: Person, language: str) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    path, body = f"/api/sessions/{session_id}/language", {"language": language}
    assert "code" in visitor.refused(422, "PATCH", path, json=body)["message"]
    asked = {"user_input": JAPANESE, "language": language}
    assert "code" in visitor.refused(422, "POST", "/api/chat", json=asked)["message"]
    assert visitor.do("GET", f"/api/sessions/{session_id}")["pinned_language"] is None


def test_nobody_pins_anothers_language(house: House, guests: Guests, visitor: Person) -> None:
    session_id = visitor.ask(JAPANESE)["session_id"]
    path = f"/api/sessions/{session_id}/language"
    guests(house).refused(404, "PATCH", path, json={"language": "en"})
    assert visitor.do("GET", f"/api/sessions/{session_id}")["pinned_language"] is None


def test_an_answer_asked_for_again_is_in_the_language_that_is_pinned_now(visitor: Person) -> None:
    turn = visitor.ask(JAPANESE)
    pinned(visitor, turn["session_id"], "en")
    line = visitor.line()
    line.do("chat.retry", {"message_id": turn["message"]["id"]})
    assert line.event("chat.end")["payload"]["message"]["language"] == "en"


def test_either_chinese_finds_first_what_was_learned_in_chinese(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house(chat={"passages": 1})
    house.run(
        house.wired.knowledge.learn_all([page("zh", "地下道：九點"), page("ja", "地下道 地下道")])
    )
    house.run(house.wired.knowledge.index_changes())
    for question in ("请问你们的地下道？", "請問你們的地下道？"):
        parts = guests(house).ask(question, model="cite")["message"]["parts"]
        assert [part["language"] for part in parts[1:]] == ["zh"]


def page(language: str, text: str) -> NewDocument:
    return NewDocument(
        collection="town",
        source="town",
        address=text,
        title=language,
        url=None,
        language=language,
        markdown=text,
        passages=(NewPassage((), text, 0, len(text)),),
    )
