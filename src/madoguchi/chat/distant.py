"""Answers that another process writes: read from the database as they grow."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from weakref import WeakValueDictionary

from madoguchi.chat.repository.streams import StreamRepository
from madoguchi.chat.revealing import OwnLog
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.events import News, Topics
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.talk import Talk

GROWN, STOP = "streams.grown", "streams.stop"
LOOK_EVERY_S = 0.5
"""Without word from the writer, the database is asked so often."""
logger = logging.getLogger(__name__)


class Distant:
    """Keeps a copy of each answer that someone here follows, for as long as someone does."""

    def __init__(self, db: Database, topics: Topics, guard: Guard) -> None:
        self._db = db
        self._guard = guard
        self._topics = topics
        self._logs: WeakValueDictionary[str, OwnLog] = WeakValueDictionary()
        self._wakes: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        topics.hear(GROWN, self._hear)

    async def log(self, stream_id: str, owner_id: str, session_id: str) -> OwnLog:
        """Return the numbered events of an answer: whole when it has ended, growing otherwise."""
        if log := self._logs.get(stream_id):
            return log
        log = self._logs[stream_id] = OwnLog(stream_id, owner_id)
        talk = Talk(session_id, owner_id)
        if not await self._read_on(log, talk):
            task = asyncio.create_task(self._follow(log, talk))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return log

    def tell_grown(self, stream_ids: list[str]) -> None:
        """Say that answers written here have grown; costs nothing where nobody else could hear."""
        if self._topics.reach_out:
            self._topics.tell(GROWN, {"streams": stream_ids})

    def hear_stops(self, stop: Callable[[list[str]], None]) -> None:
        """Call ``stop`` with answers that someone elsewhere wants stopped."""
        self._topics.hear(STOP, lambda news: stop(news["streams"]))

    def tell_stop(self, stream_id: str) -> None:
        """Ask whoever writes an answer to stop."""
        self._topics.tell(STOP, {"streams": [stream_id]})

    async def close(self) -> None:
        """Follow nothing any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _hear(self, news: News) -> None:
        for stream_id in news["streams"]:
            if wake := self._wakes.get(stream_id):
                wake.set()

    async def _follow(self, log: OwnLog, talk: Talk) -> None:
        stream_id = log.stream_id
        wake = self._wakes[stream_id] = asyncio.Event()
        try:
            followed = True
            while followed:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await wake.wait()
                wake.clear()
                followed = log.is_followed
                if await self._read_on(log, talk):
                    return
        finally:
            self._wakes.pop(stream_id, None)
            if not log.closed:
                self._logs.pop(stream_id, None)  # whoever comes next starts anew

    async def _read_on(self, log: OwnLog, talk: Talk) -> bool:
        """Take over what is new; tell whether that was the end."""
        try:
            async with self._db.read() as session:
                streams = StreamRepository(session)
                ended = not await streams.is_running(log.stream_id)
                events = await streams.events(log.stream_id, log.last_seq)
            if events:
                log.values = await self._guard.values(talk)
        except AppError:
            if not log.last_seq:
                raise
            return False  # the next look may go better
        log.show([(channel, payload.encode()) for channel, payload in events])
        if ended:
            log.close()
        return ended
