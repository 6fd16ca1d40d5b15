"""A house that has learned a town's notices, and somebody who checks how well it answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEAD, Guests
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.processes import until

NOTICES = {
    "ごみの出し方.md": "# ごみの出し方\n\n燃えるごみは月曜日と木曜日に集めます。\n",
    "駐車場.md": "# 駐車場の料金\n\n市営駐車場の料金は一時間二百円です。\n",
    "parks/camp.md": "# キャンプ場\n\nキャンプ場の予約は三か月前から電話で受け付けます。\n",
}


def learn_folder(person: Person, folder: Path, **more: Any) -> str:
    """Learn a folder; return the id of its source."""
    wish = {"kind": "folder", "starts": [str(folder)]} | more
    source = person.do("POST", "/api/sources", json=wish)
    run = person.do("POST", f"/api/sources/{source['id']}/run", json={})
    until(lambda: person.do("GET", f"/api/runs/{run['id']}")["state"] == "done", "learned")
    return str(source["id"])


@pytest.fixture(scope="module")
def town(
    tmp_path_factory: pytest.TempPathFactory, database: Callable[[], dict[str, Any]]
) -> Iterator[House]:
    """One server for a file of tests; what it has learned does not change."""
    folder: Path = tmp_path_factory.mktemp("evaluation")
    notices = folder / "notices"
    (notices / "parks").mkdir(parents=True)
    for name, text in NOTICES.items():
        (notices / name).write_text(text, "utf-8")
    more: dict[str, Any] = {"learning": {"folders": [str(folder)]}}
    with open_house(folder / "home", settings_with(DEAD, **more, **database())) as opened:
        opened.keys["inspector"] = opened.add_person("inspector", "admin")
        person = Person(opened.address, opened.keys["inspector"])
        learn_folder(person, notices, collection="town")
        person.close()
        yield opened


@pytest.fixture
def inspector(town: House, guests: Guests) -> Person:
    """Somebody who may do everything."""
    return guests(town, town.keys["inspector"])
