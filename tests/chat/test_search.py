"""Finding an earlier conversation."""

import pytest

from tests.support.people import Person


def titles(person: Person, wanted: str) -> set[str]:
    return {each["title"] for each in person.do("GET", "/api/sessions", params={"q": wanted})}


@pytest.fixture
def reader(visitor: Person) -> Person:
    for title in ("100% wool", "1000 wools", "a_b", "axb", "back\\slash", "ＬＩＢＲＡＲＹ 図書館"):
        visitor.do("POST", "/api/sessions", json={"title": title})
    return visitor


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("%", {"100% wool"}),
        ("0%", {"100% wool"}),
        ("_", {"a_b"}),
        ("a_b", {"a_b"}),
        ("\\", {"back\\slash"}),
        ("WOOL", {"100% wool", "1000 wools"}),
        ("図書", {"ＬＩＢＲＡＲＹ 図書館"}),
        ("' or '1'='1", set()),
        ("nowhere", set()),
    ],
)
def test_letters_are_looked_for_as_they_stand(reader: Person, wanted: str, found: set[str]) -> None:
    assert titles(reader, wanted) == found


@pytest.mark.parametrize("blank", ["", "  ", "\x00", "\t"])
def test_looking_for_nothing_finds_everything(reader: Person, blank: str) -> None:
    assert len(titles(reader, blank)) == 6


def test_a_conversation_is_found_by_what_was_said_in_it(visitor: Person) -> None:
    turn = visitor.ask("回数券はいくらですか")
    visitor.ask("Where do I park?")
    (found,) = visitor.do("GET", "/api/sessions", params={"q": "回数券は"})
    assert found["id"] == turn["session_id"]


def test_nobody_finds_what_another_has_said(visitor: Person, stranger: Person) -> None:
    visitor.ask("ひみつの回数券")
    assert stranger.do("GET", "/api/sessions", params={"q": "回数券"}) == []


def test_looking_for_too_much_is_refused(visitor: Person) -> None:
    visitor.refused(422, "GET", "/api/sessions", params={"q": "a" * 1_001})
