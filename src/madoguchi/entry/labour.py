"""Processes that serve nobody: workers that do jobs, and the clock."""

import asyncio
import signal
import threading
from collections.abc import Callable
from importlib import import_module

import uvloop

from madoguchi.entry.database import migrate
from madoguchi.entry.doors import SCHEDULES, TASKS
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.logs import write_logs_to
from madoguchi.entry.settings import Environment, Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.jobs import Tasks


class Labour:
    """The loop of such a process, in a thread of its own: Celery wants the main one."""

    def __init__(self, wired: Wired) -> None:
        self._wired = wired
        self._loop = uvloop.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._main, daemon=True)

    def start(self) -> None:
        """Begin; return when jobs can be done."""
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure

    def do(self, job_id: str) -> None:
        """Do one job; return when it has ended."""
        worker = self._wired.jobs.workshop.worker
        assert worker is not None
        asyncio.run_coroutine_threadsafe(worker.do(job_id), self._loop).result()

    def stop(self) -> None:
        """Begin to end."""
        self._loop.call_soon_threadsafe(self._stop.set)

    def wait(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _main(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        except BaseException as failure:
            self._failure = failure
            raise
        finally:
            self._ready.set()

    async def _live(self) -> None:
        await migrate(self._wired.db)
        await self._wired.jobs.schedules.bring(SCHEDULES)
        async with self._wired.alive():
            self._ready.set()
            await self._stop.wait()
        await self._wired.close()


def labour(
    settings: Settings,
    environment: Environment,
    role: Role,
    ready: Callable[[], None],
    tasks: Tasks = TASKS,
) -> None:
    """Work until told to stop."""
    home = Home(environment.home)
    home.make()
    write_logs_to(home.log_of(role.kind))
    wired = build(settings, home, owns_index=False, tasks=tasks, role=role)
    works = Labour(wired)
    works.start()
    ready()
    if wired.redis and role.works:
        celery = import_module("madoguchi.jobs.adapters.celery")
        celery.serve(wired.redis.url, role.queues, settings.jobs.at_once, works.do, works.stop)
        works.stop()
    else:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: works.stop())
    works.wait()
