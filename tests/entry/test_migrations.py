"""The migrations build what the code declares, and run as often as one likes."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.migrating import upgrade
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.db import Database, Table
from tests.conftest import Builder, Guests
from tests.support.cli import Cli
from tests.support.house import settings_with

TABLES = {
    "api_keys",
    "file_keys",
    "crawl_pages",
    "files",
    "forgotten_documents",
    "index_owner",
    "job_log",
    "job_queues",
    "job_schedules",
    "job_steps",
    "jobs",
    "messages",
    "passage_vectors",
    "sessions",
    "sign_ins",
    "stream_events",
    "streams",
    "users",
}
TABLES |= {
    "guard_strictness",
    "guard_version",
    "hidden_counts",
    "own_rules",
    "site_contacts",
    "vault_choices",
    "vault_erasures",
    "vault_keys",
    "vault_looks",
    "vault_masters",
    "vault_values",
    "sources",
    "source_texts",
    "source_modules",
    "module_notes",
    "pairs",
    "switched_off",
    "terms",
    "learning_runs",
    "source_items",
    "session_logs",
    "documents",
    "question_sets",
    "evaluation_runs",
    "evaluation_answers",
    "passages",
    "index_tasks",
    "alembic_version",
}


@pytest.fixture
def wired(tmp_path: Path, database: Callable[[], dict[str, Any]]) -> Wired:
    home = Home(tmp_path / "home")
    home.make()
    return build(settings_with("http://127.0.0.1:9/v1", **database()), home)


def look(db: Database, glance: Callable[[Connection], Any]) -> Any:
    async def act() -> Any:
        async with db.engine.connect() as connection:
            return await connection.run_sync(glance)

    return act()


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Table.metadata))


def test_from_nothing_the_migrations_build_exactly_what_is_declared(wired: Wired) -> None:
    async def act() -> tuple[set[str], list[Any]]:
        await migrate(wired.db)
        names = await look(wired.db, lambda c: set(inspect(c).get_table_names()))
        found = await look(wired.db, differences)
        await wired.close()
        return names, found

    names, found = asyncio.run(act())
    assert names == TABLES
    assert found == []


@pytest.mark.parametrize("again", [migrate, upgrade], ids=["migrate", "upgrade"])
def test_running_them_again_changes_nothing(wired: Wired, again: Any) -> None:
    def state(connection: Connection) -> Any:
        version = connection.execute(text("select version_num from alembic_version")).all()
        columns = {t: inspect(connection).get_columns(t) for t in sorted(TABLES)}
        return version, str(columns)

    async def act() -> tuple[Any, Any]:
        await migrate(wired.db)
        before = await look(wired.db, state)
        await again(wired.db)
        after = await look(wired.db, state)
        await wired.close()
        return before, after

    before, after = asyncio.run(act())
    assert after == before


def test_several_processes_may_try_at_once(
    tmp_path: Path, database: Callable[[], dict[str, Any]]
) -> None:
    url = database().get("database", {}).get("url")
    cli = Cli(tmp_path / "home", **({"MADOGUCHI__DATABASE__URL": url} if url else {}))
    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(lambda _: cli.run("components", "--json"), range(4)))
    assert [each.err for each in ran] == [""] * 4
    for each in ran:
        states = {part["id"]: part["state"] for part in each.document}
        assert states["database"] == "running"


def test_what_was_said_is_there_after_a_restart(
    build_house: Builder, guests: Guests, tmp_path: Path, database: Callable[[], dict[str, Any]]
) -> None:
    same = database()
    person = guests(build_house(home=tmp_path / "home", **same))
    turn = person.ask("図書館は何時に開きますか")
    before = person.session(turn["session_id"])
    later = guests(build_house(home=tmp_path / "home", **same))
    later.http.cookies = person.http.cookies
    assert json.dumps(later.session(turn["session_id"])) == json.dumps(before)
