"""Sources of every kind: sitemaps, feeds, single pages, folders, uploads."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Guests
from tests.learning.test_runs import QUICK, article, learned, library
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until
from tests.support.site import Reply, Site
from tests.support.tab import Tab

XML = "application/xml"


def add(admin: Person, kind: str, *starts: str, **given: Any) -> Any:
    options = given.pop("options", {}) | QUICK
    wish = {"kind": kind, "starts": list(starts), "options": options} | given
    return admin.do("POST", "/api/sources", json=wish)


def documents(admin: Person, source_id: str) -> dict[str, Any]:
    found = admin.do("GET", f"/api/sources/{source_id}/documents")["items"]
    return {each["address"]: each for each in found}


def paths(admin: Person, source_id: str, site: Site) -> set[str]:
    return {address.removeprefix(site.address) for address in documents(admin, source_id)}


def test_a_sitemap_is_learned_as_it_lists_and_no_further(site: Site, librarian: Person) -> None:
    library(site)
    listed = "".join(f"<url><loc>{site.address}{p}</loc></url>" for p in ("/hours", "/cards"))
    inner = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    site.put("/inner.xml", Reply(inner.encode(), type=XML))
    outer = f"<sitemapindex><sitemap><loc>{site.address}/inner.xml</loc></sitemap></sitemapindex>"
    site.put("/map.xml", Reply(outer.encode(), type=XML))
    site.put("/hours", article("開館時間", "開館は午前九時です。", "/rules"))
    made = add(librarian, "sitemap", site.address + "/map.xml")
    assert learned(librarian, made["id"])["state"] == "done"
    assert paths(librarian, made["id"], site) == {"/hours", "/cards"}


def test_a_feed_is_learned_as_it_lists(site: Site, librarian: Person) -> None:
    library(site)
    item = f"<item><title>a</title><link>{site.address}/cards</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'
    site.put("/news.rss", Reply(feed.encode(), type="application/rss+xml"))
    made = add(librarian, "feed", site.address + "/news.rss")
    assert learned(librarian, made["id"])["state"] == "done"
    assert paths(librarian, made["id"], site) == {"/cards"}


def test_pages_are_learned_as_they_are_named(site: Site, librarian: Person) -> None:
    library(site)
    made = add(librarian, "pages", site.address + "/", site.address + "/rules")
    assert learned(librarian, made["id"])["state"] == "done"
    assert paths(librarian, made["id"], site) == {"/", "/rules"}


def test_a_folder_is_learned_and_kept_in_step(librarian: Person, learning_house: House) -> None:
    (shelf,) = learning_house.wired.settings.learning.folders
    shelf_path = Path(shelf) / learning_house.address.rpartition(":")[2]
    (shelf_path / "inner").mkdir(parents=True)
    (shelf_path / "a.md").write_text("# 朝の会\n\n朝の会は八時半に始まります。\n", "utf-8")
    (shelf_path / "inner" / "b.txt").write_text("給食は十二時です。\n", "utf-8")
    (shelf_path / ".hidden.md").write_text("# 秘密\n", "utf-8")
    made = add(librarian, "folder", str(shelf_path))
    assert learned(librarian, made["id"])["state"] == "done"
    assert set(documents(librarian, made["id"])) == {"a.md", "inner/b.txt"}
    (shelf_path / "a.md").write_text("# 朝の会\n\n朝の会は九時に始まります。\n", "utf-8")
    (shelf_path / "inner" / "b.txt").unlink()
    counts = learned(librarian, made["id"])["steps"]["gather"]["counts"]
    assert counts == {"new": 0, "changed": 1, "unchanged": 0, "removed": 1}
    assert set(documents(librarian, made["id"])) == {"a.md"}


@pytest.mark.parametrize("place", ["/etc", "/", "../..", "/proc/self"])
def test_a_folder_that_nobody_has_opened_is_refused(librarian: Person, place: str) -> None:
    wish = {"kind": "folder", "starts": [place]}
    problem = librarian.refused(422, "POST", "/api/sources", json=wish)
    assert "learning.folders" in problem["message"]


def test_uploads_are_learned(librarian: Person) -> None:
    ids = []
    for name, text in (("規則.md", "# 規則\n\n靴を脱いで上がります。\n"), ("空.txt", " \n")):
        params = {"name": name, "purpose": "upload"}
        sent = librarian.do("POST", "/api/files", content=text.encode(), params=params)
        ids.append(sent["id"])
    made = add(librarian, "upload", *ids, name="規則集")
    assert learned(librarian, made["id"])["state"] == "done"
    found = documents(librarian, made["id"])
    assert found[ids[0]]["state"] == "learned"
    assert found[ids[0]]["name"] == "規則.md"
    assert found[ids[1]]["state"] == "empty"
    assert add(librarian, "upload", *ids)["name"] == "規則.md +1"


def test_a_page_is_learned_from_the_chat_and_its_progress_is_told(
    site: Site, librarian: Person, learning_house: House
) -> None:
    library(site)
    with Tab(learning_house.address, key=learning_house.keys["librarian"]) as tab:
        run = tab.do("learning.start", url=site.address + "/cards")
        again = tab.do("learning.start", url=site.address + "/cards")
        assert again["source_id"] == run["source_id"]

        def over() -> bool:
            tab.read_for(0.1)
            told = [each for each in tab.news if each["channel"] == "learning.progress"]
            return any(each["payload"]["run"]["state"] == "done" for each in told)

        until(over, "the end is told")


def test_who_may_not_learn_is_refused(site: Site, learning_house: House, guests: Guests) -> None:
    clerk = guests(learning_house, learning_house.keys["clerk"])
    clerk.refused(403, "GET", "/api/sources")
    clerk.refused(403, "POST", "/api/sources", json={"kind": "site", "starts": [site.address]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "site", "starts": []},
        {"kind": "site", "starts": ["not an address"]},
        {"kind": "site", "starts": ["ftp://example.org/"]},
        {"kind": "tower", "starts": ["https://example.org/"]},
        {"kind": "site", "starts": ["https://example.org/"], "options": {"max_pages": 0}},
        {"kind": "site", "starts": ["https://example.org/"], "options": {"kinds": ["exe"]}},
        {"kind": "site", "starts": ["https://example.org/"], "headers": {"A": "b\r\nC: d"}},
        {"kind": "site", "starts": ["https://example.org/"], "headers": {"A b": "c"}},
        {"kind": "site", "starts": ["https://example.org/"], "cron": "every day"},
    ],
)
def test_a_wrong_source_is_refused(librarian: Person, wrong: dict[str, Any]) -> None:
    before = len(librarian.do("GET", "/api/sources"))
    librarian.refused(422, "POST", "/api/sources", json=wrong)
    assert len(librarian.do("GET", "/api/sources")) == before


def test_a_schedule_shows_when_it_is_next_and_goes_with_the_source(
    site: Site, librarian: Person
) -> None:
    library(site)
    made = add(librarian, "site", site.address + "/", cron="40 3 * * *", zone="Asia/Tokyo")
    assert (made["cron"], made["zone"]) == ("40 3 * * *", "Asia/Tokyo")
    assert made["next_at"]
    schedules = librarian.do("GET", "/api/schedules")
    (mine,) = [each for each in schedules if each["params"] == {"source_id": made["id"]}]
    librarian.do("POST", f"/api/schedules/{mine['id']}/run")
    path = f"/api/sources/{made['id']}"
    until(lambda: (librarian.do("GET", path)["run"] or {}).get("state") == "done", "it ran", 40)
    changed = librarian.do("PATCH", path, json={"cron": "0 5 * * 1"})
    assert changed["cron"] == "0 5 * * 1"
    assert librarian.do("PATCH", path, json={"unscheduled": True})["cron"] is None
    librarian.do("DELETE", path)
    left = [each["params"] for each in librarian.do("GET", "/api/schedules")]
    assert {"source_id": made["id"]} not in left
