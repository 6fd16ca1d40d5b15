"""A site is learned through the door: crawled, converted, learned, found, kept up to date."""

from typing import Any

import pytest

from tests.conftest import Guests
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until
from tests.support.site import Reply, Site, page

QUICK = {"gap_s": 0}
ENDED = ("done", "failed", "cancelled")


@pytest.fixture
def admin(librarian: Person) -> Person:
    return librarian


def article(title: str, text: str, *links: str) -> Reply:
    body = f"<main><h1>{title}</h1><p>{text}</p></main>"
    return page(body, *links, head=f"<title>{title}</title>")


def library(site: Site) -> None:
    site.put("/", article("みどり図書館", "ようこそ。", "/hours", "/cards", "/rules"))
    site.keep("/hours", article("開館時間", "開館は午前九時、閉館は午後八時です。"))
    site.keep("/cards", article("利用カード", "利用カードは一階の受付で作れます。"))
    site.keep("/rules", article("館内の決まり", "館内での食事はご遠慮ください。"))


def source(admin: Person, site: Site, **given: Any) -> Any:
    wish = {"kind": "site", "starts": [site.address + "/"], "options": QUICK} | given
    return admin.do("POST", "/api/sources", json=wish)


def learned(admin: Person, source_id: str, **wish: Any) -> Any:
    """Run, and return the run once it is over."""
    run = admin.do("POST", f"/api/sources/{source_id}/run", json=wish)
    return until(lambda: ended(admin, run["id"]), "the run is over", 60)


def ended(admin: Person, run_id: str) -> Any:
    run = admin.do("GET", f"/api/runs/{run_id}")
    return run if run["state"] in ENDED else None


def found(admin: Person, text: str, site: Site) -> list[Any]:
    """Return what is found of a site, best first."""
    passages = admin.do("GET", "/api/search", params={"q": text, "k": 100})
    return [each for each in passages if (each["url"] or "").startswith(site.address)]


def titles(admin: Person, text: str, site: Site) -> list[str]:
    return [each["title"] for each in found(admin, text, site)]


def test_a_site_is_learned_and_answers_from_it(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site)
    run = learned(admin, made["id"])
    assert run["state"] == "done", run
    assert run["steps"]["gather"]["counts"]["new"] == 4
    assert run["steps"]["learn"]["counts"] == {"learned": 4}
    assert titles(admin, "閉館は何時ですか", site)[0] == "開館時間"
    shown = admin.do("GET", f"/api/sources/{made['id']}")
    assert (shown["documents"], shown["run"]["state"]) == (4, "done")
    documents = admin.do("GET", f"/api/sources/{made['id']}/documents")
    assert {each["state"] for each in documents["items"]} == {"learned"}
    assert all(each["reason"] and each["language"] == "ja" for each in documents["items"])


def test_a_second_run_follows_what_has_changed_and_forgets_what_is_gone(
    site: Site, admin: Person
) -> None:
    library(site)
    made = source(admin, site)
    learned(admin, made["id"])
    site.keep("/hours", article("開館時間", "開館は午前十時、閉館は午後六時に変わりました。"))
    site.drop("/rules")
    run = learned(admin, made["id"])
    counts = run["steps"]["gather"]["counts"]
    assert (counts["changed"], counts["removed"]) == (1, 1)
    assert run["steps"]["convert"]["total"] == 1
    assert "館内の決まり" not in titles(admin, "館内での食事", site)
    assert "午後六時" in found(admin, "閉館は何時ですか", site)[0]["text"]


def test_however_often_it_is_pressed_there_is_one_run(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site, options={"gap_s": 0.3, "at_once": 1})
    path = f"/api/sources/{made['id']}/run"
    runs = {admin.do("POST", path, json={})["id"] for _ in range(5)}
    assert len(runs) == 1
    until(lambda: ended(admin, *runs), "it is over", 60)
    assert len(admin.do("GET", f"/api/sources/{made['id']}/runs")) == 1


def test_a_run_is_paused_and_goes_on(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site, options={"gap_s": 0.7, "at_once": 1})
    run = admin.do("POST", f"/api/sources/{made['id']}/run", json={})
    until(lambda: any(hit.path == "/hours" for hit in site.hits) or site.hits, "it has begun")
    admin.do("POST", f"/api/runs/{run['id']}/pause")
    until(lambda: admin.do("GET", f"/api/runs/{run['id']}")["state"] == "paused", "it rests", 30)
    admin.do("POST", f"/api/runs/{run['id']}/resume")
    over = until(lambda: ended(admin, run["id"]), "it is over", 60)
    assert over["state"] == "done"
    assert len([hit for hit in site.hits if hit.path == "/"]) == 1


def test_a_cancelled_run_is_over_and_the_next_one_goes_on(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site, options={"gap_s": 1, "at_once": 1})
    run = admin.do("POST", f"/api/sources/{made['id']}/run", json={})
    until(lambda: site.hits, "it has begun")
    admin.do("POST", f"/api/runs/{run['id']}/cancel")
    assert until(lambda: ended(admin, run["id"]), "it is over", 30)["state"] == "cancelled"
    admin.do("PATCH", f"/api/sources/{made['id']}", json={"options": QUICK})
    assert learned(admin, made["id"])["state"] == "done"
    assert titles(admin, "閉館は何時ですか", site)[0] == "開館時間"


def test_what_cannot_be_read_says_why_and_costs_only_itself(site: Site, admin: Person) -> None:
    library(site)
    site.put("/", article("みどり図書館", "ようこそ。", "/hours", "/broken.pdf", "/again"))
    site.put("/broken.pdf", Reply(b"%PDF-1.7 this is none", type="application/pdf"))
    site.keep("/again", article("開館時間", "開館は午前九時、閉館は午後八時です。"))
    made = source(admin, site)
    assert learned(admin, made["id"])["state"] == "done"
    items = admin.do("GET", f"/api/sources/{made['id']}/documents")["items"]
    states = {each["address"].removeprefix(site.address): each for each in items}
    assert states["/broken.pdf"]["state"] == "refused"
    assert states["/broken.pdf"]["notices"][0]["message"]
    twins = {states["/hours"]["state"], states["/again"]["state"]}
    assert twins == {"learned", "duplicate"}


@pytest.mark.parametrize(
    ("path", "reply", "said"),
    [
        ("/", Reply(status=403), "403"),
        ("/robots.txt", Reply(b"User-agent: *\nDisallow: /", type="text/plain"), "robots.txt"),
    ],
)
def test_a_run_that_can_read_nothing_says_why_and_forgets_nothing(
    site: Site, admin: Person, path: str, reply: Reply, said: str
) -> None:
    library(site)
    made = source(admin, site)
    assert learned(admin, made["id"])["state"] == "done"
    alone = source(admin, site, kind="pages", collection="alone")
    site.put(path, reply)
    run = learned(admin, alone["id"])
    assert run["state"] == "failed"
    assert said in run["error"]["message"]
    assert titles(admin, "閉館は何時ですか", site) == ["開館時間"]


def test_an_address_says_why_it_was_not_read(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site)
    learned(admin, made["id"])
    path = f"/api/sources/{made['id']}/why"
    other = admin.do("GET", path, params={"url": "https://elsewhere.example/"})
    assert other["decision"] == "other_site"
    read = admin.do("GET", path, params={"url": site.address + "/hours"})
    assert (read["decision"], read["way"][0]) == ("new", site.address + "/")


def test_a_removed_source_is_found_no_more(site: Site, admin: Person) -> None:
    library(site)
    made = source(admin, site)
    learned(admin, made["id"])
    admin.do("DELETE", f"/api/sources/{made['id']}")
    assert "開館時間" not in titles(admin, "閉館は何時ですか", site)
    admin.refused(404, "GET", f"/api/sources/{made['id']}")


def test_headers_of_a_protected_site_are_sent_and_never_shown_again(
    site: Site, admin: Person, learning_house: House
) -> None:
    library(site)
    made = source(admin, site, headers={"Authorization": "Bearer very-secret"})
    assert made["header_names"] == ["Authorization"]
    assert "very-secret" not in admin.send("GET", "/api/sources").text
    learned(admin, made["id"])
    assert {hit.headers.get("authorization") for hit in site.hits if hit.path == "/hours"} == {
        "Bearer very-secret"
    }
    assert "very-secret" not in str(learning_house.sql("select headers, options from sources"))


def test_what_an_answer_cites_stays_while_the_rest_of_its_page_changes(
    site: Site, admin: Person
) -> None:
    def hours(closing: str) -> Reply:
        parts = f"<h2>開館</h2><p>開館は午前九時です。</p><h2>閉館</h2><p>{closing}</p>"
        body = f"<main><h1>館の案内</h1>{parts}</main>"
        return page(body, head="<title>館の案内</title>")

    site.keep("/", hours("閉館は午後八時です。"))
    made = source(admin, site)
    learned(admin, made["id"])
    before = {each["text"]: each["id"] for each in found(admin, "開館と閉館の時間", site)}
    site.keep("/", hours("閉館は午後六時になりました。"))
    learned(admin, made["id"])
    after = {each["text"]: each["id"] for each in found(admin, "開館と閉館の時間", site)}
    (same,) = before.keys() & after.keys()
    assert "午前九時" in same
    assert before[same] == after[same]
    assert admin.do("GET", f"/api/passages/{before[same]}")["text"] == same


def test_what_could_not_be_read_is_tried_again_when_asked(
    site: Site, admin: Person, learning_house: House
) -> None:
    def kept() -> int:
        contents = learning_house.wired.home.folder / "learning"
        return sum(file.is_file() for file in contents.rglob("*"))

    before = kept()
    site.put("/", article("みどり図書館", "ようこそ。", "/broken.pdf"))
    site.keep("/broken.pdf", Reply(b"%PDF-1.7 nor is this", type="application/pdf"))
    made = source(admin, site)
    learned(admin, made["id"])
    asked = len(site.hits)
    run = learned(admin, made["id"])
    assert run["steps"]["convert"]["total"] == 0
    assert len(site.hits) > asked
    assert learned(admin, made["id"], again=True)["steps"]["convert"]["total"] == 2
    assert kept() == before + 1
    admin.do("DELETE", f"/api/sources/{made['id']}")
    assert kept() == before


def test_who_may_see_a_source_changes_at_once_and_for_everything_in_it(
    site: Site, admin: Person, learning_house: House, guests: Guests
) -> None:
    library(site)
    made = source(admin, site)
    learned(admin, made["id"])
    clerk = guests(learning_house, learning_house.keys["clerk"])
    assert titles(clerk, "閉館は何時ですか", site)
    passage = found(admin, "閉館は何時ですか", site)[0]["id"]
    admin.do("PATCH", f"/api/sources/{made['id']}", json={"roles": ["operator"]})
    assert titles(clerk, "閉館は何時ですか", site) == []
    clerk.refused(404, "GET", f"/api/passages/{passage}")
    assert titles(admin, "閉館は何時ですか", site)
