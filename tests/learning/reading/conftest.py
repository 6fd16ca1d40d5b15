"""A house whose operator has named some readers."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEAD, Guests
from tests.learning.test_runs import learned
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person

OWN = str(Path(__file__).parent / "own")
NAUGHTY = {"class": "naughty:Reader", "path": [OWN]}
TOKEN = "s3cr3t-token-of-the-wiki"


def readers(folder: Path) -> dict[str, Any]:
    """What the operator wrote under learning.readers."""
    wiki = {
        "class": "wiki_of_ours.WikiReader",
        "path": [OWN],
        "options": {"file": str(folder / "wiki.json")},
        "load": {"space": ""},
        "arguments": {"space": "text"},
    }
    naughty = NAUGHTY | {
        "arguments": {"then": "text", "good": "number"},
        "options": {"token": "${WIKI_TOKEN}"},
        "load": {"then": "end", "good": 2},
        "secrets": {"WIKI_TOKEN": TOKEN},
    }
    asking = {
        "class": "naughty:Reader",
        "path": [OWN],
        "load": {"then": "end"},
        "arguments": {"then": "text", "good": "number", "on": "switch", "pages": "list"},
    }
    return {
        "wiki": wiki,
        "shelf": {
            "class": "llama_index.core.SimpleDirectoryReader",
            "options": {"input_dir": str(folder / "shelf"), "recursive": True},
        },
        "naughty": naughty,
        "asking": asking,
        "small": NAUGHTY | {"load": {"then": "eat"}, "memory_mib": 256},
        "few": NAUGHTY | {"load": {"then": "flood"}, "max_documents": 5},
        "unready": {"class": "naughty:NotThere", "path": [OWN]},
        "missing": {"class": "no_such_library.readers:Thing"},
    }


@pytest.fixture(scope="module")
def reading_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the readers find what they read."""
    folder: Path = tmp_path_factory.mktemp("reading")
    (folder / "shelf").mkdir()
    return folder


@pytest.fixture(scope="module")
def reading_house(reading_folder: Path) -> Iterator[House]:
    """One server for a file of tests."""
    more: dict[str, Any] = {
        "learning": {"readers": readers(reading_folder)},
        "convert": {"max_mib": 1},
    }
    settings = settings_with(DEAD, **more)
    with open_house(reading_folder / "home", settings) as opened:
        opened.keys["librarian"] = opened.add_person("librarian", "admin")
        yield opened


@pytest.fixture
def librarian(reading_house: House, guests: Guests) -> Person:
    """Somebody who may do everything."""
    return guests(reading_house, reading_house.keys["librarian"])


class Source:
    """A source with a reader, added and learned through the door."""

    def __init__(self, admin: Person, reader: str, **arguments: Any) -> None:
        self._admin = admin
        wish = {"kind": "reader", "starts": [reader], "options": {"arguments": arguments}}
        self.id: str = admin.do("POST", "/api/sources", json=wish)["id"]

    def learn(self, **wish: Any) -> Any:
        """Run, and return the run once it is over."""
        return learned(self._admin, self.id, **wish)

    def ask(self, **arguments: Any) -> None:
        """Ask the reader for something else from now on."""
        wish = {"options": {"arguments": arguments}}
        self._admin.do("PATCH", f"/api/sources/{self.id}", json=wish)

    @property
    def documents(self) -> dict[str, Any]:
        """The documents by their addresses."""
        found = self._admin.do("GET", f"/api/sources/{self.id}/documents")["items"]
        return {each["address"]: each for each in found}


Sources = Callable[..., Source]


@pytest.fixture
def source(librarian: Person) -> Iterator[Sources]:
    """Adds sources that are gone after the test."""
    made: list[Source] = []

    def add(reader: str, **arguments: Any) -> Source:
        made.append(Source(librarian, reader, **arguments))
        return made[-1]

    yield add
    for each in made:
        librarian.do("DELETE", f"/api/sources/{each.id}")


Wiki = Callable[..., None]


@pytest.fixture
def wiki(reading_folder: Path) -> Wiki:
    """Writes the pages of the wiki."""

    def write(*pages: dict[str, Any]) -> None:
        (reading_folder / "wiki.json").write_text(json.dumps(pages), "utf-8")

    return write
