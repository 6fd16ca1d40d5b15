"""The chat as somebody at the counter sees it: found by its roles and words, as a reader would."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.processes import until


class Counter:
    """One tab with a chat in it, in English."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.field = page.get_by_label("Your question", exact=True)
        self.log = page.get_by_role("log")
        self.answers = self.log.locator("article.answer")
        self.questions = self.log.locator("article.you")
        self.sidebar = page.get_by_role("complementary", name="Chats")
        self.title = page.locator(".chat-title h1")

    def ready(self) -> "Counter":
        """Wait until a question can be asked."""
        expect(self.field).to_be_visible()
        expect(self.page.get_by_text("Connected", exact=True)).to_be_visible()
        return self

    def button(self, name: str) -> Locator:
        """Return a button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def ask(self, words: str) -> "Counter":
        """Write a question and send it."""
        self.field.fill(words)
        self.button("Send").click()
        return self

    def answer(self, place: int = -1) -> Locator:
        """Return the words of an answer."""
        answers = self.answers.last if place == -1 else self.answers.nth(place)
        return answers.locator(".markdown")

    def finished(self) -> "Counter":
        """Wait until no answer is being written."""
        expect(self.log.locator("article.making")).to_have_count(0)
        expect(self.answers.last.locator("footer.acts")).to_be_visible()
        return self

    def grown(self, letters: int = 10) -> str:
        """Wait until this much of the answer is on the page; return it."""
        return str(until(lambda: self._long_enough(letters), "the answer grows"))

    @property
    def session_id(self) -> str:
        """The chat in view."""
        return self.page.url.split("/chat/")[1].partition("?")[0]

    def stored(self) -> dict[str, Any]:
        """Return the chat as the server keeps it."""
        body = self.page.request.get(
            f"/api/sessions/{self.session_id}", headers={"Accept-Language": "en"}
        ).json()
        assert body["ok"], body
        data: dict[str, Any] = body["data"]
        return data

    def _long_enough(self, letters: int) -> str:
        self.page.wait_for_timeout(20)
        if not self.answers.count():
            return ""
        words = self.answer().inner_text() if self.answer().count() else ""
        return words if len(words) >= letters else ""


def same_words(shown: str, kept: str) -> bool:
    """Tell whether two texts differ in nothing but white space."""
    return re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", kept)
