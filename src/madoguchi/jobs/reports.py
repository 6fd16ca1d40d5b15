"""What running jobs say of themselves, written now and then: progress and log lines."""

import asyncio
import logging
from typing import Any

from madoguchi.jobs.news import JobNews
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.jobs.run import Running
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError

EVERY_S = 0.25
logger = logging.getLogger(__name__)


class Reports:
    """Gathers what was said; a job may say as much as it likes."""

    def __init__(self, db: Database, news: JobNews) -> None:
        self._db = db
        self._news = news
        self._said: dict[str, Running] = {}
        self._wake = asyncio.Event()

    def add(self, running: Running) -> None:
        """Say that a job has something to report."""
        self._said[running.job_id] = running
        self._wake.set()

    async def run(self) -> None:
        """Write for as long as the process lives."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self.flush()
            except AppError:
                logger.warning("the progress of jobs could not be written", exc_info=True)
            await asyncio.sleep(EVERY_S)

    async def flush(self) -> None:
        """Write what waits; lines that could not be written are kept."""
        said, self._said = self._said, {}
        rows = [_progress(running) for running in said.values()]
        lines = [line for running in said.values() for line in running.lines]
        for running in said.values():
            running.lines = []
        if not rows:
            return
        try:
            async with self._db.plain() as connection:
                await TurnRepository(connection).progress(rows)
                if lines:
                    await TurnRepository(connection).log(lines)
        except BaseException:
            for line in reversed(lines):
                said[line["job_id"]].lines.insert(0, line)
            self._said = said | self._said
            self._wake.set()
            raise
        self._news.changed(said)


def _progress(running: Running) -> dict[str, Any]:
    return {
        "job_id": running.job_id,
        "held": running.epoch,
        "new_done": running.done,
        "new_total": running.total,
        "new_note": running.note,
    }
