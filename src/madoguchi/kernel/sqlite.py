"""SQLite for the event loop: a statement runs where it is asked for, with no thread in between.

A statement takes tens of microseconds; handing it to a thread and back costs several times that,
four times over. So short statements run at once. Only waiting is done apart: for another process's
lock by sleeping in the loop, for the disk's checkpoint by a thread.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

PAGE_LIMIT_BEFORE_INLINE_CHECKPOINT = 20_000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-4000",
    f"wal_autocheckpoint={PAGE_LIMIT_BEFORE_INLINE_CHECKPOINT}",
)
LOCK_PATIENCE_S = 10.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.002, 0.05
T = TypeVar("T")


async def connect(database: str, **options: Any) -> "InlineConnection":
    """Open a connection as the engine's driver wants it."""
    raw = sqlite3.connect(
        database,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
        uri=bool(options.get("uri", False)),
    )
    for pragma in PRAGMAS:
        await _patiently(partial(raw.execute, f"PRAGMA {pragma}"))
    return InlineConnection(raw)


class InlineConnection:
    """Looks like the asynchronous driver, and never leaves the loop."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = raw
        self._raw = raw

    def cursor(self) -> "InlineCursor":
        """Return a cursor."""
        return InlineCursor(self._raw.cursor())

    async def commit(self) -> None:
        """Make the transaction last."""
        await _patiently(self._raw.commit)

    async def rollback(self) -> None:
        """Take the transaction back."""
        self._raw.rollback()

    async def close(self) -> None:
        """Close."""
        self.stop()

    def stop(self) -> None:
        """Close at once."""
        self._connection = None
        self._raw.close()

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Add a function to SQL."""
        self._raw.create_function(*arguments, **options)


class InlineCursor:
    """Runs statements at once."""

    def __init__(self, raw: sqlite3.Cursor) -> None:
        self._raw = raw

    async def __aenter__(self) -> "InlineCursor":
        """Be ready."""
        return self

    @property
    def description(self) -> Any:
        """The columns of the result."""
        return self._raw.description

    @property
    def rowcount(self) -> int:
        """How many rows were touched."""
        return self._raw.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the row that was added last."""
        return self._raw.lastrowid

    @property
    def arraysize(self) -> int:
        """How many rows are fetched at once."""
        return self._raw.arraysize

    async def execute(self, statement: str, values: Any = ()) -> None:
        """Run one statement; wait for a lock without keeping the loop."""
        await _patiently(lambda: self._raw.execute(statement, values))

    async def executemany(self, statement: str, rows: Any) -> None:
        """Run one statement for each row."""
        await _patiently(lambda: self._raw.executemany(statement, rows))

    async def fetchall(self) -> list[Any]:
        """Return every row."""
        return self._raw.fetchall()

    async def close(self) -> None:
        """Close."""
        self._raw.close()


async def _patiently(act: Callable[[], T]) -> T:
    """Do it; while another process holds the lock, let the rest of the program go on."""
    loop = asyncio.get_running_loop()
    deadline, pause_s = loop.time() + LOCK_PATIENCE_S, FIRST_PAUSE_S
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or loop.time() > deadline:
                raise
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def copy(database: str, to: Path) -> None:
    """Copy a database that others write meanwhile; the copy appears whole or not at all."""
    beside = to.with_name(f"{to.name}.part")
    beside.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(beside)) as target:
        source.backup(target, pages=-1)  # in one go: in pieces it would begin anew at each write
        target.execute("PRAGMA journal_mode=DELETE").close()
    with beside.open("rb+") as written:
        os.fsync(written.fileno())
    beside.replace(to)


def checkpoint(database: str) -> None:
    """Move what the log has gathered into the database file; for a thread."""
    raw = sqlite3.connect(database, timeout=1.0, isolation_level=None)
    try:
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    except sqlite3.OperationalError:
        return  # someone holds the lock: the next round does it
    finally:
        raw.close()
