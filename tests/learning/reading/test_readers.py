"""What a LlamaIndex reader gives is learned, followed and forgotten like any other document."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.learning.reading.conftest import Sources, Wiki
from tests.support.house import House
from tests.support.people import Person


def page(number: int, text: str, **more: Any) -> dict[str, Any]:
    metadata = {"url": f"https://wiki.example/{number}", "title": f"項目{number}"}
    own = more.pop("own", {})
    return {"text": text, "metadata": metadata | more, "own": own}


RULES = page(1, "# 決まり\n\n廊下では走らないこと。\n", space="school", page_label="12")
RULES_AT = "https://wiki.example/1#page=12"
TIMES = page(2, "給食は十二時二十分からです。", space="school", date="2026-03-01")
TREES = page(3, "桜は四月の初めに咲きます。", space="garden")


def test_documents_of_a_reader_are_learned_and_answer_with_their_link(
    source: Sources, wiki: Wiki, librarian: Person
) -> None:
    wiki(RULES, TIMES)
    made = source("wiki")
    run = made.learn()
    assert run["state"] == "done", run
    assert run["steps"]["gather"]["counts"]["new"] == 2
    assert set(made.documents) == {RULES_AT, "https://wiki.example/2"}
    best = librarian.do("GET", "/api/search", params={"q": "給食は何時からですか"})[0]
    assert (best["url"], best["title"]) == ("https://wiki.example/2", "項目2")
    rule = librarian.do("GET", "/api/search", params={"q": "廊下では走らない"})[0]
    assert rule["page"] == 12
    assert "title:" not in rule["text"]


def test_the_house_itself_never_loads_llama_index(source: Sources, wiki: Wiki) -> None:
    wiki(RULES)
    assert source("wiki").learn()["state"] == "done"
    assert not [name for name in sys.modules if name.startswith("llama_index")]


def test_a_second_run_learns_only_what_has_changed_and_forgets_what_is_gone(
    source: Sources, wiki: Wiki, librarian: Person
) -> None:
    wiki(RULES, TIMES, TREES)
    made = source("wiki")
    made.learn()
    run = made.learn()
    assert run["steps"]["gather"]["counts"] == {
        "new": 0,
        "changed": 0,
        "unchanged": 3,
        "removed": 0,
    }
    assert run["steps"]["convert"]["done"] == 0
    wiki(RULES, page(2, "給食は十一時四十分からです。", space="school"))
    run = made.learn()
    assert run["steps"]["gather"]["counts"] == {
        "new": 0,
        "changed": 1,
        "unchanged": 1,
        "removed": 1,
    }
    assert "十一時" in librarian.do("GET", "/api/search", params={"q": "給食は何時から"})[0]["text"]
    left = librarian.do("GET", "/api/search", params={"q": "桜は四月の初めに咲く", "k": 50})
    assert "https://wiki.example/3" not in {each["url"] for each in left}


def test_what_somebody_typed_reaches_the_reader(source: Sources, wiki: Wiki) -> None:
    wiki(RULES, TIMES, TREES)
    made = source("wiki", space="garden")
    made.learn()
    assert set(made.documents) == {"https://wiki.example/3"}
    made.ask(space="school")
    assert made.learn()["steps"]["gather"]["counts"]["removed"] == 1
    assert set(made.documents) == {RULES_AT, "https://wiki.example/2"}


def test_a_picture_is_passed_over_and_says_why(source: Sources, wiki: Wiki) -> None:
    picture = {"picture": True, "metadata": {"url": "https://wiki.example/picture"}}
    wiki(RULES, picture)
    made = source("wiki")
    assert made.learn()["state"] == "done"
    shown = made.documents["https://wiki.example/picture"]
    assert shown["state"] == "refused"
    assert "text" in shown["notices"][0]["message"]
    # Neither a second look nor reading all again makes anything else of it.
    assert made.learn()["steps"]["gather"]["counts"]["unchanged"] == 2
    assert made.learn(again=True)["state"] == "done"
    assert made.documents["https://wiki.example/picture"]["state"] == "refused"


def test_a_text_that_became_a_picture_is_found_no_more(
    source: Sources, wiki: Wiki, librarian: Person
) -> None:
    there = "https://wiki.example/3"
    wiki(TREES)
    made = source("wiki")
    made.learn()
    wiki({"picture": True, "metadata": {"url": there}})
    made.learn()
    assert made.documents[there]["state"] == "refused"
    found = librarian.do("GET", "/api/search", params={"q": "桜は四月の初めに咲く", "k": 50})
    assert there not in {each["url"] for each in found}
    wiki(TREES)
    made.learn()
    assert made.documents[there]["state"] == "learned"


def test_llama_index_s_own_reader_of_folders_is_a_source_and_knows_its_files_again(
    source: Sources, reading_folder: Path
) -> None:
    shelf = reading_folder / "shelf"
    (shelf / "a.md").write_text("# 当番\n\n当番は金曜日に掃除します。\n", "utf-8")
    (shelf / "b.txt").write_text("うさぎの世話は三年生がします。\n", "utf-8")
    made = source("shelf")
    assert made.learn()["state"] == "done"
    assert set(made.documents) == {str(shelf / "a.md"), str(shelf / "b.txt")}
    # Its documents have another id in every run.
    assert made.learn()["steps"]["gather"]["counts"]["unchanged"] == 2


def test_a_reader_sees_nothing_of_the_house_but_its_own_secrets_and_folder(
    source: Sources, reading_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_ADMIN_PASSWORD", "of-the-house")
    made = source("naughty", then="look_around")
    assert made.learn()["state"] == "done"
    own = reading_folder / "home" / "readers" / "naughty"
    seen = dict(line.partition("=")[::2] for line in (own / "seen").read_text().splitlines())
    assert seen["WIKI_TOKEN"]
    assert seen["HOME"] == str(own)
    assert not any(name.startswith("MADOGUCHI") for name in seen)
    assert set(seen) & set(os.environ) <= {"PATH", "LANG", "HOME", "LC_CTYPE", "TMPDIR"}


def test_the_readers_and_what_they_ask_for_are_told_without_what_they_are_given(
    librarian: Person,
) -> None:
    told = {each["name"]: each["arguments"] for each in librarian.do("GET", "/api/readers")}
    assert told["wiki"] == [{"name": "space", "kind": "text", "required": False}]
    kinds = {each["name"]: (each["kind"], each["required"]) for each in told["asking"]}
    assert kinds == {
        "then": ("text", False),
        "good": ("number", True),
        "on": ("switch", True),
        "pages": ("list", True),
    }


RIGHT = {"good": 1, "on": True, "pages": ["a"]}


@pytest.mark.parametrize(
    ("reader", "arguments", "says"),
    [
        ("os.system", {}, "learning.readers"),
        ("elsewhere", {}, "elsewhere"),
        ("asking", {}, "good"),
        ("asking", RIGHT | {"good": "many"}, "good"),
        ("asking", RIGHT | {"good": True}, "good"),
        ("asking", RIGHT | {"on": 1}, "on"),
        ("asking", RIGHT | {"on": "yes"}, "on"),
        ("asking", RIGHT | {"pages": "a"}, "pages"),
        ("asking", RIGHT | {"then": 7}, "then"),
        ("asking", RIGHT | {"class": "os.system"}, "class"),
        ("wiki", {"file": "/etc/passwd"}, "file"),
    ],
)
def test_nobody_names_another_reader_or_gives_it_what_it_does_not_ask_for(
    librarian: Person, reader: str, arguments: dict[str, Any], says: str
) -> None:
    wish = {"kind": "reader", "starts": [reader], "options": {"arguments": arguments}}
    assert says in librarian.refused(422, "POST", "/api/sources", json=wish)["message"]
    assert not [each for each in librarian.do("GET", "/api/sources") if each["kind"] == "reader"]


def test_a_source_has_just_one_reader(librarian: Person) -> None:
    wish = {"kind": "reader", "starts": ["wiki", "shelf"]}
    librarian.refused(422, "POST", "/api/sources", json=wish)


def test_a_source_cannot_be_changed_to_what_could_not_be_added(
    source: Sources, librarian: Person
) -> None:
    made = source("wiki")
    path = f"/api/sources/{made.id}"
    for wrong in ({"starts": ["elsewhere"]}, {"options": {"arguments": {"file": "/etc"}}}):
        librarian.refused(422, "PATCH", path, json=wrong)


def test_a_secret_is_filled_in_only_where_the_operator_wrote_it(
    source: Sources, wiki: Wiki, reading_house: House
) -> None:
    wiki(page(4, "合言葉は山です。", space="${WIKI_TOKEN}"))
    made = source("wiki", space="${WIKI_TOKEN}")
    assert made.learn()["state"] == "done"
    assert set(made.documents) == {"https://wiki.example/4"}
