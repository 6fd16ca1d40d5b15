"""Bringing the database to the shape that this version needs."""

from importlib import import_module
from pathlib import Path

from madoguchi.kernel.db import Database

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest_version() -> str:
    """Return the version that the database should have: the last file's number."""
    return max(file.name.split("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))


async def migrate(db: Database) -> None:
    """Run every migration that is missing; costs a glance when there is none.

    The tool for it is large and needed once in the life of a version, so it is loaded only then.
    """
    if await db.version() != newest_version():
        await import_module("madoguchi.entry.migrating").upgrade(db)
