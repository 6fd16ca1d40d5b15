"""Asking the server as the person in a browser, past the screens."""

from typing import Any

from playwright.sync_api import Page


def post(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send something as this person."""
    headers = {"Origin": page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2]}
    answer = page.request.post(path, data=body, headers=headers).json()
    assert answer["ok"], answer
    data: dict[str, Any] = answer["data"]
    return data
