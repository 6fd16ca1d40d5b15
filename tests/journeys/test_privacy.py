"""What an administrator decides about personal data, on the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.deciding import trying_a_rule
from tests.journeys.work import button, row, section
from tests.support.house import House


@pytest.fixture
def privacy(enter: Enter, house: House) -> Iterator[Page]:
    """The screen; what is decided on it is undone behind it."""
    yield enter("/admin/privacy")
    for table in ("own_rules", "site_contacts", "guard_strictness", "guard_version"):
        house.sql(f"delete from {table}")


def test_a_rule_is_tried_kept_switched_off_and_removed(privacy: Page) -> None:
    trying_a_rule(privacy)
    dialog = privacy.get_by_role("dialog")
    expect(dialog.get_by_role("listitem").first).to_contain_text("by “this rule”")
    expect(button(dialog, "Save")).to_be_disabled()
    dialog.get_by_label("Name", exact=True).fill("plans")
    dialog.get_by_text("Pattern", exact=True).click()
    dialog.get_by_label("Pattern", exact=True).last.fill("(a+)+$")
    button(dialog, "Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("may take too long")
    dialog.get_by_text("Words", exact=True).first.click()
    button(dialog, "Save").click()
    expect(dialog).to_have_count(0)

    rule = row(privacy, "plans")
    expect(rule).to_contain_text("青嵐計画")
    rule.get_by_role("switch").click()
    expect(rule.get_by_role("switch")).not_to_be_checked()
    rule.get_by_role("button", name="plans").click()
    privacy.get_by_role("menuitem", name="Delete").click()
    button(privacy.get_by_role("dialog"), "Delete it").click()
    expect(privacy.get_by_text("There are no rules yet.")).to_be_visible()


def test_a_contact_is_allowed_and_rejected_and_a_channel_made_strict(privacy: Page) -> None:
    contacts = section(privacy, "The site's own contacts")
    contacts.get_by_label("A contact or name to allow").fill("03-5555-0100")
    button(contacts, "Allow").click()
    contact = row(privacy, "03-5555-0100")
    expect(contact).to_contain_text("Phone number")
    contact.get_by_role("button", name="Reject").click()
    expect(contact).to_have_count(0)
    contacts.get_by_text("Rejected", exact=True).click()
    expect(contact).to_be_visible()
    contacts.get_by_role("button", name="Forget").click()
    expect(contact).to_have_count(0)
    strictness = privacy.get_by_label("Questions with an API key")
    strictness.select_option("Strict")
    expect(privacy.get_by_text("has changed")).to_be_visible()
    privacy.reload()
    expect(strictness).to_have_value("strict")
