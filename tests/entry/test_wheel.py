"""The package as it is installed elsewhere: without the checkout around it, and whole."""

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.people import Person
from tests.support.processes import Desk

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).with_name("uv")


def run(*command: str | Path) -> str:
    """Run a program that must end well; return what it printed."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the built wheel in it; its libraries are those of this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(UV, "build", "--wheel", "--offline", "--quiet", "--out-dir", folder)
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    run(UV, "venv", "--offline", "--quiet", "--python", sys.executable, venv)
    python = venv / "bin" / "python"
    options = ("--offline", "--quiet", "--no-deps")
    run(UV, "pip", "install", *options, "--python", python, wheel)
    inside = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    libraries = Path(inside.strip()) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib"))
    return venv / "bin"


@pytest.fixture(scope="module")
def desk(elsewhere: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The installed product, at work."""
    home = tmp_path_factory.mktemp("installed") / "home"
    desk = Desk(home, {}, program=elsewhere / "madoguchi")
    try:
        yield desk.start()
    finally:
        desk.close()


def test_an_installed_package_runs_its_own_files(elsewhere: Path) -> None:
    place = run(elsewhere / "python", "-c", "import madoguchi; print(madoguchi.__file__)")
    assert Path(place).is_relative_to(elsewhere.parent)


@pytest.mark.parametrize(
    ("question", "lang"),
    [("Madoguchiとは何ですか", "ja"), ("What is Madoguchi?", "en")],
)
def test_an_installed_package_has_learned_the_handbook(
    desk: Desk, question: str, lang: str
) -> None:
    person = Person(desk.address, lang=lang)
    parts = person.ask(question)["message"]["parts"]
    person.close()
    cited = [part for part in parts if part["type"] == "citation"]
    assert cited
    assert {part["language"] for part in cited} == {lang}
