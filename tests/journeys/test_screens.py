"""Every screen in every language, colour and width: nothing shuts anybody out, nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
PHONES, DESK = ((320, 640), (390, 844)), (1440, 900)
RUN_AXE = """
async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return found.violations.map((one) =>
    `${one.id}: ${one.nodes.map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).join("; ")}`);
}
"""
MEASURE = r"""
(phone) => {
  const found = [];
  const named = (one) => `${one.tagName.toLowerCase()}.${one.className} "${(one.textContent || one.ariaLabel || "").trim().slice(0, 30)}"`;
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);
  const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && getComputedStyle(one).clipPath === "none" && !one.closest(".vh, .skip, [inert]");
  const scrolls = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth
        && at.matches(".table-wrap, pre, .maths, .rail")) return true;
    }
    return false;
  };
  const open = document.querySelector("dialog[open]");
  for (const one of (open ?? document).querySelectorAll("a, button, input, textarea, select, summary")) {
    if (!seen(one) || scrolls(one)) continue;
    const box = one.getBoundingClientRect();
    if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`${named(one)} is cut off at ${box.left}..${box.right}`);
    const cut = !one.matches(".cite") && one.scrollWidth > one.clientWidth + 1 && !/textarea|input/i.test(one.tagName);
    if (cut && getComputedStyle(one).display !== "inline" && getComputedStyle(one).textOverflow !== "ellipsis")
      found.push(`${named(one)} does not show all its words`);
    const primary = one.matches(".btn, textarea, input:not([type=radio]):not([type=checkbox]), .examples button, .session a, [role=menuitem]");
    if (phone && primary && !one.matches(".markdown *") && box.height < 43.5) found.push(`${named(one)} is ${box.height} high`);
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const at = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !seen(at) || at.closest(".katex, script, noscript, style")) continue;
    const size = parseFloat(getComputedStyle(at).fontSize);
    if (size < 12.99) found.push(`${named(at)} is set in ${size} px`);
  }
  return [...new Set(found)];
}
"""


@pytest.fixture(scope="module")
def tour(browser: Browser, desk: Desk, running_model: tuple[Directed, str]) -> Iterator[Tour]:
    """Two people who look at everything."""
    tour = Tour(browser, desk, running_model[0])
    yield tour
    tour.close()


def named(screens: tuple[Screen, ...]) -> Any:
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
