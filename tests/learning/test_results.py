"""What modules found is looked at, put right by hand, and said by names that people know."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import Guests
from tests.learning.test_modules import FAQ, WORDS, answer, lead_of_the_term
from tests.learning.test_runs import QUICK, article, learned, library, source
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until
from tests.support.site import Site, page

Make = Callable[..., Any]
QUESTION = "本は何冊まで借りられますか？"
SAME = "<p>どなたでも、身分証があれば利用カードを作ることができます。受付で申し込んでください。</p>"


@pytest.fixture
def make(librarian: Person) -> Iterator[Make]:
    """Learn a site; it is forgotten with the end of the test."""
    made: list[str] = []

    def act(site: Site, **options: Any) -> Any:
        found = source(librarian, site, options=QUICK | options)
        made.append(found["id"])
        learned(librarian, found["id"])
        return found

    yield act
    for source_id in made:
        librarian.send("DELETE", f"/api/sources/{source_id}")


def asking(site: Site) -> None:
    library(site)
    site.put("/", article("みどり図書館", "ようこそ。", "/hours", "/faq"))
    site.keep("/faq", page(FAQ, head="<title>よくある質問</title>"))


def off(librarian: Person, path: str) -> list[str]:
    return [each["question"] for each in librarian.do("GET", f"{path}/faq") if each["off"]]


def test_a_question_that_was_switched_off_is_not_answered_so_and_stays_off(
    site: Site, librarian: Person, make: Make
) -> None:
    asking(site)
    path = f"/api/sources/{make(site)['id']}"
    whole = "一人十冊まで借りられます。\n>\n> 雑誌もこれに数えます。 [1]"
    assert whole in answer(librarian, QUESTION)["content"]
    wish = {"address": site.address + "/faq", "question": QUESTION, "off": True}
    librarian.do("PATCH", f"{path}/faq", json=wish)
    assert off(librarian, path) == [QUESTION]
    assert whole not in answer(librarian, QUESTION)["content"]
    site.keep("/faq", page(FAQ + "<p>新しい段落。</p>", head="<title>よくある質問</title>"))
    learned(librarian, path.rpartition("/")[2])
    assert off(librarian, path) == [QUESTION]
    librarian.do("PATCH", f"{path}/faq", json=wish | {"off": False})
    assert off(librarian, path) == []
    assert whole in answer(librarian, QUESTION)["content"]


def speaking(site: Site) -> None:
    site.put("/", article("町の館", "特別郷土室は二階です。", "/other"))
    site.keep("/other", article("別の頁", "特別な郷土の室内楽を聴く会です。"))


def test_a_term_of_ones_own_is_a_word_until_it_is_taken_out(
    site: Site, librarian: Person, make: Make
) -> None:
    speaking(site)
    made = make(site)
    path = f"/api/sources/{made['id']}/glossary"
    plain = lead_of_the_term(librarian, made)
    term = {"term": "特別郷土室", "meaning": "古い地図の部屋"}
    librarian.do("POST", path, json={"term": "特別郷土室", "meaning": "まちがい"})
    (written,) = librarian.do("POST", path, json=term)
    assert written["meaning"] == "古い地図の部屋"
    assert (written["own"], written["title"], written["url"]) == (True, None, None)
    until(lambda: lead_of_the_term(librarian, made) > plain * 1.1, "it is a word")
    learned(librarian, made["id"], again=True)
    assert [each["term"] for each in librarian.do("GET", path)] == ["特別郷土室"]
    assert librarian.do("DELETE", path, params={"term": "特別郷土室"}) == []
    until(lambda: lead_of_the_term(librarian, made) < plain * 1.1, "it is none")


def test_a_found_term_that_was_switched_off_is_no_word_and_stays_off(
    site: Site, librarian: Person, make: Make, learning_house: House
) -> None:
    speaking(site)
    site.put("/", article("町の館", "特別郷土室は二階です。", "/other", "/words"))
    site.keep("/words", page(WORDS, head="<title>用語集</title>"))
    made = make(site)
    path = f"/api/sources/{made['id']}/glossary"
    lead = lead_of_the_term(librarian, made)
    by_term = {each["term"]: each for each in librarian.do("GET", path)}
    assert by_term["特別郷土室"]["title"] == "用語集"
    assert by_term["特別郷土室"]["url"] == site.address + "/words"
    wish = {"term": "特別郷土室", "off": True}
    found = librarian.do("PATCH", path, json=wish)
    assert [each["term"] for each in found if each["off"]] == ["特別郷土室"]
    until(lambda: lead_of_the_term(librarian, made) < lead * 0.95, "it is no word")
    learned(librarian, made["id"], again=True)
    assert lead_of_the_term(librarian, made) < lead * 0.95
    librarian.do("PATCH", path, json=wish | {"off": False})
    until(lambda: lead_of_the_term(librarian, made) > lead * 0.95, "it is a word again")
    librarian.do("PATCH", path, json=wish)
    librarian.do("DELETE", f"/api/sources/{made['id']}")
    left = "select count(*) from switched_off where source = :source"
    assert learning_house.sql(left, source=made["id"])[0][0] == 0


def test_what_is_repeated_and_which_page_stands_for_which_is_told_by_names(
    site: Site, librarian: Person, make: Make
) -> None:
    rooms = [f"/room{number}" for number in range(6)]
    site.put("/", article("みどり館", "ようこそ。", *rooms, "/copy"))
    for number, room in enumerate(rooms):
        own = f"<main><h1>第{number}会議室</h1><p>{number + 10}人まで入れます。</p>{SAME}</main>"
        site.keep(room, page(own, head=f"<title>第{number}会議室</title>"))
        site.keep("/copy", page(own, head="<title>写し</title>"))
    path = f"/api/sources/{make(site)['id']}"
    found = librarian.do("GET", f"{path}/repeats")
    (block,) = found["blocks"]
    assert "身分証があれば" in block["text"]
    assert block["documents"] >= 6
    assert block["kept_at"]["url"].startswith(site.address)
    assert found["twin_count"] == 1
    (twin,) = found["twins"]
    pages = {twin["document"]["url"], twin["found"]["url"]}
    assert pages == {site.address + "/copy", site.address + "/room5"}
    learned(librarian, path.rpartition("/")[2])
    assert librarian.do("GET", f"{path}/repeats") == found


def test_each_module_says_whether_it_is_on_and_how_it_fared_last(
    site: Site, librarian: Person, make: Make
) -> None:
    library(site)
    made = make(site, modules={"freshness": False})
    path = f"/api/sources/{made['id']}"
    learned(librarian, made["id"])
    found = {each["name"]: each for each in librarian.do("GET", f"{path}/modules")}
    assert (found["faq"]["on"], found["faq"]["state"]) == (True, "done")
    assert found["faq"]["looked_at"] >= made["created_at"]
    assert (found["freshness"]["on"], found["freshness"]["state"]) == (False, None)


def test_who_may_not_manage_learning_changes_none_of_it(
    site: Site, make: Make, learning_house: House, guests: Guests
) -> None:
    library(site)
    path = f"/api/sources/{make(site)['id']}"
    key = learning_house.add_person("operator", "operator")
    operator = guests(learning_house, key)
    assert operator.do("GET", f"{path}/faq") == []
    wish = {"address": "a", "question": "b", "off": True}
    operator.refused(403, "PATCH", f"{path}/faq", json=wish)
    operator.refused(403, "POST", f"{path}/glossary", json={"term": "言葉", "meaning": ""})
    operator.refused(403, "PATCH", f"{path}/glossary", json={"term": "言葉", "off": True})
    operator.refused(403, "DELETE", f"{path}/glossary", params={"term": "言葉"})
    clerk = guests(learning_house, learning_house.keys["clerk"])
    clerk.refused(403, "GET", f"{path}/repeats")
