"""Every screen, language, colour and width: nobody is shut out, nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.directed import Directed
from tests.journeys.screens import (
    LANGUAGES,
    PHONE_ONLY,
    SCREENS,
    THEMES,
    WIDE_ONLY,
    Screen,
    Tour,
    look,
)
from tests.support.processes import Desk
from tests.support.site import open_site

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
PHONES, DESK = ((320, 640), (390, 844)), (1440, 900)
MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")
RUN_AXE = """
async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  const where = (node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`;
  return found.violations.map((one) => `${one.id}: ${one.nodes.map(where).join("; ")}`);
}
"""


@pytest.fixture(scope="module")
def tour(browser: Browser, desk: Desk, running_model: tuple[Directed, str]) -> Iterator[Tour]:
    """Two people who look at everything."""
    with open_site() as site:
        tour = Tour(browser, desk, running_model[0], site)
        yield tour
        tour.close()


def named(screens: tuple[Screen, ...]) -> pytest.MarkDecorator:
    """Return the parametrisation over screens."""
    return pytest.mark.parametrize("screen", screens, ids=lambda screen: screen.name)


@named((*SCREENS, *WIDE_ONLY))
def test_a_screen_shuts_nobody_out(tour: Tour, screen: Screen) -> None:
    tour.pages[screen.who].set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page = screen.show(tour)
    page.evaluate(AXE.read_text("utf-8"))
    found = []
    for language in LANGUAGES:
        for theme in THEMES:
            look(page, language, theme)
            page.wait_for_function("lang => document.documentElement.lang === lang", arg=language)
            whole = theme == "light"
            only = {"type": "tag", "values": TAGS} if whole else {"type": "rule", "values": COLOURS}
            found += [f"{language} {theme} {one}" for one in page.evaluate(RUN_AXE, only)]
    assert not found, "\n".join(found)


@named((*SCREENS, *PHONE_ONLY))
def test_a_screen_on_a_phone_shuts_nobody_out_and_cuts_nothing_off(
    tour: Tour, screen: Screen
) -> None:
    tour.pages[screen.who].set_viewport_size({"width": 390, "height": 844})
    page = screen.show(tour)
    page.evaluate(AXE.read_text("utf-8"))
    found = [f"axe {one}" for one in page.evaluate(RUN_AXE, {"type": "tag", "values": TAGS})]
    found += measured(page, PHONES)
    assert not found, "\n".join(found)


@named((*SCREENS, *WIDE_ONLY))
def test_a_screen_on_a_desk_cuts_nothing_off(tour: Tour, screen: Screen) -> None:
    tour.pages[screen.who].set_viewport_size({"width": DESK[0], "height": DESK[1]})
    found = measured(screen.show(tour), (DESK, (1024, 700), (800, 600)))
    assert not found, "\n".join(found)


def measured(page: Page, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    """Return what does not fit, at each size, in both languages and with the largest letters."""
    found = []
    for language in LANGUAGES:
        look(page, language, "light")
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(60)
            wrong = page.evaluate(MEASURE, width <= 760)
            found += [f"{language} {width} px: {one}" for one in wrong]
    return found
