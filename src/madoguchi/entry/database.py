"""Bringing the database to the shape that this version needs."""

import logging
from importlib import import_module
from pathlib import Path

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Unavailable

VERSIONS = Path(__file__).parent / "migrations" / "versions"
KEPT_COPIES = 3
logger = logging.getLogger(__name__)


def newest_version() -> str:
    """Return the version that the database should have: the last file's number."""
    return max(file.name.split("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))


async def migrate(db: Database) -> None:
    """Run every migration that is missing; costs a glance when there is none.

    The tool for it is large and needed once in the life of a version, so it is loaded only then.
    """
    version = await db.version()
    if version == newest_version():
        return
    if version and db.embedded:
        await _keep_copy(db, version)
    await import_module("madoguchi.entry.migrating").upgrade(db)


async def _keep_copy(db: Database, version: str) -> None:
    """Keep the database as it was; PostgreSQL needs none, it changes all tables or none."""
    folder = Path(db.engine.url.database or "").parent / "backups"
    copy = folder / f"before-upgrade-from-{version}.sqlite3"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        await db.copy_to(copy)
    except OSError as error:
        raise Unavailable("db.no_copy", folder=folder, reason=error.strerror or error) from error
    logger.info("the database was copied before it is brought up to date", extra={"file": copy})
    for old in sorted(folder.glob("before-upgrade-*.sqlite3"), key=_age)[:-KEPT_COPIES]:
        old.unlink()


def _age(file: Path) -> float:
    return file.stat().st_mtime
