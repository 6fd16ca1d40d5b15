"""Word that runs have changed, and whoever wants to hear it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from madoguchi.kernel.events import News, Topics

TOPIC = "learning"
EVERY_S = 0.5


class LearningNews:
    """Tells which run has changed, not more often than one can read it."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._told: dict[str, float] = {}

    def changed(self, run_id: str, *, now: bool = True) -> None:
        """A run is not as it was; when it is not urgent, once in a while is enough."""
        moment = time.monotonic()
        if not now and moment - self._told.get(run_id, 0.0) < EVERY_S:
            return
        self._told[run_id] = moment
        self._topics.tell(TOPIC, {"run": run_id})


class Followers:
    """Those who follow runs: each hears how a run is whenever it has changed."""

    def __init__(self, topics: Topics) -> None:
        self._tell: dict[int, Callable[[str], Awaitable[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        topics.hear(TOPIC, self._hear)

    def follow(self, tell: Callable[[str], Awaitable[None]]) -> Callable[[], None]:
        """Call ``tell`` with each run that changes; the answer ends that."""
        number = id(tell)
        self._tell[number] = tell

        def leave() -> None:
            self._tell.pop(number, None)

        return leave

    def _hear(self, news: News) -> None:
        for tell in tuple(self._tell.values()):
            task = asyncio.ensure_future(tell(news["run"]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
