"""Word that something has changed, not more often than one can read it, and who hears it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from madoguchi.kernel.events import News, Topics

EVERY_S = 0.5
CHANGED = "run"


class Word:
    """Tells which run of a topic has changed."""

    def __init__(self, topics: Topics, topic: str) -> None:
        self._topics = topics
        self._topic = topic
        self._told: dict[str, float] = {}

    def changed(self, run_id: str, *, now: bool = True) -> None:
        """A run is not as it was; when it is not urgent, once in a while is enough."""
        moment = time.monotonic()
        if not now and moment - self._told.get(run_id, 0.0) < EVERY_S:
            return
        self._told[run_id] = moment
        self._topics.tell(self._topic, {CHANGED: run_id})


class Following:
    """Those who follow a topic: each hears of a run whenever it has changed."""

    def __init__(self, topics: Topics, topic: str) -> None:
        self._tell: dict[int, Callable[[str], Awaitable[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        topics.hear(topic, self._hear)

    def follow(self, tell: Callable[[str], Awaitable[None]]) -> Callable[[], None]:
        """Call ``tell`` with each run that changes; the answer ends that."""
        number = id(tell)
        self._tell[number] = tell

        def leave() -> None:
            self._tell.pop(number, None)

        return leave

    def _hear(self, news: News) -> None:
        for tell in tuple(self._tell.values()):
            task = asyncio.ensure_future(tell(news[CHANGED]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
