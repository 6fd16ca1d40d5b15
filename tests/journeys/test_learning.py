"""Somebody adds what is to be learned, watches it, and puts right what became of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.asking import post
from tests.journeys.conftest import Enter
from tests.journeys.town import add, article, learn, town
from tests.journeys.work import button, row, rows, section
from tests.support.house import House
from tests.support.site import Site, open_site

DROP = """
(zone, [name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, { type: "text/markdown" }));
  const options = { dataTransfer: given, bubbles: true, cancelable: true };
  zone.dispatchEvent(new DragEvent("dragover", options));
  zone.dispatchEvent(new DragEvent("drop", options));
}
"""
SOURCES = "/admin/sources"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of one's own."""
    with open_site() as running:
        town(running)
        yield running


def finished(page: Page) -> None:
    """Wait until the run in view is over."""
    expect(page.locator(".run .tag")).to_have_text("Done", timeout=30_000)


def forget(page: Page, name: str) -> None:
    """Remove the source in view."""
    button(page, f"Actions for “{name}”").click()
    page.get_by_role("menuitem", name="Remove the source").click()
    button(page, "Remove it").click()
    expect(page.get_by_role("heading", name="Sources", level=1)).to_be_visible()


def test_a_site_is_added_and_seen_growing_and_each_document_says_what_became_of_it(
    enter: Enter, site: Site
) -> None:
    page = enter(f"{SOURCES}/new")
    page.get_by_label("Address of the site").fill(site.address)
    page.get_by_label("Name (optional)").fill("Green library")
    page.get_by_text("More choices").click()
    page.get_by_label("Seconds between requests").fill("0")
    button(page, "Add and learn").click()
    expect(page.get_by_role("heading", name="Green library")).to_be_visible()
    finished(page)
    expect(rows(page)).to_have_count(14)
    expect(row(page, "broken.pdf")).to_contain_text("Not readable")
    expect(row(page, "broken.pdf").locator(".why p").first).not_to_be_empty()
    page.locator(".chips").get_by_text("Not readable 1").click()
    expect(page.locator(".ledger.documents .ledger-body .ledger-row")).to_have_count(1)
    why = section(page, "Ask about an address")
    why.get_by_label("Address").fill(f"{site.address}/gone")
    button(page, "Find out").click()
    expect(why.get_by_role("status")).to_contain_text("404")
    forget(page, "Green library")
    expect(row(page, "Green library")).to_have_count(0)


def test_what_is_wrong_stands_beside_its_field(enter: Enter) -> None:
    page = enter(f"{SOURCES}/new")
    address = page.get_by_label("Address of the site")
    button(page, "Add and learn").click()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_be_focused()
    address.fill("no address at all")
    button(page, "Add and learn").click()
    expect(page.locator(".field-error")).to_contain_text("no address at all")


def test_a_run_is_held_and_goes_on_and_its_settings_are_changed(enter: Enter, site: Site) -> None:
    page = enter(SOURCES)
    source_id = add(page, site, name="Slow library", options={"gap_s": 0.4, "at_once": 1})
    page.goto(f"{SOURCES}/{source_id}")
    expect(page.get_by_text("Not learned yet")).to_be_visible()
    button(page, "Start learning").click()
    button(page, "Pause").click()
    expect(page.locator(".run .tag")).to_have_text("Paused", timeout=30_000)
    page.goto(f"{SOURCES}/{source_id}/settings")
    page.get_by_label("Name (optional)").fill("Quick library")
    page.get_by_text("More choices").click()
    page.get_by_label("Leave out").fill("/room*")
    button(page, "Save").click()
    expect(page.get_by_role("heading", name="Quick library")).to_be_visible()
    expect(section(page, "Settings")).to_contain_text("/room*")
    button(page, "Go on").click()
    expect(page.locator(".run .tag")).not_to_have_text("Paused")
    button(page, "Stop").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".run .tag")).to_have_text("Stopped", timeout=30_000)
    forget(page, "Quick library")


def test_a_file_is_dropped_and_learned_and_opens_from_the_answer(enter: Enter) -> None:
    page = enter(f"{SOURCES}/new")
    page.get_by_text("Upload", exact=True).click()
    text = "# 自転車置き場\n\n自転車置き場は建物の裏にあり、三十台まで置けます。\n"
    page.locator(".drop").evaluate(DROP, ["自転車.md", text])
    expect(page.locator(".upload")).to_contain_text("Sent")
    button(page, "Add and learn").click()
    expect(page.locator("h1")).to_contain_text("自転車.md")
    finished(page)
    expect(rows(page).first).to_contain_text("自転車置き場")
    source_page = page.url
    asked = {"user_input": "自転車置き場には何台まで置けますか？", "session_id": None}
    page.goto(f"/chat/{post(page, '/api/chat', asked)['session_id']}")
    page.locator(".sources a").first.click()
    panel = page.get_by_role("complementary", name="Source", exact=True)
    expect(panel).to_contain_text("File: 自転車.md")
    link = panel.get_by_role("link", name="Open the file").get_attribute("href")
    assert link is not None
    assert page.request.get(link).text() == text
    page.goto(source_page)
    forget(page, "自転車.md")


def test_a_page_is_learned_from_the_chat(enter: Enter, site: Site) -> None:
    page = enter("/chat")
    page.get_by_label("Your question", exact=True).fill(f"{site.address}/hours")
    button(page, "Learn this page").click()
    expect(page.get_by_text("Learned. You can ask about")).to_be_visible(timeout=30_000)
    page.goto(SOURCES)
    row(page, "/hours").get_by_role("link").first.click()
    forget(page, "127.0.0.1/hours")


def test_what_was_found_in_a_source_is_looked_at_and_put_right(
    enter: Enter, site: Site, house: House
) -> None:
    page = enter(SOURCES)
    source_id = add(page, site, name="Town library")
    learn(page, source_id)
    page.goto(f"{SOURCES}/{source_id}")
    parts = page.get_by_role("navigation", name="Ways to look at this source")

    parts.get_by_role("link", name="Questions and answers").click()
    card = page.locator(".pairs li").filter(has_text="本は何冊まで借りられますか？")
    expect(card).to_contain_text("十冊")
    expect(card.get_by_role("link", name="よくある質問")).to_have_attribute(
        "href", f"{site.address}/faq"
    )
    use = card.get_by_role("switch", name="Use this answer")
    use.click()
    expect(use).not_to_be_checked()
    page.reload()
    expect(use).not_to_be_checked()

    parts.get_by_role("link", name="Terms").click()
    expect(row(page, "みどりパス")).to_contain_text("用語集")
    page.get_by_role("switch", name="Use “みどりパス”").click()
    expect(page.get_by_role("switch", name="Use “みどりパス”")).not_to_be_checked()
    page.get_by_label("Term", exact=True).fill("え")
    button(page, "Add the term").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.get_by_label("Term", exact=True).fill("えほんの部屋")
    page.get_by_label("Meaning (optional)").fill("一階の部屋")
    button(page, "Add the term").click()
    expect(row(page, "えほんの部屋")).to_contain_text("Added by hand")
    button(page, "Remove “えほんの部屋”").click()
    expect(row(page, "えほんの部屋")).to_have_count(0)

    parts.get_by_role("link", name="Freshness").click()
    expect(page.get_by_text("Until 31 Mar 2019")).to_be_visible()
    expect(page.locator(".concern").filter(has_text="lead nowhere")).to_contain_text("/gone")
    page.get_by_label("Counts as old after").select_option("3 years")
    old = page.locator(".concern").filter(has_text="Not changed for long")
    expect(old.get_by_role("link", name="春の催し")).to_be_visible()

    parts.get_by_role("link", name="Repeated text").click()
    expect(page.locator(".concern").first).to_contain_text("In 7 documents")
    expect(page.locator(".concern").last).to_contain_text("会議室の写し")
    learn(page, source_id)
    house.run(house.wired.learning.sources.remove(source_id))


def test_what_to_find_is_switched_off_and_says_so(enter: Enter, site: Site) -> None:
    page = enter(SOURCES)
    source_id = add(page, site, name="Plain library")
    site.put("/", article("みどり図書館", "ようこそ。"))
    learn(page, source_id)
    page.goto(f"{SOURCES}/{source_id}")
    modules = section(page, "What to find in the documents")
    expect(modules.get_by_text("Done")).to_have_count(3)
    switch = modules.get_by_role("switch", name="Terms")
    switch.click()
    expect(switch).not_to_be_checked()
    page.goto(f"{SOURCES}/{source_id}/terms")
    expect(page.get_by_text("This is switched off for this source.")).to_be_visible()
    button(page, "Switch it on").click()
    expect(page.get_by_text("This is switched off for this source.")).to_have_count(0)
    forget(page, "Plain library")
