"""An answer of long ago says whether what it quotes still stands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.asking import post
from tests.journeys.conftest import Arrive, Enter
from tests.journeys.town import ASKED, HOURS, MOVED, add, article, learn
from tests.support.house import House
from tests.support.site import Site, open_site

CHANGED = "This page has changed since"
GONE = "No longer learned"


@pytest.fixture
def site(house: House) -> Iterator[Site]:
    """A library's site, of which nothing is left when the test ends."""
    with open_site() as running:
        running.put("/", article("みどり図書館", "ようこそ。", "/hours"))
        running.keep("/hours", article("開館時間", HOURS))
        yield running
    for (source_id,) in house.sql("select id from sources where name = 'Library'"):
        house.run(house.wired.learning.sources.remove(source_id))


@pytest.fixture
def admin(enter: Enter, site: Site) -> Iterator[Page]:
    """Somebody who has learned the site, and leaves before it is forgotten."""
    page = enter("/admin/sources")
    learn(page, add(page, site, name="Library"))
    yield page
    page.close()


@pytest.fixture
def visitor(arrive: Arrive, house: House, admin: Page) -> Iterator[Page]:
    """A visitor who has been told when the library closes, and leaves before that is forgotten."""
    page = arrive(house).tab()
    turn = post(page, "/api/chat", {"user_input": ASKED, "session_id": None})
    page.goto(f"/chat/{turn['session_id']}")
    expect(page.locator(".sources a").first).to_contain_text("開館時間")
    yield page
    page.close()


def relearn(admin: Page) -> None:
    (source,) = [
        each
        for each in admin.request.get("/api/sources").json()["data"]
        if each["name"] == "Library"
    ]
    learn(admin, source["id"])


def opened(page: Page) -> str:
    """Open the source of the answer; return what it says."""
    page.locator(".sources a").first.click()
    panel = page.get_by_role("complementary", name="Source", exact=True)
    expect(panel.locator(".passage-text, .standing-note").first).to_be_visible()
    return panel.inner_text()


def test_a_page_that_changed_says_so_and_shows_what_was_quoted_and_what_stands_there_now(
    visitor: Page, admin: Page, site: Site
) -> None:
    expect(visitor.get_by_text(CHANGED)).to_have_count(0)
    site.keep("/hours", article("開館時間", MOVED))
    relearn(admin)
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.reload()
    expect(visitor.locator(".sources a").first).to_contain_text(CHANGED)
    assert len([url for url in asked if url.endswith("/citations")]) == 1
    said = opened(visitor)
    assert CHANGED in said
    assert HOURS in said
    assert MOVED in said


def test_a_page_of_which_another_part_changed_keeps_quiet_and_marks_the_same_words(
    visitor: Page, admin: Page, site: Site
) -> None:
    site.keep("/hours", article("開館時間", f"三階に新しい部屋ができました。{HOURS}"))
    relearn(admin)
    visitor.reload()
    expect(visitor.locator(".sources a").first).to_be_visible()
    opened(visitor)
    expect(visitor.locator("mark.cited")).to_have_text(HOURS)
    expect(visitor.get_by_text(CHANGED)).to_have_count(0)


def test_a_page_that_went_says_so_and_since_when(visitor: Page, admin: Page, site: Site) -> None:
    site.drop("/hours")
    relearn(admin)
    visitor.reload()
    expect(visitor.locator(".sources a").first).to_contain_text(GONE)
    said = opened(visitor)
    assert "It went today" in said
    assert HOURS in said


def test_an_opened_source_opens_again_after_a_reload(visitor: Page) -> None:
    opened(visitor)
    visitor.reload()
    expect(visitor.locator("mark.cited")).to_have_text(HOURS)
