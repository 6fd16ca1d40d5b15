"""The database layer: others in the way, values that cannot be kept, copies while it is used."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from madoguchi.entry.database import KEPT_COPIES, migrate
from madoguchi.entry.home import Home
from madoguchi.entry.migrating import MIGRATIONS
from madoguchi.kernel.db import Database, Transaction, keepable
from madoguchi.kernel.errors import AppError, Contended, Invalid, Unavailable
from tests.conftest import Guests
from tests.support.house import House
from tests.support.postgres import drop_database, fresh_database

ROWS = "create table counters (id integer primary key, said varchar(40), n integer)"
FILL = "insert into counters values (1, 'a', 0), (2, 'b', 0)"
ADD = "update counters set n = n + 1 where id = {}"


@pytest.fixture
def db(database: Callable[[], dict[str, Any]], tmp_path: Path) -> Database:
    given = database().get("database", {}).get("url")
    return opened(given or Home(tmp_path).database_url)


def opened(url: str) -> Database:
    return Database(url.replace("postgresql:", "postgresql+asyncpg:"))


def played(db: Database, act: Callable[[], Any]) -> Any:
    async def play() -> Any:
        async with db.begin() as session:
            await session.execute(text(ROWS))
            await session.execute(text(FILL))
        try:
            return await act()
        finally:
            await db.close()

    return asyncio.run(play())


def test_two_who_take_the_same_rows_in_opposite_order_both_succeed(db: Database) -> None:
    async def add(first: int, second: int) -> None:
        async def act(session: Transaction) -> None:
            await session.execute(text(ADD.format(first)))
            await asyncio.sleep(0.02)
            await session.execute(text(ADD.format(second)))

        await db.again(act)

    async def play() -> list[int]:
        await asyncio.gather(*(add(*order) for order in [(1, 2), (2, 1)] * 3))
        async with db.read() as session:
            return list((await session.scalars(text("select n from counters order by id"))).all())

    assert played(db, play) == [6, 6]


def test_without_beginning_anew_one_of_them_is_told_that_others_were_in_the_way(
    postgres: str,
) -> None:
    url = fresh_database(postgres)
    db = opened(url)

    async def add(first: int, second: int) -> str:
        try:
            async with db.begin() as session:
                await session.execute(text(ADD.format(first)))
                await asyncio.sleep(0.2)
                await session.execute(text(ADD.format(second)))
        except Contended as error:
            return error.key
        return "done"

    async def play() -> tuple[str, str]:
        return await asyncio.gather(add(1, 2), add(2, 1))

    assert sorted(played(db, play)) == ["db.contended", "done"]
    drop_database(postgres, url)


def test_a_transaction_that_others_overtook_is_done_anew(postgres: str) -> None:
    url = fresh_database(postgres)
    db = opened(url)
    begun = 0

    async def act(session: Transaction) -> None:
        nonlocal begun
        begun += 1
        await session.execute(text("set transaction isolation level serializable"))
        seen = await session.scalar(text("select n from counters where id = 1")) or 0
        await asyncio.sleep(0.05)
        await session.execute(text(f"update counters set n = {seen + 1} where id = 1"))

    async def play() -> int:
        await asyncio.gather(*(db.again(act) for _ in range(3)))
        async with db.read() as session:
            return await session.scalar(text("select n from counters where id = 1")) or 0

    assert played(db, play) == 3
    assert begun > 3
    drop_database(postgres, url)


@pytest.mark.parametrize("said", ["a\x00b", "half \ud83d of a character"])
def test_a_text_that_cannot_be_kept_is_refused_as_such_and_can_be_made_keepable(
    db: Database, said: str
) -> None:
    say = text("update counters set said = :said where id = 1")

    async def play() -> str:
        try:
            async with db.begin() as session:
                await session.execute(say, {"said": said})
            refusal = ""
        except AppError as error:
            assert isinstance(error, Invalid)
            refusal = error.key
        if not (db.embedded and "\x00" in said):  # SQLite alone keeps NUL
            assert refusal == "db.unkeepable"
        async with db.begin() as session:
            await session.execute(say, {"said": keepable(said)})
        async with db.read() as session:
            return await session.scalar(text("select said from counters where id = 1")) or ""

    assert played(db, play) in ("ab", "half ? of a character")


@pytest.mark.parametrize("path", ["/api/jobs?task=%00", "/api/jobs?queue=a%00b"])
def test_a_filter_with_a_control_character_is_refused(
    house: House, guests: Guests, path: str
) -> None:
    answer = guests(house, key=house.keys["admin"]).http.get(path)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid"


def test_a_schedule_with_a_control_character_in_its_name_is_refused(
    house: House, guests: Guests
) -> None:
    new = {"name": "n\x00", "task": "learning.handbook", "cron": "0 3 * * *"}
    answer = guests(house, key=house.keys["admin"]).http.post("/api/schedules", json=new)
    assert answer.status_code == 422


def test_a_copy_made_while_others_write_is_whole(tmp_path: Path) -> None:
    db = Database(Home(tmp_path).database_url)
    copy = tmp_path / "copy.sqlite3"

    async def write(ended: asyncio.Event) -> None:
        while not ended.is_set():
            async with db.begin() as session:  # the two never differ outside a transaction
                await session.execute(text(ADD.format(1)))
                await session.execute(text(ADD.format(2)))
            await asyncio.sleep(0)

    async def play() -> list[tuple[int, int]]:
        ended, found = asyncio.Event(), []
        writer = asyncio.create_task(write(ended))
        for _ in range(10):
            await db.copy_to(copy)
            with closing(sqlite3.connect(copy)) as kept:
                assert kept.execute("pragma integrity_check").fetchone() == ("ok",)
                found.append(tuple(n for (n,) in kept.execute("select n from counters")))
        ended.set()
        await writer
        return found

    found = played(db, play)
    assert all(one == two for one, two in found)
    assert found[-1][0] > found[0][0]


def test_an_upgrade_keeps_a_copy_of_what_was_before(tmp_path: Path) -> None:
    home = Home(tmp_path)
    db = Database(home.database_url)
    kept = tmp_path / "backups" / "before-upgrade-from-0001.sqlite3"

    async def play() -> None:
        await _at_first_version(db)
        await migrate(db)
        await db.close()

    for number in range(KEPT_COPIES + 1):
        kept.parent.mkdir(exist_ok=True)
        (kept.parent / f"before-upgrade-from-000{number}.sqlite3").write_bytes(b"older")
    asyncio.run(play())
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("select version_num from alembic_version").fetchone() == ("0001",)
    assert len(list(kept.parent.iterdir())) == KEPT_COPIES


def test_an_upgrade_that_cannot_be_copied_first_does_not_begin(tmp_path: Path) -> None:
    db = Database(Home(tmp_path).database_url)
    (tmp_path / "backups").write_text("in the way")

    async def play() -> str | None:
        await _at_first_version(db)
        with pytest.raises(Unavailable) as refused:
            await migrate(db)
        assert refused.value.key == "db.no_copy"
        version = await db.version()
        await db.close()
        return version

    assert asyncio.run(play()) == "0001"


async def _at_first_version(db: Database) -> None:
    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")

    async with db.engine.execution_options(madoguchi_writes=True).connect() as connection:
        await connection.run_sync(upgrade)
        await connection.commit()
