"""Asking the server as the person in a browser, past the screens."""

from typing import Any

from playwright.sync_api import Page


def origin(page: Page) -> dict[str, str]:
    """Return the header with which a browser says whose page is asking."""
    return {"Origin": page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2]}


def post(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send something as this person."""
    answer = page.request.post(path, data=body, headers=origin(page)).json()
    assert answer["ok"], answer
    data: dict[str, Any] = answer["data"]
    return data
