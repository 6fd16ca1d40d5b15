from pathlib import Path

import pytest

from scripts.unused import unused

USED = """
import json

class Desk:
    def open(self):
        return json.dumps({})

    @register
    def registered(self):
        return 1

def sit():
    return Desk().open()

def upgrade():
    return sit()
"""


def faults(folder: Path, more: str = "") -> list[str]:
    (folder / "room.py").write_text(USED + more, encoding="utf-8")
    return unused([folder], folder)


def test_code_that_is_named_registered_or_called_by_a_library_passes(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("import os\n", "unused import 'os'"),
        ("def idle():\n    pass\n", "unused function 'idle'"),
        ("class Idle:\n    pass\n", "unused class 'Idle'"),
        ("class Room:\n    def idle(self):\n        return Room\n", "unused method 'idle'"),
        ("def upgrade(idle):\n    pass\n", "unused variable 'idle'"),
        ("def upgrade():\n    return 1\n    sit()\n", "unreachable code after 'return'"),
    ],
)
def test_something_that_nothing_uses_is_named(tmp_path: Path, planted: str, said: str) -> None:
    (fault,) = faults(tmp_path, planted)
    assert fault.startswith("room.py:")
    assert said in fault


def test_a_use_in_another_file_counts(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("from room import idle\nidle()\n", encoding="utf-8")
    assert faults(tmp_path, "def idle():\n    pass\n") == []
