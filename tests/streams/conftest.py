"""One server and one scripted model for all tests that leave them whole."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Desk, scripted_model, settings_for
from tests.support.scripted_model import ScriptedModel
from tests.support.tab import Door, Tab

SCRIPTS = (
    *("say:3", "say:40:15", "say:100:20", "say:1000:20", "say:3000", "late:400:3", "silent:0"),
    *(f"random:{seed}:40" for seed in range(8)),
    *("text:窓口です🪟か\u3099", "cite", "plain", "crlf", "undone", "held"),
    *("drip:1:0:窓口🪟です", "drip:3:5:窓口🪟です", "drip:1000:150:ゆっくりと届く答えです"),
    *("status:401", "status:403", "status:404", "status:400", "status:302", "status:429"),
    *("status:503", "status:429:1", "status:500:2", "html", "empty", "late:4000:2"),
    *("garbage", "error-event", "endless", "cut:0"),
    *("garbage:3", "error-event:3", "endless:3", "cut:3", "silent:3"),
)
DEAD = {
    "id": "dead",
    "provider": "openai",
    "base_url": "http://127.0.0.1:9/v1",
    "model": "dead",
    "timeouts": {"connect_s": 1.0},
}


@pytest.fixture(scope="session")
def scripted() -> Iterator[tuple[ScriptedModel, str]]:
    """The scripted model, and its base_url."""
    with scripted_model() as running:
        yield running


@pytest.fixture(scope="session")
def model(scripted: tuple[ScriptedModel, str]) -> ScriptedModel:
    """The scripted model, to be asked what it was asked."""
    return scripted[0]


@pytest.fixture(scope="session")
def desk(
    scripted: tuple[ScriptedModel, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A server that knows every script as a model; unasked, it tries a dead one first."""
    settings = settings_for(scripted[1], *SCRIPTS, routes={"chat": ["dead", "say:3"]})
    settings["models"].append(DEAD)
    desk = Desk(tmp_path_factory.mktemp("desk") / "home", settings)
    try:
        yield desk.start()
    finally:
        desk.close()


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    """The home of a server that a test may break."""
    return tmp_path / "home"


@pytest.fixture
def visitor() -> str:
    """Someone who was never here before."""
    return uuid.uuid4().hex


@pytest.fixture
def tab(desk: Desk, visitor: str) -> Iterator[Tab]:
    """An open tab of the visitor."""
    with Tab(desk.address, visitor=visitor) as tab:
        yield tab


@pytest.fixture
def door(desk: Desk, visitor: str) -> Iterator[Door]:
    """The same visitor over plain HTTP."""
    with Door(desk.address, visitor=visitor) as door:
        yield door
