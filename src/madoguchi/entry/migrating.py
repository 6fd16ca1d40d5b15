"""Runs the migrations that a database is missing, and only those."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from madoguchi.kernel.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


async def upgrade(db: Database) -> None:
    """Go to the newest version; of several processes that try, one does it and the rest wait."""
    writing = db.engine.execution_options(madoguchi_writes=True)
    async with writing.connect() as connection:
        await db.lock_schema(connection)
        await connection.run_sync(_upgrade)
        await connection.commit()


def _upgrade(connection: Any) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
