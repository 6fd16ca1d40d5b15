from pathlib import Path

import pytest

from scripts import sizes


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "room.py"
    path.write_text(text, encoding="utf-8")
    return sizes.too_large(path, "room.py")


def lines(count: int, indent: str = "    ") -> str:
    return f"{indent}x = 1\n" * count


def test_code_within_every_limit_passes(tmp_path: Path) -> None:
    text = f"class Desk:\n    def sit(self, a, b, c, d, e, *, f):\n{lines(59, ' ' * 8)}"
    assert faults(tmp_path, text) == []


def test_a_file_of_401_lines_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, lines(400, "")) == []
    assert faults(tmp_path, lines(401, "")) == ["room.py: 401 lines, at most 400"]


def test_a_function_of_61_lines_is_named_wherever_it_stands(tmp_path: Path) -> None:
    inner = f"class Desk:\n    async def sit():\n{lines(60, ' ' * 8)}"
    assert faults(tmp_path, inner) == ["room.py:2 sit: 61 lines, at most 60"]


def test_a_migration_may_be_as_long_as_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "0001_first.py"
    path.write_text(f"def upgrade():\n{lines(90)}", encoding="utf-8")
    assert sizes.too_large(path, "src/madoguchi/entry/migrations/versions/0001_first.py") == []


def test_a_class_of_251_lines_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, f"class Desk:\n{lines(249)}") == []
    assert faults(tmp_path, f"class Desk:\n{lines(250)}") == [
        "room.py:1 Desk: 251 lines, at most 250"
    ]


@pytest.mark.parametrize(
    "signature", ["a, b, c, d, e, f", "self, a, b, c, d, e, f", "a, /, b, c, d, e, f"]
)
def test_a_sixth_positional_parameter_is_named(tmp_path: Path, signature: str) -> None:
    found = faults(tmp_path, f"def ask({signature}): ...\n")
    assert found == ["room.py:1 ask: 6 positional parameters, at most 5; put a * before the rest"]


def test_source_benchmarks_and_scripts_are_all_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("src/deep", "benchmarks", "scripts", "tests"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "long.py").write_text(lines(401, ""), encoding="utf-8")
    assert sizes.main(tmp_path) == 1
    named = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert named == ["src/deep/long.py", "benchmarks/long.py", "scripts/long.py"]
