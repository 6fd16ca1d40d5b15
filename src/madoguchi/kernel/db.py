"""The database: one engine, short transactions, tables declared by their rooms."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Insert, MetaData, Select, event, inspect, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from madoguchi.kernel import sqlite
from madoguchi.kernel.errors import AppError, Conflict, Contended, Invalid, Unavailable

T = TypeVar("T")
Transaction = AsyncSession
"""What a service hands on when several rooms write together."""
IN_THE_WAY = frozenset(("40001", "40P01", "55P03"))
"""PostgreSQL says: another was faster, two waited for each other, somebody has locked it."""
TRIES, FIRST_PAUSE_S, LONGEST_PAUSE_S = 10, 0.05, 1.0
CHECKPOINT_EVERY_S = 2.0
AFTER_COMMIT = "after_commit"
FEWEST_PLACES, NOBODY = 10, ""
VERSION_TABLE = "alembic_version"
SCHEMA_LOCK = 7_236_101
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Table(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment}


class Glance:
    """A question to the database that comes so often that it is prepared only once."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement = statement
        self._dialect: Dialect | None = None
        self._sql, self._names = "", list[str]()
        self._fixed: dict[str, Any] = {}
        self._readers: list[Callable[[Any], Any] | None] = []

    def ready(self, dialect: Dialect, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """Return the statement as the driver takes it, with its values in order."""
        if self._dialect is not dialect:
            compiled = self.statement.compile(dialect=dialect)
            self._sql, self._names = str(compiled), compiled.positiontup or []
            self._fixed = compiled.params
            types = [
                column.type.dialect_impl(dialect) for column in self.statement.selected_columns
            ]
            self._readers = [each.result_processor(dialect, None) for each in types]
            self._dialect = dialect
        given = {**self._fixed, **values}
        return self._sql, [given[name] for name in self._names]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return a driver's row as its columns say it."""
        pairs = zip(self._readers, row, strict=True)
        return tuple([reader(value) if reader else value for reader, value in pairs])


def placed(keys: Collection[str]) -> dict[str, str]:
    """Return keys as values of a glance, filled up to few sizes, so that few are prepared."""
    size = max(FEWEST_PLACES, 1 << (len(keys) - 1).bit_length())
    filled = [*keys, *[NOBODY] * (size - len(keys))]
    return {f"key{place}": key for place, key in enumerate(filled)}


class Database:
    """Opens short transactions. Never hold one while a model, a network or a person is awaited."""

    def __init__(self, url: str) -> None:
        self.embedded = url.startswith("sqlite")
        self.engine = _sqlite(url) if self.embedded else _postgres(url)
        writing = self.engine.execution_options(madoguchi_writes=True)
        self._plain = writing
        self._writers = async_sessionmaker(writing, expire_on_commit=False)
        self._readers = async_sessionmaker(self.engine, expire_on_commit=False)
        # Opened only when something reads long: on SQLite that happens in threads of its own.
        self._apart = _sqlite(url, threaded=True) if self.embedded else self.engine
        self._long_readers = async_sessionmaker(self._apart, expire_on_commit=False)
        self._glancing: sqlite.InlineConnection | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that writes; it is committed when the block ends well."""
        with _named_failures():
            async with self._in_place(self._writers) as session:
                async with session.begin():
                    yield session
                for act in session.info.get(AFTER_COMMIT, ()):
                    act()

    async def again(self, act: Callable[[Transaction], Awaitable[T]]) -> T:
        """Write; begin anew when others are in the way, so ``act`` may run more than once."""
        for tried in range(TRIES - 1):
            try:
                async with self.begin() as transaction:
                    return await act(transaction)
            except Contended:
                await asyncio.sleep(
                    random.uniform(0, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**tried))
                )
        async with self.begin() as transaction:
            return await act(transaction)

    @asynccontextmanager
    async def read(self, *, long: bool = False) -> AsyncIterator[AsyncSession]:
        """Open a transaction that only reads; say so when it may read much."""
        with _named_failures():
            async with self._in_place(self._long_readers if long else self._readers) as session:
                yield session

    async def glance(self, question: Glance, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Ask one short question; it needs no transaction, and no objects are made of its rows."""
        with _named_failures():
            if not self.embedded:
                async with self.engine.connect() as connection:
                    rows = await connection.execute(question.statement, dict(values))
                    return [tuple(row) for row in rows]
            if self._glancing is None:
                self._glancing = await sqlite.connect(self.engine.url.database or "")
            cursor = self._glancing.cursor()
            await cursor.execute(*question.ready(self.engine.dialect, values))
            return [question.read(row) for row in await cursor.fetchall()]

    @asynccontextmanager
    async def plain(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes, for statements that come very often: rows, no objects."""
        with _named_failures():
            async with self._plain.begin() as connection:
                yield connection

    async def append(self, statement: Insert, rows: list[dict[str, Any]]) -> None:
        """Add many rows with one statement, in a transaction of its own; for what comes often."""
        async with self.plain() as connection:
            await connection.execute(statement, rows)

    @asynccontextmanager
    async def _in_place(
        self, sessions: async_sessionmaker[AsyncSession]
    ) -> AsyncIterator[AsyncSession]:
        """Open and close a session.

        The session's own way out takes a turn of the loop, to be safe from cancellation. Here no
        statement can be cancelled, and each turn with the writer's lock held delays the others.
        """
        if not self.embedded:
            async with sessions() as session:
                yield session
            return
        session = sessions()
        try:
            yield session
        finally:
            await session.close()

    async def check(self) -> str:
        """Ask the database for its version; raises when it is away."""
        question = "select sqlite_version()" if self.embedded else "show server_version"
        async with self.read() as session:
            version: str = (await session.execute(text(question))).scalar_one()
        return ("SQLite " if self.embedded else "PostgreSQL ") + version

    async def version(self) -> str | None:
        """Return the version of the tables; nothing when there are none yet."""
        with _named_failures():
            async with self.engine.connect() as connection:
                if not await connection.run_sync(_has_version):
                    return None
                found = await connection.execute(text(f"select version_num from {VERSION_TABLE}"))
                return found.scalar_one_or_none()

    async def lock_schema(self, connection: AsyncConnection) -> None:
        """Keep every other process from changing the tables until this transaction ends."""
        if not self.embedded:
            await connection.execute(text(f"select pg_advisory_xact_lock({SCHEMA_LOCK})"))

    async def copy_to(self, file: Path) -> None:
        """Copy an embedded database as it is at this moment, while it goes on being used."""
        source = self.engine.url.database
        assert self.embedded and source
        await asyncio.to_thread(sqlite.copy, source, file)

    async def tend(self) -> None:
        """Keep the write-ahead log short, for as long as the process lives."""
        file = self.engine.url.database
        while self.embedded and file:
            await asyncio.sleep(CHECKPOINT_EVERY_S)
            await asyncio.to_thread(sqlite.checkpoint, file)

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()
        await self._apart.dispose()
        if self._glancing:
            self._glancing.stop()
            self._glancing = None


def keepable(text: str) -> str:
    """Return a text as every database keeps it: without NUL, and without halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def after_commit(transaction: Transaction, act: Callable[[], None]) -> None:
    """Do something small once what is written here is safe; never when it is taken back."""
    transaction.info.setdefault(AFTER_COMMIT, []).append(act)


def unless_there(transaction: Transaction, table: type[Table], *unique: str) -> Any:
    """Return an insert that leaves out rows whose ``unique`` columns are there already."""
    embedded = transaction.get_bind().dialect.name == "sqlite"
    add = sqlite_insert if embedded else postgres_insert
    return add(table.__table__).on_conflict_do_nothing(index_elements=unique)  # type: ignore[arg-type]


@contextmanager
def _named_failures() -> Iterator[None]:
    """The one place where the database's failures become ours."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict("db.conflict") from error
    except UnicodeEncodeError as error:
        raise Invalid("db.unkeepable") from error
    except DBAPIError as error:
        raise _named(error.orig) from error
    except sqlite3.Error as error:
        raise _named(error) from error
    except (PoolTimeout, OSError) as error:
        raise Unavailable("db.unavailable") from error


def _named(failure: BaseException | None) -> AppError:
    state = getattr(failure, "sqlstate", None) or ""
    if state in IN_THE_WAY:
        return Contended("db.contended")
    if getattr(failure, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return Unavailable("db.contended")  # patience was had already, where the lock is asked for
    if state.startswith("22"):  # a value that no column takes: NUL in a text, NaN in JSON
        return Invalid("db.unkeepable")
    return Unavailable("db.unavailable")


def _has_version(connection: Connection) -> bool:
    return inspect(connection).has_table(VERSION_TABLE)


def _sqlite(url: str, *, threaded: bool = False) -> AsyncEngine:
    inline = {} if threaded else {"async_creator_fn": sqlite.connect}
    engine = create_async_engine(
        url, pool_size=4, max_overflow=12, hide_parameters=True, connect_args=inline
    )

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        # A writer asks for the lock at once: upgrading later would fail instead of waiting.
        writes = connection.get_execution_options().get("madoguchi_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_recycle=1800,
        hide_parameters=True,  # what people said is not for the log
        connect_args={"timeout": 10, "command_timeout": 30},
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def checkout(connection: Any, *_: Any) -> None:
        # A server that went away has hung up, and the driver knows: no need to ask over the wire.
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return engine
