"""A house that may learn from this machine, shared by the tests of a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEAD, Guests
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.site import Site, open_site


@pytest.fixture(scope="module")
def learning_house(
    tmp_path_factory: pytest.TempPathFactory, database: Callable[[], dict[str, Any]]
) -> Iterator[House]:
    """One server for a file of tests, each of which learns a site of its own."""
    folder: Path = tmp_path_factory.mktemp("learning")
    open_folder = folder / "shelf"
    open_folder.mkdir()
    more: dict[str, Any] = {
        "crawl": {"allow_private": ["127.0.0.1"]},
        "learning": {"folders": [str(open_folder)]},
    }
    with open_house(folder / "home", settings_with(DEAD, **more, **database())) as opened:
        opened.keys["librarian"] = opened.add_person("librarian", "admin")
        opened.keys["clerk"] = opened.add_person("clerk", "member")
        yield opened


@pytest.fixture
def librarian(learning_house: House, guests: Guests) -> Person:
    """Somebody who may do everything."""
    return guests(learning_house, learning_house.keys["librarian"])


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of one's own."""
    with open_site() as running:
        yield running
