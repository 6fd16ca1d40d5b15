"""The import rules hold, and each of them is seen to break when it is broken."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
VIOLATIONS = {
    "a lower floor imports a higher one": (
        "knowledge/schemas.py",
        "from madoguchi.chat import schemas",
        "madoguchi.knowledge.schemas -> madoguchi.chat",
    ),
    "the kernel imports a room": (
        "kernel/planted.py",
        "import madoguchi.language",
        "madoguchi.kernel.planted -> madoguchi.language",
    ),
    "two rooms of one floor know each other": (
        "chat/schemas.py",
        "import madoguchi.learning",
        "madoguchi.chat.schemas -> madoguchi.learning",
    ),
    "a room that no floor has": ("planted/__init__.py", "", "madoguchi.planted"),
    "a repository imports its service": (
        "accounts/repository.py",
        "from madoguchi.accounts import service",
        "madoguchi.accounts.repository -> madoguchi.accounts.service",
    ),
    "a service imports its router": (
        "accounts/service.py",
        "from madoguchi.accounts import router",
        "madoguchi.accounts.service -> madoguchi.accounts.router",
    ),
    "a room names an adapter": (
        "models/planted.py",
        "import madoguchi.knowledge.adapters",
        "madoguchi.models.planted -> madoguchi.knowledge.adapters",
    ),
    "a service speaks SQL": (
        "learning/service.py",
        "import sqlalchemy.orm",
        "madoguchi.learning.service -> sqlalchemy",
    ),
    "a step of a round speaks SQL": (
        "chat/planted.py",
        "from sqlalchemy import select",
        "madoguchi.chat.planted -> sqlalchemy",
    ),
    "a service raises what only the web framework knows": (
        "accounts/service.py",
        "from fastapi import HTTPException",
        "madoguchi.accounts.service -> fastapi",
    ),
    "a plain module knows the web framework": (
        "chat/planted.py",
        "from starlette.responses import Response",
        "madoguchi.chat.planted -> starlette",
    ),
    "a service is an HTTP client": (
        "learning/service.py",
        "import httpx2",
        "madoguchi.learning.service -> httpx2",
    ),
}
LINT = {
    "TID251": 'import os\n\nPLACE = os.environ["HOME"]\n',
    "PLC0415": "def late() -> None:\n    import json\n\n    json.dumps(1)\n",
    "BLE001": "try:\n    x = 1\nexcept Exception:\n    x = 2\n",
    "T201": 'print("hello")\n',
    "C901": "def f(a: int) -> None:\n"
    + "".join(f"    if a == {n}:\n        a += 1\n" for n in range(11)),
}


def lint_imports(tree: Path) -> tuple[bool, str]:
    done = subprocess.run(
        [BIN / "lint-imports", "--no-logo", "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source that may be spoiled."""
    copy = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("static", "__pycache__")
    shutil.copytree(ROOT / "src/madoguchi", copy / "src/madoguchi", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@contextmanager
def planted(path: Path, line: str) -> Iterator[None]:
    """Add ``line`` to the module at ``path``, which may be a package, until the block ends."""
    package = path.with_suffix("") / "__init__.py"
    path = package if package.is_file() else path
    room_is_new = not path.parent.is_dir()
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    yield
    if room_is_new:
        shutil.rmtree(path.parent)
    elif before is None:
        path.unlink()
    else:
        path.write_text(before, encoding="utf-8")


def test_the_source_keeps_every_contract(tree: Path) -> None:
    kept, said = lint_imports(tree)
    assert kept, said
    assert "0 broken" in said


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_planted_violation_is_caught(tree: Path, violation: str) -> None:
    place, line, named = VIOLATIONS[violation]
    with planted(tree / "src/madoguchi" / place, line):
        kept, said = lint_imports(tree)
    assert not kept, said
    assert named in said


@pytest.mark.parametrize("rule", LINT)
def test_a_habit_that_is_forbidden_is_caught(rule: str) -> None:
    done = subprocess.run(
        [
            BIN / "ruff",
            "check",
            "--no-cache",
            "--stdin-filename",
            "src/madoguchi/chat/service.py",
            "-",
        ],
        cwd=ROOT,
        input=f'"""A module."""\n\n{LINT[rule]}',
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert rule in done.stdout
