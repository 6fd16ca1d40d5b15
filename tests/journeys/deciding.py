"""The screen of personal data in a state worth looking at."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.asking import origin

RULE = {"name": "秘密の計画", "words": ["青嵐計画", "a-plan-with-a-long-name-that-nobody-may-know"]}
CONTACT = {"kind": "EMAIL", "text": "a-very-long-name-of-a-desk@department.example.jp"}
ASKED = {"user_input": "taro@example.com と 090-1234-5678 に知らせて"}


def decided(page: Page) -> None:
    """Decide something about personal data, and look at it."""
    for path, body in (("privacy/rules", RULE), ("privacy/contacts", CONTACT), ("chat", ASKED)):
        page.request.post(f"/api/{path}", data=body, headers=origin(page))
    page.goto("/admin/privacy")
    page.locator(".privacy").get_by_text(re.compile("^(許可済み|Allowed)$")).click()
    for look in ("own-rules", "site-contacts"):
        expect(page.locator(f".{look} .ledger-body .ledger-row").first).to_be_visible()
    expect(page.locator(".privacy-levels select").first).to_be_visible()
    expect(page.locator(".privacy-counts td").first).to_be_visible()


def trying_a_rule(page: Page) -> None:
    """Write a rule, and try it before it is kept."""
    page.goto("/admin/privacy")
    page.get_by_role("button", name=re.compile("規則を追加|Add a rule")).click()
    words, sample = page.get_by_role("dialog").locator("textarea").all()
    words.fill("青嵐計画")
    sample.fill("😀 青嵐計画は taro@example.com へ")
    page.get_by_role("button", name=re.compile("^(試す|Try)$")).click()
    expect(page.locator(".privacy-found mark")).to_have_text(["青嵐計画", "taro@example.com"])
