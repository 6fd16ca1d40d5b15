"""A source may take personal data out for good: nobody finds it, and it is kept nowhere."""

import random
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from madoguchi.learning.cut import cut
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.mail import MailAddresses
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.redacting import redact
from tests.conftest import Guests
from tests.learning.test_kinds import add, documents
from tests.learning.test_runs import article, found, learned, titles
from tests.support.house import House
from tests.support.people import Person
from tests.support.site import Reply, Site, page

MAIL, PHONE, NAME, CARD = (
    "hanako.suzuki@example.com",
    "090-1234-5678",
    "鈴木花子",
    "4111111111111111",
)
PLANTED = (MAIL, PHONE, NAME, CARD)
HIDE = {"mask": "hide"}
CONTACT = f"相談の担当は{NAME}様です。電話は{PHONE}、メールは{MAIL}へどうぞ。"


def contact_page(site: Site) -> None:
    body = (
        f"<h1>相談窓口</h1><p>{CONTACT}</p>"
        f"<h2>{NAME}様への連絡はどうすればよいですか</h2><p>メールは {MAIL} です。</p>"
        f"<table><tr><th>担当</th><th>電話</th></tr><tr><td>{NAME}様</td><td>{PHONE}</td></tr></table>"
    )
    site.keep("/", page(f"<main>{body}</main>", head=f"<title>{NAME}様の相談窓口</title>"))


def all_that_is_kept(house: House) -> str:
    """Return every row of the rooms that learn, unpacked, and every file of the home."""
    tables = (
        *("documents", "passages", "pairs", "terms", "source_items", "module_notes"),
        *("learning_runs", "jobs", "job_steps", "job_log", "crawl_pages"),
    )
    rows = [str(row) for table in tables for row in house.sql(f"select * from {table}")]
    texts = house.sql("select document from source_texts")
    rows += [zlib.decompress(document).decode() for (document,) in texts]
    files = [each for each in house.wired.home.folder.rglob("*") if each.is_file()]
    return "\n".join(rows + [each.read_bytes().decode("utf-8", "replace") for each in files])


def hidden(run: Any) -> dict[str, int]:
    return {each["kind"]: each["count"] for each in run["hidden"]}


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(recognizer: MailAddresses, text: Folded) -> None:
        raise RuntimeError(f"what was read must not be told: {text}")

    with monkeypatch.context() as patch:
        patch.setattr(MailAddresses, "find", fail)
        yield


def test_what_is_personal_is_found_by_nobody_and_kept_nowhere(
    site: Site, librarian: Person, learning_house: House
) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/", options=HIDE)
    run = learned(librarian, made["id"])
    assert run["state"] == "done", run
    assert hidden(run)["PERSON"] >= 3
    assert hidden(run)["EMAIL"] == 2
    first = found(librarian, "相談の担当", site)[0]
    assert "担当は〔氏名〕様です" in first["text"]
    assert first["title"] == "〔氏名〕様の相談窓口"
    passages = str(found(librarian, "相談 担当 電話 メール 連絡", site))
    kept = all_that_is_kept(learning_house)
    assert not [each for each in PLANTED if each in passages + kept]
    assert "〔メールアドレス〕" in passages
    assert "| 〔氏名〕様 | 〔電話番号〕 |" in passages


def test_questions_terms_and_reports_come_from_what_was_left(site: Site, librarian: Person) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/", options=HIDE)
    learned(librarian, made["id"])
    path = f"/api/sources/{made['id']}"
    (pair,) = librarian.do("GET", f"{path}/faq")
    assert pair["question"].startswith("〔氏名〕様への連絡")
    assert "〔メールアドレス〕" in pair["answer"]
    said = [
        librarian.send("GET", f"{path}/{each}").text for each in ("glossary", "repeats", "runs")
    ]
    said += [librarian.send("GET", f"{path}/{each}").text for each in ("freshness", "documents")]
    assert not [each for each in PLANTED if each in "".join(said)]


def test_english_readers_are_told_in_english(site: Site, librarian: Person) -> None:
    text = f"Please write to {MAIL} and we will answer within two working days, also at weekends."
    site.keep("/", article("Help desk", text))
    made = add(librarian, "pages", site.address + "/", options=HIDE)
    learned(librarian, made["id"])
    assert (
        "write to [e-mail address] and"
        in found(librarian, "write answer weekends", site)[0]["text"]
    )


def test_by_default_pages_are_learned_as_they_are(site: Site, librarian: Person) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/")
    run = learned(librarian, made["id"])
    assert run["hidden"] == []
    assert NAME in found(librarian, "相談の担当", site)[0]["text"]


def test_another_policy_holds_with_the_next_run_though_nothing_has_changed(
    site: Site, librarian: Person
) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/")
    path = f"/api/sources/{made['id']}"
    learned(librarian, made["id"])
    librarian.do("PATCH", path, json={"options": made["options"] | HIDE})
    run = learned(librarian, made["id"])
    assert run["steps"]["gather"]["counts"].get("new", 0) == 0
    assert hidden(run)["EMAIL"] == 2
    told = (
        str(found(librarian, "相談 担当 電話 メール 連絡", site))
        + librarian.send("GET", f"{path}/faq").text
    )
    assert not [each for each in PLANTED if each in told]
    assert learned(librarian, made["id"])["hidden"] == []  # once is enough
    librarian.do("PATCH", path, json={"options": made["options"]})
    learned(librarian, made["id"])
    assert NAME in found(librarian, "相談の担当", site)[0]["text"]


def test_what_cannot_be_read_any_more_is_not_found_with_personal_data(
    site: Site, librarian: Person
) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/")
    learned(librarian, made["id"])
    site.put("/", Reply(b"%PDF-1.7 this is none", type="application/pdf"))
    wish = {"options": made["options"] | HIDE}
    librarian.do("PATCH", f"/api/sources/{made['id']}", json=wish)
    learned(librarian, made["id"])
    assert found(librarian, "相談の担当", site) == []


def test_a_document_in_which_masking_fails_is_left_out_and_says_why(
    site: Site, librarian: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/", options=HIDE)
    with failing(monkeypatch):
        run = learned(librarian, made["id"])
    assert run["state"] == "done"
    (item,) = documents(librarian, made["id"]).values()
    assert item["state"] == "refused"
    assert "Personal data" in item["notices"][0]["message"]
    assert found(librarian, "相談の担当", site) == []
    learned(librarian, made["id"], again=True)
    assert set(titles(librarian, "相談の担当", site)) == {"〔氏名〕様の相談窓口"}


def test_what_was_learned_before_is_found_no_more_when_masking_it_fails(
    site: Site, librarian: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_page(site)
    made = add(librarian, "pages", site.address + "/")
    learned(librarian, made["id"])
    wish = {"options": made["options"] | HIDE}
    librarian.do("PATCH", f"/api/sources/{made['id']}", json=wish)
    with failing(monkeypatch):
        learned(librarian, made["id"])
    assert found(librarian, "相談の担当", site) == []


def test_an_address_that_names_somebody_is_not_shown_to_readers(
    site: Site, librarian: Person
) -> None:
    site.keep(f"/staff?mail={MAIL}", article("担当者", "担当者の紹介です。趣味は釣りと登山です。"))
    made = add(librarian, "pages", f"{site.address}/staff?mail={MAIL}", options=HIDE)
    learned(librarian, made["id"])
    passages = librarian.do("GET", "/api/search", params={"q": "釣りと登山", "k": 100})
    (mine,) = [each for each in passages if each["title"] == "担当者"]
    assert mine["url"] is None


def test_the_file_behind_such_a_source_is_not_offered(
    librarian: Person, learning_house: House, guests: Guests
) -> None:
    params = {"name": f"{NAME}様.md", "purpose": "upload"}
    text = f"# 夜間の相談\n\n夜間の相談は{NAME}様が受けます。\n".encode()
    file = librarian.do("POST", "/api/files", params=params, content=text)
    wish = {"kind": "upload", "starts": [file["id"]], "options": HIDE}
    made = librarian.do("POST", "/api/sources", json=wish)
    learned(librarian, made["id"])
    passages = librarian.do("GET", "/api/search", params={"q": "夜間の相談", "k": 100})
    (mine,) = [each for each in passages if each["title"] == "夜間の相談"]
    reader = guests(learning_house)
    original = reader.do("GET", f"/api/documents/{mine['document_id']}/original")
    assert original == {"name": None, "url": None}


def every_x(text: str) -> list[Span]:
    return [Span("PERSON", at, at + 2, 1.0) for at in range(len(text) - 1) if text[at] == "X"]


@pytest.mark.parametrize("seed", range(20))
def test_places_move_with_the_text_around_them(seed: int) -> None:
    dice = random.Random(seed)
    words = ["".join(dice.choices("ab\n", k=dice.randint(1, 6))) for _ in range(30)]
    text = "".join(word + dice.choice(("", "Xx")) for word in words)
    made = redact(every_x, text, "ja")
    parts = text.split("Xx")
    at = 0
    for part in parts:
        start, end = made.moved(at), made.moved(at + len(part))
        assert made.text[start:end] == part
        at += len(part) + 2
    assert made.counts == ({"PERSON": len(parts) - 1} if len(parts) > 1 else {})
    assert "".join(passage.text for passage in cut(made.text)).count("X") == 0
