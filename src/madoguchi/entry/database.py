"""Bringing the database to the shape that this version needs."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from madoguchi.kernel.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(db: Database) -> None:
    """Run every migration that is missing; costs nothing when there is none."""
    async with db.engine.connect() as connection:
        await connection.run_sync(_upgrade)
        await connection.commit()


def _upgrade(connection: Any) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
