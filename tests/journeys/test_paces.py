"""Somebody asks faster than the desk takes: they are told, and what they wrote is not lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed
from tests.support.processes import Desk, settings_for


@pytest.fixture
def strict_desk(
    running_model: tuple[Directed, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A desk that takes two questions a minute."""
    access = {"visitor_rounds_a_minute": 2}
    settings = settings_for(running_model[1], "directed") | {"access": access}
    desk = Desk(tmp_path_factory.mktemp("strict") / "home", settings)
    try:
        yield desk.start()
    finally:
        desk.close()


def test_a_question_that_comes_too_soon_goes_back_into_the_field(
    strict_desk: Desk, arrive: Arrive, model: Directed
) -> None:
    counter = Counter(arrive(strict_desk).tab()).ready()
    for question in ("Where is the library?", "And when is it open?"):
        counter.ask(question).finished()
    counter.ask("And what does it cost?")
    expect(counter.page.get_by_text("Please wait a moment")).to_be_visible()
    expect(counter.page.get_by_text("That was a lot of questions in a short time.")).to_be_visible()
    expect(counter.field).to_have_value("And what does it cost?")
    expect(counter.questions).to_have_count(2)
    assert len(counter.stored()["messages"]) == 4
