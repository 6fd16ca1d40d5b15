"""What must run in a process so that jobs are done there."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

from madoguchi.jobs.sweep import Sweeper
from madoguchi.jobs.worker import Worker


class Workshop:
    """The worker of a process, if it has one, and the sweeper that sees to everybody's jobs."""

    def __init__(self, worker: Worker | None, sweeper: Sweeper) -> None:
        self.worker = worker
        self._sweeper = sweeper
        self._tasks: list[asyncio.Task[Any]] = []
        self._ends: list[Callable[[], None]] = []

    def open(self, *also: Coroutine[Any, Any, None]) -> None:
        """Begin to work."""
        acts = [self._sweeper.run(), *also]
        if self.worker:
            acts.append(self.worker.run())
        self._tasks = [asyncio.create_task(act) for act in acts]

    async def close(self, grace_s: float) -> None:
        """Stop; what is not done in time goes back to its queue."""
        if self.worker:
            await self.worker.drain(grace_s)
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
