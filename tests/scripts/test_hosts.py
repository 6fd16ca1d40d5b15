import subprocess
from pathlib import Path

import pytest

from scripts import hosts

HERE = "/builds/of/someone"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("requirements/app.txt", "--index-url https://example.org/simple\n", "an address"),
        ("requirements/app.txt", "# from https://example.org/simple\n", "an address"),
        ("requirements/app.in", "--extra-index-url=http://x.test/s\n", "a package registry"),
        ("web/.npmrc", "registry=https://example.org/\n", "a package registry"),
        ("pyproject.toml", "[[tool.uv.index]]\n", "a package registry"),
        ("pyproject.toml", 'mypy_path = "/home/aya/src"\n', "a path of one machine"),
        ("Makefile", "python := /Users/aya/bin/python\n", "a path of one machine"),
        ("web/package-lock.json", '"resolved": "x"\n', "an address that a package is fetched from"),
        (
            "web/package-lock.json",
            '"version": "https://example.org/a-1.0.0.tgz"\n',
            "an address that a package is fetched from",
        ),
        ("docs/how-to.md", f"cd {HERE}\n", "the path of this checkout"),
    ],
)
def test_a_planted_address_or_path_is_named(name: str, text: str, what: str) -> None:
    assert f"{name}:2: names {what}" in hosts.faults_of(name, f"\n{text}", HERE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "requirements/app.txt",
            "click==8.5.1 \\\n    --hash=sha256:00\n    # via -r requirements/app.in\n",
        ),
        ("web/package-lock.json", '"funding": {"url": "https://example.org/give"}\n'),
        ("web/.npmrc", "omit-lockfile-registry-resolved=true\n"),
        ("docs/how-to.md", "Open http://127.0.0.1:8720 and read /home/you/notes.\n"),
        ("pyproject.toml", 'files = ["src/task/x", "web/home/y"]\n'),
    ],
)
def test_ordinary_lines_pass(name: str, text: str) -> None:
    assert hosts.faults_of(name, text, HERE) == []


def test_files_about_to_be_committed_are_read_and_ignored_ones_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("var/\n")
    for folder in ("web", "var"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ".npmrc").write_text("registry=https://example.org/\n")
    assert hosts.main(tmp_path) == 1
    assert capsys.readouterr().out == "web/.npmrc:1: names a package registry\n"
