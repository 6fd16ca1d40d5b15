"""The screens of jobs without a mouse, on a phone, in every language and colour."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from madoguchi.kernel.jobs import NewJob
from tests.journeys.conftest import Enter
from tests.journeys.screens import LANGUAGES, THEMES, look
from tests.journeys.test_keyboard import walk
from tests.journeys.test_screens import AXE, COLOURS, PHONES, RUN_AXE, TAGS, measured
from tests.journeys.work import button, choose_state, rest, row, row_of, rows, section, state
from tests.support.house import House
from tests.support.tasks import Names

PHONE = {"width": 390, "height": 844}


def test_all_of_it_needs_no_mouse(enter: Enter, house: House, busy: str) -> None:
    page = enter("/admin")
    keys = page.keyboard
    walk(page, page.get_by_role("navigation").get_by_role("link", name="Jobs"), "Tab")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    walk(page, page.get_by_role("checkbox", name="Running"), "Tab")
    keys.press("Space")
    expect(rows(page).filter(has_not_text="Running")).to_have_count(0)
    walk(page, page.locator(f'[data-job="{busy}"]'), "Tab")
    keys.press("Enter")
    expect(state(page)).to_have_text("Running")
    walk(page, button(page, "Cancel the job"), "Tab")
    keys.press("Enter")
    expect(button(page, "Let it go on")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(state(page)).to_have_text("Cancelled")

    walk(page, page.get_by_role("navigation").get_by_role("link", name="Schedules"), "Shift+Tab")
    keys.press("Enter")
    walk(page, button(page, "Add a schedule"), "Tab")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    keys.type("By keys")
    dialog = page.get_by_role("dialog")
    walk(page, dialog.get_by_label("When (cron)"), "Tab")
    keys.type("0 9 * * 1-5")
    keys.press("Enter")
    expect(row(page, "By keys")).to_contain_text("Monday to Friday at 9:00")
    expect(button(page, "Add a schedule")).to_be_focused()
    menu = row(page, "By keys").get_by_role("button", name="Actions")
    walk(page, menu, "Tab", 60)
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(button(page, "Cancel")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(row(page, "By keys")).to_have_count(0)


@pytest.fixture
def rich(house: House, busy: str) -> Iterator[dict[str, str]]:
    """Jobs in every state worth looking at."""
    names = Names(names=["a page with a name that is rather long", "b"], failing=["c"])
    tree, asks, failed = house.enqueue(
        NewJob("test.tree", names), NewJob("test.ask"), NewJob("test.hopeless")
    )
    for job_id in (tree, failed):
        house.ended(job_id)
    rest(house, "modules")
    (resting,) = house.enqueue(NewJob("test.echo", queue="modules"))
    yield {"running": busy, "tree": tree, "asks": asks, "failed": failed, "resting": resting}
    rest(house, "modules", paused=False)


def test_no_screen_of_it_shuts_anybody_out_or_cuts_anything_off(
    enter: Enter, rich: dict[str, str]
) -> None:
    page = enter("/admin/jobs", viewport={"width": 1440, "height": 900})
    found = []
    paths = ["/admin/jobs", "/admin/queues", "/admin/schedules"]
    for path in [*paths, *(f"/admin/jobs/{job_id}" for job_id in rich.values())]:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(path)
        expect(page.locator(".ledger, .job").first).to_be_visible()
        page.evaluate(AXE.read_text("utf-8"))
        for language in LANGUAGES:
            for theme in THEMES:
                look(page, language, theme)
                page.wait_for_function(
                    "lang => document.documentElement.lang === lang", arg=language
                )
                tags = {"type": "tag", "values": TAGS}
                only = tags if theme == "light" else {"type": "rule", "values": COLOURS}
                found += [f"{path} {language} {theme} {x}" for x in page.evaluate(RUN_AXE, only)]
        sizes = (*PHONES, (800, 600), (1024, 700))
        found += [f"{path} {each}" for each in measured(page, sizes)]
        page.set_viewport_size({"width": 390, "height": 844})
        found += [f"{path} phone {x}" for x in page.evaluate(RUN_AXE, tags)]
    assert not found, "\n".join(found)


def test_on_a_phone_rows_are_cards_that_name_their_figures(
    enter: Enter, rich: dict[str, str]
) -> None:
    page = enter("/admin/jobs", viewport=PHONE)
    card = row_of(page, rich["running"])
    box = card.bounding_box()
    assert box and 300 < box["width"] <= 390
    label = "getComputedStyle(one, '::before').content"
    assert card.locator(".when").evaluate(f"one => {label}") == '"Started"'
    expect(page.get_by_label("Queue", exact=True)).not_to_be_visible()
    page.get_by_text("Filter", exact=True).click()
    choose_state(page, "On hold")
    expect(card).to_have_count(0)
    page.locator(f'[data-job="{rich["asks"]}"]').click()
    expect(section(page, "Waiting for an answer")).to_be_visible()


def test_the_screens_speak_japanese(enter: Enter, rich: dict[str, str]) -> None:
    page = enter("/admin/jobs", locale="ja-JP")
    expect(page.get_by_role("heading", name="ジョブ", level=1)).to_be_visible()
    card = row_of(page, rich["failed"])
    expect(card).to_contain_text("仕事に渡された値が正しくありません")
    expect(card).to_contain_text("チャットの後処理")
    page.get_by_role("link", name="予定").click()
    expect(row(page, "learn-scheduler")).to_contain_text("毎日 3:40")
    page.get_by_role("link", name="キュー").click()
    expect(row(page, "modules")).to_contain_text("休止中")
