"""The picture in docs/ARCHITECTURE.md against the import contracts and the folders."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOM = re.compile(r"^│ [├└] (\w+)/\s+(?:FLOOR (\d))?\s*(.*)$")


def drawn() -> dict[int, dict[str, str]]:
    """Return floor → room → what is written beside it."""
    floors: dict[int, dict[str, str]] = {}
    floor = 0
    for line in (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8").splitlines():
        if found := ROOM.match(line):
            floor = int(found[2]) if found[2] else floor
            floors.setdefault(floor, {})[found[1]] = found[3]
    return floors


def contracted() -> dict[int, set[str]]:
    """Return floor → rooms, from the import contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["id"] == "floors")
    names = [set(re.findall(r"\w+", layer)) for layer in layers]
    return {len(names) - place: rooms for place, rooms in enumerate(names)}


def test_the_picture_shows_the_floors_that_the_contracts_hold() -> None:
    assert {floor: set(rooms) for floor, rooms in drawn().items()} == contracted()


def test_a_room_is_called_planned_exactly_while_it_has_no_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "src/madoguchi").glob("*/__init__.py")}
    rooms = {name: text for floor in drawn().values() for name, text in floor.items()}

    assert {name for name, text in rooms.items() if not text.startswith("planned")} == folders


def test_every_decision_is_numbered_once_and_can_be_quoted() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]

    assert numbers == list(range(1, len(numbers) + 1))
    for path in decisions:
        assert "\n> " in path.read_text("utf-8"), f"{path.name} has no quotable decision"
