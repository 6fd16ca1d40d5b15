"""What every test may ask for: a running server on either database, and people at its doors."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.support.house import HANDBOOK, House, open_house, settings_with
from tests.support.people import Person
from tests.support.postgres import drop_database, fresh_database, postgres_server
from tests.support.processes import PASSWORD, scripted_model
from tests.support.scripted_model import ScriptedModel

SCRIPTS = (
    "say:3",
    "say:40:25",
    "say:1000",
    "say:1000:1",
    "say:60000",
    "late:700:2",
    "cite",
    "empty",
    "garbage",
    "html",
    "cut:0",
    "cut:3",
    "silent",
    "silent:2",
    "error-event",
    "status:500",
    "status:401",
    "status:404",
    "status:429",
    "status:418",
    "text:a\x00b",
)
DEAD = "http://127.0.0.1:9/v1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side, the tests of a file stay together, and those with a browser stay alone."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        group = "journeys" if file.startswith("tests/journeys/") else file
        item.add_marker(pytest.mark.xdist_group(group))


class Builder(Protocol):
    """Opens houses with other settings, each with a home and a database of its own."""

    def __call__(
        self,
        *,
        home: Path | None = None,
        password: str | None = PASSWORD,
        handbook: Path = HANDBOOK,
        **sections: Any,
    ) -> House:
        """Open one; it is closed when the test ends."""
        ...


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def fresh_postgres(postgres: str) -> Iterator[Callable[[], str]]:
    """Make an empty database on the shared server; return its URL."""
    made: list[str] = []

    def make() -> str:
        made.append(fresh_database(postgres))
        return made[-1]

    yield make
    for url in made:
        drop_database(postgres, url)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Callable[[], dict[str, Any]]]:
    """Make a fresh database; return the settings section that names it."""
    if request.param == "sqlite":
        yield lambda: {}
        return
    server: str = request.getfixturevalue("postgres")
    made: list[str] = []

    def make() -> dict[str, Any]:
        made.append(fresh_database(server))
        return {"database": {"url": made[-1]}}

    yield make
    for url in made:
        drop_database(server, url)


@pytest.fixture(scope="session")
def models() -> Iterator[tuple[ScriptedModel, str]]:
    """A scripted model server with its address."""
    with scripted_model() as started:
        yield started


@pytest.fixture(scope="session")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    database: Callable[[], dict[str, Any]],
    models: tuple[ScriptedModel, str],
) -> Iterator[House]:
    """One server for all tests that leave no trace in each other's way."""
    home = tmp_path_factory.mktemp("house")
    settings = settings_with(models[1], SCRIPTS, **database())
    with open_house(home, settings) as opened:
        with closing(Person(opened.address)) as browser:
            browser.sign_in()
            opened.keys["admin"] = browser.do("POST", "/api/apikeys", json={"name": "t"})["key"]
        opened.add_person("member", "member")
        yield opened


@pytest.fixture
def build_house(
    tmp_path_factory: pytest.TempPathFactory,
    database: Callable[[], dict[str, Any]],
    models: tuple[ScriptedModel, str],
) -> Iterator[Builder]:
    """Open servers with settings of one's own."""
    with ExitStack() as stack:

        def build(
            *,
            home: Path | None = None,
            password: str | None = PASSWORD,
            handbook: Path = HANDBOOK,
            **sections: Any,
        ) -> House:
            place = home or tmp_path_factory.mktemp("house")
            chosen = database() | {"scripts": SCRIPTS} | sections
            settings = settings_with(models[1], **chosen)
            return stack.enter_context(
                open_house(place, settings, password=password, handbook=handbook)
            )

        yield build


class Guests(Protocol):
    """Lets people in."""

    def __call__(self, at: House, key: str | None = None, lang: str = "en") -> Person:
        """Return somebody at the door of ``at``."""
        ...


@pytest.fixture
def guests() -> Iterator[Guests]:
    """Let any number of people in; they leave when the test ends."""
    with ExitStack() as stack:

        def arrive(at: House, key: str | None = None, lang: str = "en") -> Person:
            person = stack.enter_context(closing(Person(at.address, key, lang)))
            if key is None:
                person.do("GET", "/api/me")  # a visitor's cookie
            return person

        yield arrive


@pytest.fixture
def visitor(house: House, guests: Guests) -> Person:
    """A visitor whom nobody has seen before."""
    return guests(house)


@pytest.fixture
def stranger(house: House, guests: Guests) -> Person:
    """Another visitor."""
    return guests(house)


@pytest.fixture
def member(house: House, guests: Guests) -> Person:
    """A member, by key."""
    return guests(house, house.keys["member"])


@pytest.fixture
def admin(house: House, guests: Guests) -> Person:
    """The admin, by key."""
    return guests(house, house.keys["admin"])
