"""Crawls for tests: a real ledger, real sockets, bodies in memory."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from madoguchi.entry.database import migrate
from madoguchi.kernel.db import Database
from madoguchi.learning.adapters.aiohttp_fetcher import AiohttpFetcher, Waits
from madoguchi.learning.adapters.chromium_renderer import ChromiumRenderer
from madoguchi.learning.crawling.crawler import Crawler, go_on, in_silence
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.ledger import Ledger, Page
from madoguchi.learning.crawling.plan import CrawlPlan, CrawlSummary, Progress, Steer
from madoguchi.learning.crawling.politeness import Manners
from madoguchi.learning.crawling.scope import scope_of
from madoguchi.learning.crawling.why import Why, explain

SOURCE = "source"
QUICK = Waits(connect_s=2, silence_s=1, whole_s=2)
MANNERS = Manners(first_pause_s=0.3)


class Shelf:
    """Keeps bodies in memory."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.times = 0

    async def keep(self, digest: str, body: bytes, content_type: str) -> None:
        """Store a body."""
        self.bodies[digest] = body
        self.times += 1


class Reader:
    """Crawls one source again and again, over one ledger."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.shelf = Shelf()
        self.runs = 0
        self.guard = Guard(allow_private=True)
        self.render_with: str | None = None

    def crawl(
        self,
        start: str,
        *,
        again: bool = False,
        steer: Steer = go_on,
        on_progress: Callable[[Progress], None] = in_silence,
        scope: dict[str, Any] | None = None,
        **given: Any,
    ) -> CrawlSummary:
        """Run a crawl; ``again`` goes on with the run before."""
        self.runs += not again
        usual = CrawlPlan(
            source_id=SOURCE,
            run_id=f"run-{self.runs}",
            starts=(start,),
            scope=replace(scope_of([start]), **scope or {}),
            gap_s=0.0,
            retry_s=0.02,
            patience_s=5.0,
        )

        async def act(ledger: Ledger) -> CrawlSummary:
            fetcher = AiohttpFetcher(self.guard, QUICK)
            browser = ChromiumRenderer(fetcher, self.render_with) if self.render_with else None
            crawler = Crawler(ledger, fetcher, self.shelf, renderer=browser, manners=MANNERS)
            try:
                plan = replace(usual, **given)
                return await crawler.crawl(plan, steer=steer, on_progress=on_progress)
            finally:
                if browser:
                    await browser.close()
                await fetcher.close()

        found: CrawlSummary = self.with_ledger(act)
        return found

    def with_ledger(self, act: Callable[[Ledger], Any]) -> Any:
        """Do something with the ledger, in a loop of its own."""

        async def work() -> Any:
            db = Database(self.url)
            try:
                return await act(Ledger(db))
            finally:
                await db.close()

        return asyncio.run(work())

    def look(self, address: str) -> Page:
        """Return what the ledger says of an address."""
        found: Page | None = self.with_ledger(lambda ledger: ledger.one(SOURCE, address))
        assert found is not None, address
        return found

    def decisions(self) -> dict[str, str | None]:
        """Return what was decided of every path."""
        pages: list[Page] = self.with_ledger(lambda ledger: ledger.pages(SOURCE, limit=5000))
        return {"/" + each.address.split("/", 3)[3]: each.decision for each in pages}

    def changed(self) -> dict[str, str | None]:
        """Return what the last run did to every path whose contents it changed."""
        run = f"run-{self.runs}"
        pages: list[Page] = self.with_ledger(lambda ledger: ledger.changed(SOURCE, run))
        return {"/" + each.address.split("/", 3)[3]: each.change for each in pages}

    def why(self, address: str, scope: Any, language: str = "en") -> Why:
        """Ask why an address was read, or was not."""
        found: Why = self.with_ledger(
            lambda ledger: explain(ledger, SOURCE, address, scope, language)
        )
        return found


def prepare(url: str) -> None:
    """Make the tables."""

    async def act() -> None:
        db = Database(url)
        await migrate(db)
        await db.close()

    asyncio.run(act())


def sqlite_url(file: Path) -> str:
    """Return the address of a database in a file."""
    return f"sqlite+aiosqlite:///{file}"
