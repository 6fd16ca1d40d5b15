import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9._-]+)==([^ ]+)(.*)", re.MULTILINE)
NAME = re.compile(r"^[\w.-]+")


def pins(group: str) -> dict[str, str]:
    """Return what a lock installs, by name."""
    text = (ROOT / f"requirements/{group}.txt").read_text(encoding="utf-8")
    return {name: version for name, version, _ in PIN.findall(text)}


def asked(group: str) -> set[str]:
    """Return the names that a group asks for itself."""
    lines = (ROOT / f"requirements/{group}.in").read_text(encoding="utf-8").splitlines()
    found = [NAME.match(line) for line in lines if not line.startswith(("-", "#"))]
    return {match.group().lower() for match in found if match}


@pytest.mark.parametrize("group", ["app", "test", "dev", "uv"])
def test_each_lock_pins_all_that_its_group_asks_for_and_hashes_every_pin(group: str) -> None:
    assert asked(group) <= pins(group).keys()
    text = (ROOT / f"requirements/{group}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in entries if entry.strip())


@pytest.mark.parametrize(("smaller", "larger"), [("app", "test"), ("test", "dev")])
def test_a_larger_lock_holds_the_smaller_one_version_for_version(smaller: str, larger: str) -> None:
    assert pins(smaller).items() <= pins(larger).items()


def test_the_project_and_its_lock_ask_for_the_same_libraries() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {match.group() for each in project["dependencies"] if (match := NAME.match(each))}
    assert names == asked("app")
