"""A browser, a desk that quotes its handbook, and a desk whose model does what it is told.

Everything here ends with this folder: Playwright keeps an event loop running in the main thread,
which tests in other folders could not bear.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from madoguchi.entry.settings import Settings
from madoguchi.kernel.jobs import NewJob
from tests.journeys.asking import post
from tests.journeys.browser import Visit, launched
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed, directed_model
from tests.support.house import House, open_house
from tests.support.processes import PASSWORD, Desk, settings_for
from tests.support.tasks import Seconds

Arrive = Callable[..., Visit]
Enter = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def running_model() -> Iterator[tuple[Directed, str]]:
    """The directed model, with its base_url."""
    with directed_model() as running:
        yield running


@pytest.fixture
def model(running_model: tuple[Directed, str]) -> Directed:
    """The directed model, as it was at first."""
    running_model[0].script = Directed.script
    return running_model[0]


@pytest.fixture(scope="package")
def quoting_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk as it comes: no model, the shipped handbook."""
    desk = Desk(tmp_path_factory.mktemp("quoting") / "home", {})
    try:
        yield desk.start()
    finally:
        desk.close()


@pytest.fixture(scope="package")
def desk(
    running_model: tuple[Directed, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A desk that asks the directed model."""
    settings = settings_for(running_model[1], "directed")
    settings |= {"crawl": {"allow_private": ["127.0.0.1"]}}
    settings["models"][0] |= {"retries": 0, "timeouts": {"first_token_s": 5.0, "silence_s": 5.0}}
    desk = Desk(tmp_path_factory.mktemp("directed") / "home", settings)
    try:
        yield desk.start()
    finally:
        desk.close()


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Arrive]:
    """Let people in; when the test ends they leave, and their browsers must have been content."""
    with ExitStack() as stack:

        def come(at: Desk, **options: Any) -> Visit:
            visit = Visit(browser, at.address, **options)
            stack.callback(visit.close)
            return visit

        yield come


@pytest.fixture
def visit(arrive: Arrive, desk: Desk, model: Directed) -> Visit:
    """Somebody new at the desk with the directed model."""
    return arrive(desk)


@pytest.fixture
def counter(visit: Visit) -> Counter:
    """Their first tab, ready for a question."""
    return Counter(visit.tab()).ready()


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product in this process, with the tasks that only tests have."""
    settings = {
        "jobs": {"at_once": 16},
        "server": {"drain_s": 0.1},
        "crawl": {"allow_private": ["127.0.0.1"]},
    }
    home = tmp_path_factory.mktemp("working") / "home"
    with open_house(home, Settings.model_validate(settings)) as house:
        yield house


@pytest.fixture
def enter(arrive: Arrive, house: House) -> Enter:
    """Let an administrator in there and open a page."""

    def come(path: str, **options: Any) -> Page:
        visit = arrive(house, **options)
        visit.watch.expect(r"status of 4\d\d")
        page = visit.tab("/sign-in")
        post(page, "/api/sign-in", {"name": "admin", "password": PASSWORD})
        page.goto(path)
        expect(page.locator("main h1").first).to_be_attached()
        return page

    return come


@pytest.fixture
def busy(house: House) -> Iterator[str]:
    """A job that runs until the test is over."""
    (job_id,) = house.enqueue(NewJob("test.sleep", Seconds(seconds=25, steps=250)))
    yield job_id
    house.sql("update jobs set cancel = true where id = :id", id=job_id)
