"""Signing in, one's own settings, and the rooms that only some may enter."""

import json
from typing import Any

import httpx2
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.support.processes import PASSWORD, Desk

REFUSED = "status of 40[13]"


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """Fill the form in and send it."""
    page.get_by_label("Name", exact=True).fill("admin")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_said_in_words_and_the_right_one_leads_back(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    visit = arrive(quoting_desk)
    visit.watch.expect(REFUSED)
    page = visit.tab("/admin/components")
    expect(page.get_by_role("heading", name="You may not see this page")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, "not this one")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The name or the password is wrong")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    sign_in(page)
    expect(page.get_by_role("heading", name="Components", level=1)).to_be_visible()
    assert page.url.endswith("/admin/components")

    page.goto("/chat")
    counter = Counter(page).ready()
    expect(counter.sidebar.get_by_text("admin", exact=True)).to_be_visible()
    counter.button("Sign out").click()
    expect(counter.sidebar.get_by_text("Guest")).to_be_visible()
    expect(counter.sidebar.get_by_role("link", name="Administration")).to_have_count(0)


def test_a_password_can_be_looked_at_while_it_is_written(arrive: Arrive, desk: Desk) -> None:
    page = arrive(desk).tab("/sign-in")
    field = page.get_by_label("Password", exact=True)
    field.fill("secret words")
    expect(field).to_have_attribute("type", "password")
    page.get_by_role("button", name="Show").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(field).to_have_attribute("type", "password")


def test_language_colours_and_size_change_at_once_and_stay(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    visit = arrive(quoting_desk)
    page, other = visit.tab("/settings"), visit.tab("/settings")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    page.get_by_text("Dark", exact=True).click()
    expect(html).to_have_attribute("data-theme", "dark")
    before = page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")
    page.get_by_text("Very large", exact=True).click()
    after = page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")
    assert float(after.removesuffix("px")) > float(before.removesuffix("px"))
    page.get_by_role("group", name="Language").get_by_text("日本語", exact=True).click()
    expect(html).to_have_attribute("lang", "ja")
    expect(page.get_by_role("heading", name="設定", level=1)).to_be_visible()
    expect(other.get_by_role("heading", name="設定", level=1)).to_be_visible()
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")

    first_paint = visit.context.new_page()
    first_paint.route("**/assets/*.js", lambda route: route.abort())
    visit.watch.expect("ERR_FAILED")
    first_paint.goto("/settings")
    expect(first_paint.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-size", "largest")
    expect(page.get_by_role("heading", name="設定", level=1)).to_be_visible()


def test_the_system_decides_until_the_reader_does(arrive: Arrive, quoting_desk: Desk) -> None:
    page = arrive(quoting_desk).tab("/settings")
    html = page.locator("html")
    page.emulate_media(color_scheme="dark")
    expect(html).to_have_attribute("data-theme", "dark")
    page.emulate_media(contrast="more")
    expect(html).to_have_attribute("data-theme", "contrast")
    page.get_by_text("Light", exact=True).click()
    expect(html).to_have_attribute("data-theme", "light")


def test_a_password_is_changed_only_with_the_current_one(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    visit = arrive(quoting_desk)
    visit.watch.expect(REFUSED)
    page = visit.tab("/sign-in")
    sign_in(page)
    Counter(page).ready()
    page.goto("/settings")
    fresh = "a-much-longer-password"
    for current, new in (("wrong", fresh), (PASSWORD, fresh), (fresh, PASSWORD)):
        page.get_by_label("Current password").fill(current)
        page.get_by_label("New password").fill(new)
        with page.expect_response("**/api/me/password"):
            page.get_by_role("button", name="Change password").click()
        if current == "wrong":
            expect(page.get_by_text("This is not your current password.")).to_be_visible()
        else:
            expect(page.get_by_label("Current password")).to_have_value("")
            expect(page.get_by_text("Password changed")).to_be_visible()
    expect(page.get_by_text("This is not your current password.")).to_have_count(0)


def test_an_api_key_is_shown_once_works_and_is_revoked(arrive: Arrive, quoting_desk: Desk) -> None:
    page = arrive(quoting_desk).tab("/sign-in")
    sign_in(page)
    Counter(page).ready()
    page.goto("/settings")
    page.get_by_label("Name", exact=True).fill("nightly report")
    page.get_by_role("button", name="Make a key").click()
    made = page.locator(".new-key")
    expect(made).to_contain_text("It is shown only now.")
    key = made.locator("code").inner_text()
    assert key.startswith("mdg_")
    assert _me(quoting_desk, key)["data"]["name"] == "admin"
    page.reload()
    row = page.get_by_role("row").filter(has_text="nightly report")
    expect(row).to_be_visible()
    assert key not in page.content()

    row.get_by_role("button", name="Revoke “nightly report”").click()
    dialog = page.get_by_role("dialog", name="Revoke this key?")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("Key revoked")).to_be_visible()
    expect(row).to_have_count(0)
    assert _me(quoting_desk, key)["error"]["code"] == "unauthenticated"


def test_the_admin_sees_what_runs_and_what_is_set(arrive: Arrive, desk: Desk) -> None:
    page = arrive(desk).tab("/sign-in")
    sign_in(page)
    Counter(page).ready().sidebar.get_by_role("link", name="Administration").click()
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    expect(page.locator(".cards")).to_contain_text("directed")
    page.get_by_role("navigation").get_by_role("link", name="Components").click()
    expect(page.locator(".part").nth(20)).to_be_visible()
    expect(page.locator(".part").filter(has_text="Database")).to_contain_text("Running")
    page.get_by_role("navigation").get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    expect(page.get_by_text("madoguchi.yaml")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("127.0.0.1")


def test_a_page_that_is_not_there_leads_back_to_the_chat(arrive: Arrive, desk: Desk) -> None:
    visit = arrive(desk)
    page = visit.tab("/no/such/page")
    expect(page.get_by_role("heading", name="This page cannot be found")).to_be_visible()
    page.get_by_role("link", name="Open the chat").click()
    Counter(page).ready()


def _me(desk: Desk, key: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    answer = httpx2.get(f"{desk.address}/api/me", headers=headers, trust_env=False)
    body: dict[str, Any] = json.loads(answer.content)
    return body
