"""The database goes away while somebody reads: the page says so, and goes on by itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter, same_words
from tests.journeys.directed import Directed
from tests.support.postgres import OwnServer, own_server
from tests.support.processes import Desk, settings_for, until

LONGEST_S = 90.0


@pytest.fixture
def postgres() -> Iterator[OwnServer]:
    """A server that only this test uses: it brings it down."""
    with own_server() as server:
        yield server


@pytest.fixture
def kept_apart(
    postgres: OwnServer,
    running_model: tuple[Directed, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A desk that keeps everything in that server."""
    settings = settings_for(running_model[1], "directed", database={"url": postgres.url})
    desk = Desk(tmp_path_factory.mktemp("apart") / "home", settings)
    try:
        yield desk.start()
    finally:
        desk.close()


def test_while_the_database_is_away_the_page_says_so_and_then_goes_on(
    postgres: OwnServer, kept_apart: Desk, arrive: Arrive, model: Directed
) -> None:
    model.script = "stamp:120:20"
    visit = arrive(kept_apart)
    visit.watch.expect("status of 503")
    counter = Counter(visit.tab()).ready()
    counter.ask("What if the database goes?")
    shown = counter.grown(20)
    postgres.crash()
    try:
        other = Counter(visit.tab("/chat"))
        away = re.compile("Not available right now|database cannot be reached")
        says = other.page.get_by_role("main").get_by_text(away)
        expect(says).to_be_visible()
        expect(counter.answer()).to_contain_text(shown[:20])
    finally:
        postgres.start()
    other.page.get_by_role("main").get_by_role("button", name="Try again").click()
    other.ready()
    kept = until(lambda: ended(counter.stored()["messages"][1]), "the answer ends", LONGEST_S)
    if kept["status"] == "done":
        assert kept["content"].count("@") == 120
        for tab in (counter, other):
            expect(tab.answer()).to_contain_text(kept["content"].split()[-1])
            assert same_words(tab.answer().inner_text(), kept["content"])
    else:  # the database was away longer than an answer waits for it
        assert kept["status"] == "interrupted"
        counter.page.reload()
        assert same_words(counter.ready().answer().inner_text(), kept["content"])


def ended(message: dict[str, Any]) -> dict[str, Any] | None:
    return None if message["status"] == "streaming" else message
