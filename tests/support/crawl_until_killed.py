"""A crawl in a process of its own: URL of the database, address, run, gap, folder for bodies.

Without a folder (``-``) bodies are dropped.
"""

import asyncio
import sys
import time
from pathlib import Path

from madoguchi.kernel.db import Database
from madoguchi.learning.adapters.aiohttp_fetcher import AiohttpFetcher
from madoguchi.learning.crawling.crawler import Crawler
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.ledger import Ledger
from madoguchi.learning.crawling.plan import CrawlPlan
from madoguchi.learning.crawling.scope import scope_of


class Folder:
    """Keeps bodies in a folder, by their sum."""

    def __init__(self, path: str) -> None:
        self._path = None if path == "-" else Path(path)

    async def keep(self, digest: str, body: bytes, content_type: str) -> None:
        """Store a body."""
        if self._path is not None:
            (self._path / digest).write_bytes(body)


async def main(url: str, start: str, run: str, gap_s: float, folder: str) -> None:
    """Crawl; say how it ended, how many pages it read, and what CPU seconds that took."""
    db = Database(url)
    fetcher = AiohttpFetcher(Guard(allow_private=True))
    plan = CrawlPlan("source", run, (start,), scope_of([start]), gap_s=gap_s, at_once=8)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    before = time.process_time()
    summary = await Crawler(Ledger(db), fetcher, Folder(folder)).crawl(plan)
    spent_s = time.process_time() - before
    sys.stdout.write(f"{summary.ended} {summary.counts.pages} {spent_s:.3f}\n")
    sys.stdout.flush()
    await fetcher.close()
    await db.close()


if __name__ == "__main__":
    database, address, run_id, gap, bodies = sys.argv[1:]
    asyncio.run(main(database, address, run_id, float(gap), bodies))
