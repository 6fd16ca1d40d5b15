"""What `make` does before it starts, with stand-ins for node and npm that note their calls."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = Path("src/madoguchi/entry/static")
NODE = "#!/bin/sh\necho v22.1.0\n"
NPM = """#!/bin/sh
echo "$3" >>calls
case $3 in
  ci) mkdir -p web/node_modules ;;
  run) [ ! -e web/src/broken ] || { echo no such component; exit 1; }
       rm -rf src/madoguchi/entry/static; mkdir -p src/madoguchi/entry/static ;;
esac
"""


class Checkout:
    """A checkout with a script, a few web sources and stand-in tools."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("scripts", "web/src", "web/tests", "src/madoguchi/entry", "bin"):
            (root / folder).mkdir(parents=True)
        shutil.copy(ROOT / "scripts/setup.sh", root / "scripts")
        for name in ("package.json", "package-lock.json", ".npmrc", "src/page.tsx"):
            (root / "web" / name).write_text("one")
        self.tool("node", NODE)
        self.tool("npm", NPM)

    def tool(self, name: str, text: str) -> None:
        path = self.root / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def run(self, *parts: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["sh", "scripts/setup.sh", *parts],
            cwd=self.root,
            env={"PATH": path, "LANG": "C", **environment},
            capture_output=True,
            text=True,
        )

    def calls(self) -> list[str]:
        """Return what npm was asked to do since the last time."""
        path = self.root / "calls"
        calls = path.read_text().split() if path.is_file() else []
        path.unlink(missing_ok=True)
        return calls


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_fresh_checkout_installs_and_builds_and_the_second_time_does_nothing(
    checkout: Checkout,
) -> None:
    first = checkout.run("web")
    assert first.returncode == 0, first.stderr
    assert checkout.calls() == ["ci", "run"]
    second = checkout.run("web")
    assert (second.stdout, second.stderr, checkout.calls()) == ("", "", [])


def test_dates_do_not_matter_and_contents_do(checkout: Checkout) -> None:
    checkout.run("web")
    checkout.calls()
    page = checkout.root / "web/src/page.tsx"
    os.utime(page, (0, 0))
    os.utime(checkout.root / "web/package-lock.json")
    checkout.run("web")
    assert checkout.calls() == []
    page.write_text("two")
    os.utime(page, (0, 0))
    checkout.run("web")
    assert checkout.calls() == ["run"]


def test_a_new_a_removed_and_a_renamed_source_each_lead_to_a_build(checkout: Checkout) -> None:
    checkout.run("web")
    new, renamed = checkout.root / "web/src/new.tsx", checkout.root / "web/src/renamed.tsx"
    checkout.calls()
    new.write_text("new")
    checkout.run("web")
    new.rename(renamed)
    checkout.run("web")
    renamed.unlink()
    checkout.run("web")
    assert checkout.calls() == ["run", "run", "run"]


def test_only_a_changed_lock_installs_again(checkout: Checkout) -> None:
    checkout.run("web")
    checkout.calls()
    (checkout.root / "web/package-lock.json").write_text("two")
    checkout.run("web")
    assert checkout.calls() == ["ci", "run"]


def test_a_change_to_the_pages_own_tests_builds_nothing(checkout: Checkout) -> None:
    checkout.run("web")
    checkout.calls()
    (checkout.root / "web/tests/page.test.ts").write_text("new")
    checkout.run("web")
    assert checkout.calls() == []


def test_a_build_that_fails_shows_why_and_is_tried_again(checkout: Checkout) -> None:
    broken = checkout.root / "web/src/broken"
    broken.write_text("")
    failed = checkout.run("web")
    assert failed.returncode == 1
    assert "no such component" in failed.stderr
    assert "npm --prefix web run build" in failed.stderr
    broken.unlink()
    assert checkout.run("web").returncode == 0
    assert (checkout.root / STATIC / ".stamp").is_file()


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.9"])
def test_an_old_node_is_told_what_to_install(checkout: Checkout, version: str) -> None:
    checkout.tool("node", f"#!/bin/sh\necho {version}\n")
    told = checkout.run("web")
    assert told.returncode == 1
    assert "Node.js 20.19 or newer" in told.stderr
    assert version in told.stderr
    assert "Node.js 20.19 以上" in checkout.run("web", LANG="ja_JP.UTF-8").stderr


def test_an_old_python_is_told_what_to_install(checkout: Checkout) -> None:
    checkout.tool("python-old", "#!/bin/sh\nexit 1\n")
    old = str(checkout.root / "bin/python-old")
    told = checkout.run("app", MADOGUCHI_PYTHON=old)
    assert told.returncode == 1
    assert "Python 3.11 or newer" in told.stderr
    assert "Python 3.11 以上" in checkout.run("app", MADOGUCHI_PYTHON=old, LANG="ja").stderr
