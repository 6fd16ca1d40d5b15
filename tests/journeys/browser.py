"""A real Chromium: where it is, how it is started, and what no page may do in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "The browser tests need Chromium or Chrome, and none was found. Install it (Debian: sudo apt"
    " install chromium fonts-noto-cjk; macOS: brew install --cask chromium), or set"
    " MADOGUCHI_CHROMIUM to where it is."
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)  # a busy machine is slow, and not wrong
OUR_SCHEMES = ("http", "https", "ws", "wss")


def chromium() -> str:
    """Return where the browser is; say how to get one when there is none."""
    chosen = os.environ.get("MADOGUCHI_CHROMIUM")
    found = [chosen] if chosen else [*map(shutil.which, NAMES), *APPS]
    for path in found:
        if path and os.access(path, os.X_OK):
            return path
    raise AssertionError(MISSING)


@contextmanager
def launched() -> Iterator[Browser]:
    """One browser for as long as it is needed."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """Notes what no page may do: complain in the console, or ask another host."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._expected: list[re.Pattern[str]] = []
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def expect(self, *patterns: str) -> None:
        """Let the browser complain about what a test brings about on purpose."""
        self._expected += [re.compile(pattern) for pattern in patterns]

    def check(self) -> None:
        """Fail when there is something."""
        unexpected = [
            said for said in self.complaints if not any(e.search(said) for e in self._expected)
        ]
        assert not unexpected, unexpected
        assert not self.strangers, self.strangers

    def _asked(self, request: Request) -> None:
        to = urlsplit(request.url)
        if to.scheme in OUR_SCHEMES and to.netloc != self._host:
            self.strangers.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")


class Visit:
    """One person's browser: their own cookies, any number of tabs."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        chosen = {"locale": "en-US", "viewport": {"width": 1280, "height": 800}} | options
        self.address = address
        self.context = browser.new_context(
            base_url=address, color_scheme="light", reduced_motion="reduce", **chosen
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.watch = Watch(self.context, address)

    def tab(self, path: str = "/") -> Page:
        """Open a page."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        """Leave; fail when the browser had to complain."""
        for page in self.context.pages:
            try:
                page.wait_for_timeout(0)  # whatever the page has said is heard first
            except Error:
                continue
        self.context.close()
        self.watch.check()


def picture(page: Page, file: Path) -> None:
    """Keep what the page looks like."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
