"""Fail when something is written that nothing uses.

A definition with a decorator is used by what it is registered with; fields of rows and schemas are
used by their names elsewhere. All other functions, methods and classes need someone who names them.
"""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from vulture import Vulture

FOLDERS = ("src", "tests", "benchmarks", "scripts")
CERTAIN_PERCENT = 80
KINDS = frozenset(("function", "method", "property", "class"))
# Names that a library calls: column types, migrations, logging, HTML, asyncio, click, pytest.
CALLED_BY_LIBRARIES = [
    *("process_bind_param", "process_result_value", "dialect", "upgrade", "downgrade"),
    *("emit", "format", "handle_starttag", "handle_endtag", "handle_data"),
    *("connection_made", "data_received", "connection_lost"),
    *("list_commands", "get_command", "ctx"),
    *("Test*", "test_*", "pytest_*", "main"),
]


def unused(paths: Sequence[Path], root: Path) -> list[str]:
    """Name everything below ``paths`` that nothing there uses."""
    reader = Vulture(
        ignore_names=[*CALLED_BY_LIBRARIES, *plugged_in(root)], ignore_decorators=["@*"]
    )
    reader.scavenge(paths)
    return [
        f"{Path(item.filename).relative_to(root)}:{item.first_lineno}: {item.message}"
        for item in reader.get_unused_code()
        if item.confidence >= CERTAIN_PERCENT or item.typ in KINDS
    ]


def plugged_in(root: Path) -> list[str]:
    """Name what is found through entry points."""
    project = root / "pyproject.toml"
    if not project.exists():
        return []
    groups = tomllib.loads(project.read_text("utf-8"))["project"].get("entry-points", {})
    return [place.partition(":")[2] for points in groups.values() for place in points.values()]


def main(root: Path) -> int:
    """Print what is unused under ``root``; return the exit status."""
    problems = unused([root / folder for folder in FOLDERS], root)
    print("\n".join(problems))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
