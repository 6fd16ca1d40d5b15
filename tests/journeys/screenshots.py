"""Takes the pictures of the README anew: ``python -m tests.journeys.screenshots [FOLDER]``.

With a folder it takes a picture of every screen in every language, colour and width instead.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Visit, launched, picture
from tests.journeys.directed import directed_model
from tests.journeys.pngs import smaller
from tests.journeys.screens import (
    LANGUAGES,
    PHONE_ONLY,
    SCREENS,
    THEMES,
    WIDE_ONLY,
    Tour,
    look,
)
from tests.support.processes import Desk, settings_for
from tests.support.site import open_site

IMAGES = Path(__file__).parents[2] / "docs" / "images"
EARLIER = (
    "APIキーはどうやって作りますか？",
    "パスワードを忘れたときはどうすればよいですか？",
    "データはどこに保存されますか？",
)
SHOWN = "言語モデルをつなぐにはどうすればよいですか？"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def readme(browser: Browser, folder: Path) -> None:
    """A cited answer with its passage open, from the shipped handbook, in both colours."""
    desk = Desk(folder / "home", {}).start()
    visit = Visit(browser, desk.address, locale="ja-JP")
    try:
        page = visit.tab()
        for question in (*EARLIER, SHOWN):
            page.get_by_role("button", name="新しい相談").first.click()
            expect(page.locator("article.answer")).to_have_count(0)
            page.locator("#question").fill(question)
            page.get_by_role("button", name="送る").click()
            expect(page.locator(".answer footer.acts")).to_be_visible()
        page.locator(".answer a.cite").first.click()
        expect(page.locator("mark.cited").first).to_be_in_viewport()
        for theme, name in (("light", "chat.png"), ("dark", "chat-dark.png")):
            look(page, "ja", theme)
            page.wait_for_timeout(300)
            IMAGES.mkdir(parents=True, exist_ok=True)
            (IMAGES / name).write_bytes(smaller(page.screenshot()))
    finally:
        visit.close()
        desk.close()


def album(browser: Browser, folder: Path, into: Path) -> None:
    """Every screen, as somebody who looks for what is ugly wants to see it."""
    with directed_model() as (model, base_url), open_site() as site:
        settings = settings_for(base_url, "directed", crawl={"allow_private": ["127.0.0.1"]})
        desk = Desk(folder / "home", settings).start()
        tour = Tour(browser, desk, model, site)
        try:
            for size, (width, height) in SIZES.items():
                for screen in (*SCREENS, *(WIDE_ONLY if size == "wide" else PHONE_ONLY)):
                    tour.pages[screen.who].set_viewport_size({"width": width, "height": height})
                    page = screen.show(tour)
                    _each_look(page, into, f"{screen.name}-{size}")
        finally:
            tour.close()
            desk.close()


def _each_look(page: Page, into: Path, name: str) -> None:
    for language in LANGUAGES:
        for theme in THEMES:
            look(page, language, theme)
            page.wait_for_timeout(150)
            picture(page, into / f"{name}-{language}-{theme}.png")


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        if len(sys.argv) > 1:
            album(browser, Path(folder), Path(sys.argv[1]))
        else:
            readme(browser, Path(folder))


if __name__ == "__main__":
    main()
