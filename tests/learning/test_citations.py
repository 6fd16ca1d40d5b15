"""A citation tells whether what was quoted still stands, and never of what one may not see."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Guests
from tests.learning.test_runs import QUICK, article, learned, source
from tests.support.house import House
from tests.support.people import Person
from tests.support.site import Site, page

HOURS = "開館は午前九時、閉館は午後八時です。"
QUESTION = "みどり図書館の閉館は何時ですか"


@pytest.fixture
def visitor(learning_house: House, guests: Guests) -> Person:
    return guests(learning_house)


def library(site: Site, hours: str = HOURS, more: str = "") -> None:
    site.put("/", article("みどり図書館", "ようこそ。", "/hours"))
    says = f"<main><h1>みどり図書館の開館時間</h1><p>{hours}</p>{more}</main>"
    site.put("/hours", page(says, head="<title>みどり図書館の開館時間</title>"))


@pytest.fixture
def made(site: Site, librarian: Person) -> Iterator[Any]:
    library(site)
    made = source(librarian, site)
    learned(librarian, made["id"])
    yield made
    librarian.send("DELETE", f"/api/sources/{made['id']}")


def asked(person: Person) -> Any:
    """Ask; return the turn, whose first citation is of the library's hours."""
    return person.ask(QUESTION, model="builtin")


def cited(turn: Any) -> Any:
    return next(part for part in turn["message"]["parts"] if part["type"] == "citation")


def standing(person: Person, turn: Any) -> Any:
    """Return how the first citation of an answer stands."""
    path = f"/api/sessions/{turn['session_id']}/citations"
    all_of_them = person.do("GET", path)
    assert {each["message_id"] for each in all_of_them} == {turn["message"]["id"]}
    return next(each for each in all_of_them if each["n"] == cited(turn)["n"])


def said(person: Person, found: Any) -> str:
    """Return what stands where a citation points today."""
    passage = person.do("GET", f"/api/passages/{found['passage_id']}")
    text: str = passage["document"]["markdown"]
    return text[found["start"] : found["end"]]


def test_what_was_quoted_stands_while_nothing_has_changed(made: Any, visitor: Person) -> None:
    turn = asked(visitor)
    found = standing(visitor, turn)
    assert (found["state"], found["since"]) == ("stands", None)
    assert said(visitor, found) == cited(turn)["quote"]


def test_a_page_that_has_changed_elsewhere_leads_to_where_the_words_stand_now(
    made: Any, site: Site, librarian: Person, visitor: Person
) -> None:
    turn = asked(visitor)
    library(site, "三階に新しい部屋ができました。" * 3 + HOURS)
    learned(librarian, made["id"])
    visitor.refused(404, "GET", f"/api/passages/{cited(turn)['passage_id']}")
    found = standing(visitor, turn)
    assert found["state"] == "stands"
    assert said(visitor, found) == cited(turn)["quote"]


def test_a_page_that_says_something_else_has_changed_since(
    made: Any, site: Site, librarian: Person, visitor: Person
) -> None:
    turn = asked(visitor)
    library(site, "開館は午前十時、閉館は午後六時に変わりました。")
    learned(librarian, made["id"])
    found = standing(visitor, turn)
    assert (found["state"], found["start"]) == ("changed", None)
    now = visitor.do("GET", f"/api/passages/{found['passage_id']}")
    assert "午後六時" in now["text"]
    assert found["since"] == now["document"]["updated_at"]


def test_a_page_that_has_gone_says_since_when_until_it_comes_back(
    made: Any, site: Site, librarian: Person, visitor: Person
) -> None:
    turn = asked(visitor)
    site.drop("/hours")
    learned(librarian, made["id"])
    found = standing(visitor, turn)
    assert (found["state"], found["passage_id"]) == ("gone", None)
    assert found["since"] > turn["message"]["created_at"]
    library(site)
    learned(librarian, made["id"], again=True)
    assert standing(visitor, turn)["state"] == "stands"


def test_a_source_that_was_removed_has_gone(made: Any, librarian: Person, visitor: Person) -> None:
    turn = asked(visitor)
    librarian.do("DELETE", f"/api/sources/{made['id']}")
    found = standing(visitor, turn)
    assert found["state"] == "gone"
    assert found["since"] is not None


def test_of_a_page_that_one_may_no_longer_see_nothing_is_told(
    made: Any, site: Site, librarian: Person, visitor: Person
) -> None:
    turn, theirs = asked(visitor), asked(librarian)
    librarian.do("PATCH", f"/api/sources/{made['id']}", json={"roles": ["operator"]})
    nothing = {"state": "gone", "since": None, "passage_id": None, "start": None, "end": None}
    told = standing(visitor, turn)
    assert {name: told[name] for name in nothing} == nothing
    assert standing(librarian, theirs)["state"] == "stands"
    library(site, "変わりました。")
    learned(librarian, made["id"])
    assert standing(visitor, turn) == told
    librarian.do("DELETE", f"/api/sources/{made['id']}")
    assert standing(visitor, turn) == told


def test_nobody_asks_about_the_citations_of_somebody_else(
    made: Any, visitor: Person, learning_house: House, guests: Guests
) -> None:
    turn = asked(visitor)
    other = guests(learning_house)
    other.refused(404, "GET", f"/api/sessions/{turn['session_id']}/citations")


def test_an_uploaded_file_opens_for_whoever_may_read_the_document(
    librarian: Person, visitor: Person, learning_house: House
) -> None:
    text = "# 会議室の料金\n\n会議室は一時間あたり五百二十円で借りられます。\n".encode()
    params = {"name": "料金表.md", "purpose": "upload"}
    file = librarian.do("POST", "/api/files", params=params, content=text)
    wish = {"kind": "upload", "starts": [file["id"]], "options": QUICK}
    made = librarian.do("POST", "/api/sources", json=wish)
    learned(librarian, made["id"])
    turn = visitor.ask("会議室は一時間いくらですか", model="builtin")
    path = f"/api/documents/{cited(turn)['document_id']}/original"
    original = visitor.do("GET", path)
    assert original["name"] == "料金表.md"
    assert visitor.send("GET", original["url"]).content == text
    librarian.do("PATCH", f"/api/sources/{made['id']}", json={"roles": ["operator"]})
    visitor.refused(404, "GET", path)


def test_a_file_in_a_folder_is_named_and_a_page_of_the_web_is_no_file(
    made: Any, librarian: Person, visitor: Person, learning_house: House
) -> None:
    folder = learning_house.wired.settings.learning.folders[0]
    shelf = learning_house.wired.home.folder.parent / folder / "locker"
    shelf.mkdir(exist_ok=True)
    (shelf / "ロッカー.md").write_text("# ロッカー\n\nロッカーは百円玉が戻る方式です。\n")
    given = {"kind": "folder", "starts": [str(shelf)], "options": QUICK}
    locker = librarian.do("POST", "/api/sources", json=given)
    learned(librarian, locker["id"])
    turn = visitor.ask("ロッカーは百円玉が戻りますか", model="builtin")
    document = cited(turn)["document_id"]
    assert visitor.do("GET", f"/api/documents/{document}/original") == {
        "name": "ロッカー.md",
        "url": None,
    }
    document = cited(asked(visitor))["document_id"]
    assert visitor.do("GET", f"/api/documents/{document}/original") == {"name": None, "url": None}
