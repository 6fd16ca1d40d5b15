"""A browser, a desk that quotes its handbook, and a desk whose model does what it is told.

Everything here ends with this folder: Playwright keeps an event loop running in the main thread,
which tests in other folders could not bear.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Visit, launched
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed, directed_model
from tests.support.processes import Desk, settings_for

Arrive = Callable[..., Visit]


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
