"""What must run in a process so that jobs are done."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from madoguchi.jobs.worker import Worker

Act = Callable[[], Coroutine[Any, Any, None]]


class Workshop:
    """The worker of a process, if it has one, and whatever else sees to jobs there."""

    def __init__(self, worker: Worker | None, acts: Sequence[Act]) -> None:
        self.worker = worker
        self._acts = [*acts, worker.run] if worker else list(acts)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin to work."""
        self._tasks = [asyncio.create_task(act()) for act in self._acts]

    async def close(self, grace_s: float) -> None:
        """Stop; what is not done in time goes back to its queue."""
        if self.worker:
            await self.worker.drain(grace_s)
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
