"""Many processes over one PostgreSQL and one Redis, as when an organisation has outgrown one."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import uvloop
import yaml

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Kind, Role
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.jobs.repository.jobs import JobRepository
from madoguchi.jobs.tables import JobRow
from madoguchi.kernel.jobs import NewJob
from tests.support.processes import PASSED_ON, until
from tests.support.tasks import ALL

T = TypeVar("T")


@dataclass
class Hand:
    """One process that works."""

    process: subprocess.Popen[str]
    output: Path

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """Ask it to end; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def said(self) -> str:
        """Return what it wrote."""
        return self.output.read_text("utf-8", "replace")


@dataclass
class Workforce:
    """Workers and clocks over the same settings."""

    folder: Path
    settings: dict[str, Any]
    around: dict[str, str] = field(default_factory=dict)
    hands: list[Hand] = field(default_factory=list)

    def hire(self, kind: str = "worker", queues: str = "") -> Hand:
        """Start a process and wait until it works."""
        hand = self.begin(kind, queues)
        until(lambda: "ready" in hand.said() or hand.process.poll() is not None, f"{kind} works")
        assert hand.process.poll() is None, hand.said()
        return hand

    def begin(self, kind: str = "worker", queues: str = "") -> Hand:
        """Start a process."""
        number = len(self.hands)
        home = self.folder / f"{kind}-{number}"
        home.mkdir(parents=True, exist_ok=True)
        (home / "madoguchi.yaml").write_text(yaml.safe_dump(self.settings))
        output = self.folder / f"{kind}-{number}.out"
        with output.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.labour", kind, queues],
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
                | {"MADOGUCHI_HOME": str(home), "LANG": "en_US.UTF-8"}
                | self.around,
                cwd=Path(__file__).parents[2],
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.hands.append(Hand(process, output))
        return self.hands[-1]

    def end(self) -> None:
        """Stop everybody."""
        for hand in self.hands:
            if hand.process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    hand.process.terminate()
                    hand.process.wait(15)
            if hand.process.poll() is None:
                hand.kill()


class Office:
    """Someone who asks for work and waits for it, with a loop in a thread of their own."""

    def __init__(self, folder: Path, settings: dict[str, Any], kind: Kind = "none") -> None:
        home = Home(folder)
        home.make()
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._alive = AsyncExitStack()
        self.wired = self.run(self._open(Settings.model_validate(settings), home, kind))
        self.jobs = self.wired.jobs.jobs

    def run(self, work: Coroutine[Any, Any, T], patience_s: float = 60) -> T:
        """Run something in that loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(patience_s)

    def ask(self, *new: NewJob) -> list[str]:
        """Record jobs; return their ids."""

        async def act() -> list[str]:
            async with self.wired.db.begin() as transaction:
                return await self.wired.jobs.enqueue(transaction, *new)

        return self.run(act())

    def look(self, job_id: str) -> JobRow:
        """Return a job as it stands."""

        async def act() -> JobRow:
            async with self.wired.db.read() as session:
                row = await JobRepository(session).one(job_id)
            assert row is not None
            return row

        return self.run(act())

    def until(self, job_id: str, *states: str) -> JobRow:
        """Return a job once it is in one of these states."""
        row: JobRow = until(
            lambda: row if (row := self.look(job_id)).state in states else None,
            f"it is {states}",
            40,
        )
        return row

    def ended(self, job_id: str) -> JobRow:
        """Return a job once it has ended."""
        return self.until(job_id, "done", "failed", "cancelled")

    def close(self) -> None:
        """Leave."""

        async def act() -> None:
            await self._alive.aclose()
            await self.wired.close()

        self.run(act())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _open(self, settings: Settings, home: Home, kind: Kind) -> Wired:
        wired = build(settings, home, tasks=ALL, role=Role(kind))
        await migrate(wired.db)
        if kind != "none":
            await self._alive.enter_async_context(wired.alive())
        return wired
