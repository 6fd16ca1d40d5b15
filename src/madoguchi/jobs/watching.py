"""Tells whoever watches how jobs are, each time they change."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from madoguchi.jobs import shown
from madoguchi.jobs.news import TOPIC
from madoguchi.jobs.repository.jobs import JobRepository
from madoguchi.jobs.schemas import Job, JobsProgressEvent
from madoguchi.jobs.service import EVERYONES
from madoguchi.jobs.tables import JobRow
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.events import Topics, frame_of
from madoguchi.kernel.http import Caller

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Watcher:
    """One who watches: everything they may see, or one job and its direct steps."""

    caller: Caller
    language: str
    tell: Callable[[bytes], None]
    job_id: str | None

    def sees(self, row: JobRow) -> bool:
        """Tell whether a job is theirs to hear of."""
        if self.job_id is not None and self.job_id not in (row.id, row.parent_id):
            return False
        return self.caller.may(EVERYONES) or row.owner_id == self.caller.id


class Watching:
    """Reads changed jobs once, for everybody who watches."""

    def __init__(self, db: Database, topics: Topics) -> None:
        self._db = db
        self._watchers: dict[int, Watcher] = {}
        self._changed: dict[str, None] = {}
        self._reading: asyncio.Task[None] | None = None
        topics.hear(TOPIC, self._hear)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell ``watcher`` of changes; the answer ends that."""
        number = id(watcher)
        self._watchers[number] = watcher

        def leave() -> None:
            self._watchers.pop(number, None)

        return leave

    def _hear(self, news: dict[str, list[str]]) -> None:
        if not self._watchers:
            return
        self._changed |= dict.fromkeys(news["changed"])
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while self._changed:
            ids, self._changed = list(self._changed), {}
            try:
                async with self._db.read() as session:
                    rows = await JobRepository(session).these(ids)
            except AppError:
                logger.warning("watched jobs could not be read", exc_info=True)
                return
            for watcher in tuple(self._watchers.values()):
                for row in filter(watcher.sees, rows):
                    watcher.tell(_frame(shown.job(row, watcher.language)))


def _frame(job: Job) -> bytes:
    return frame_of("jobs.progress", JobsProgressEvent(job=job).model_dump_json().encode())
