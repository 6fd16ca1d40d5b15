"""The whole product in this process: really wired, really served, on loopback, in a thread."""

import asyncio
import gc
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text
from starlette.types import ASGIApp

from madoguchi.entry.api import create_app
from madoguchi.entry.home import Home
from madoguchi.entry.listening import address_of, bind
from madoguchi.entry.serve import server_of
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.jobs.tables import JobRow
from madoguchi.kernel.jobs import NewJob
from madoguchi.learning.handbook import Handbook
from tests.support.processes import PASSWORD
from tests.support.tasks import ALL

HANDBOOK = Path(__file__).parent / "handbook"
FAST = {"connect_s": 1.0, "first_token_s": 1.0, "silence_s": 1.0}
PATIENCE_S = 30.0
T = TypeVar("T")


@dataclass
class House:
    """One running server."""

    address: str
    loop: asyncio.AbstractEventLoop
    wired: Wired
    app: Any
    made_up: str | None
    keys: dict[str, str] = field(default_factory=dict)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something where the server runs, and return what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE_S)

    def enqueue(self, *new: NewJob) -> list[str]:
        """Ask for work; return the ids of the jobs."""

        async def act() -> list[str]:
            async with self.wired.db.begin() as transaction:
                return await self.wired.jobs.enqueue(transaction, *new)

        return self.run(act())

    def ended(self, job_id: str) -> JobRow:
        """Return a job once it has ended."""
        return self.run(self.wired.jobs.jobs.wait(job_id, PATIENCE_S))

    def sql(self, statement: str, **values: object) -> list[Any]:
        """Look into the database, or damage it."""

        async def act() -> list[Any]:
            async with self.wired.db.engine.begin() as connection:
                result = await connection.execute(text(statement), values)
                return list(result.all()) if result.returns_rows else []

        return self.run(act())

    def add_person(self, name: str, role: str) -> str:
        """Add a person with the tests' password; return a key of theirs."""

        async def act() -> str:
            user_id = await self.wired.accounts.add(name, role, PASSWORD)
            return (await self.wired.accounts.make_key(user_id, "test")).key

        self.keys[name] = self.run(act())
        return self.keys[name]


def settings_with(models_url: str, scripts: tuple[str, ...] = (), **sections: Any) -> Settings:
    """Return settings with one model for each script, called by it; the built-in one answers."""
    models = [
        {
            "id": script,
            "provider": "openai",
            "base_url": models_url,
            "model": script,
            "api_key": "sk-secret",
            "retries": 0,
            "timeouts": FAST,
        }
        for script in scripts
    ]
    quick = {"server": {"drain_s": 0.1}}
    return Settings.model_validate(quick | {"models": models} | sections)


@contextmanager
def open_house(
    home: Path,
    settings: Settings,
    *,
    password: str | None = PASSWORD,
    handbook: Path = HANDBOOK,
) -> Iterator[House]:
    """Serve the product from ``home``; its first admin has the tests' password."""
    place = Home(home)
    place.make()
    wired = build(settings, place, tasks=ALL)
    wired = replace(wired, admin_password=password, handbook=Handbook(handbook, wired.knowledge))
    found: dict[str, Any] = {}

    def opened(made_up: str | None) -> None:
        found.update(made_up=made_up, loop=asyncio.get_running_loop())

    app = create_app(wired, opened)
    with serve(app) as address:
        yield House(address, found["loop"], wired, app, found["made_up"])


@contextmanager
def serve(app: ASGIApp) -> Iterator[str]:
    """Serve an application as the product serves itself; yield its address."""
    listener = bind("127.0.0.1", 0)
    server = server_of(app, drain_s=2)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    _wait(lambda: server.started or server.should_exit or not thread.is_alive())
    if not server.started:
        listener.close()
        raise AssertionError("the server did not start")
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listener.close()
        assert not thread.is_alive(), f"the server did not stop\n{_unfinished(thread)}"


def _unfinished(thread: threading.Thread) -> str:
    """Return where a thread stands, and every task in this process that has not ended."""
    said = StringIO()
    said.writelines(traceback.format_stack(sys._current_frames().get(thread.ident or 0)))
    for each in gc.get_objects():
        if isinstance(each, asyncio.Task) and not each.done():
            each.print_stack(file=said)
    return said.getvalue()


def _wait(true: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.01)):
        if true():
            return
        pause.wait(0.01)
