"""The crawl of one source, through the ledger until nothing is left."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Invalid
from madoguchi.learning.crawling.addresses import host_of, normal, origin
from madoguchi.learning.crawling.deciding import opened_host
from madoguchi.learning.crawling.entries import Entry, Found, Outcome, postponed
from madoguchi.learning.crawling.fetching import Bodies, Fetcher, Renderer
from madoguchi.learning.crawling.frontier import Frontier
from madoguchi.learning.crawling.ledger import Book, Ledger
from madoguchi.learning.crawling.plan import (
    Counts,
    CrawlPlan,
    CrawlSummary,
    Ended,
    Progress,
    Steer,
    Wish,
)
from madoguchi.learning.crawling.politeness import Manners, Politeness
from madoguchi.learning.crawling.sitemaps import MOST_FILES
from madoguchi.learning.crawling.visiting import Visitor

PROGRESS_EVERY_S = 0.5
SPEED_OVER = 10
USUAL = Manners()
REDIRECTED = ("redirect", 0)
STOPPED: dict[Wish, Ended] = {"pause": "paused", "cancel": "cancelled"}


def go_on() -> Wish:
    """Let a crawl run to its end."""
    return "go"


def in_silence(progress: Progress) -> None:
    """Tell nobody how far a crawl is."""


class Crawler:
    """Reads sources. It may read several at once: a host still has one slot."""

    def __init__(
        self,
        ledger: Ledger,
        fetcher: Fetcher,
        bodies: Bodies,
        *,
        renderer: Renderer | None = None,
        manners: Manners = USUAL,
    ) -> None:
        self._ledger, self._fetcher, self._bodies = ledger, fetcher, bodies
        self._renderer = renderer
        self._politeness = Politeness(manners)

    async def crawl(
        self,
        plan: CrawlPlan,
        steer: Steer = go_on,
        on_progress: Callable[[Progress], None] = in_silence,
    ) -> CrawlSummary:
        """Read a source, or go on with a run that was stopped or killed.

        ``steer`` is asked before each visit; ``pause`` and ``cancel`` end the crawl in good order,
        and the same plan again goes on. Raises AppError only for what our own parts do.
        """
        visitor = Visitor(plan, self._fetcher, self._bodies, self._politeness, self._renderer)
        starts = [Found(each, "start", 0) for each in map(normal, plan.starts) if each]
        if not starts:
            raise Invalid("crawl.no_start")
        book = await self._ledger.open(plan.source_id, plan.run_id, starts)
        return await _Crawl(plan, visitor, book, steer, on_progress).run(starts)


class _Crawl:
    """One crawl that is under way."""

    def __init__(
        self,
        plan: CrawlPlan,
        visitor: Visitor,
        book: Book,
        steer: Steer,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._plan, self._visitor, self._book = plan, visitor, book
        self._steer, self._on_progress = steer, on_progress
        self._frontier = Frontier(book, plan.patience_s, self._accepts)
        self._counts = Counts(Counter())
        self._busy = 0
        self._freed = asyncio.Event()
        self._lists = 0
        self._requests = self._received_bytes = 0
        self._current: str | None = None
        self._ended: Ended = "finished"

    async def run(self, starts: Iterable[Found]) -> CrawlSummary:
        """Work until nothing is left to do."""
        begun = time.monotonic()
        await self._remember()
        lists = [each for found in starts for each in await self._lists_of(found.address)]
        await self._book.turn([], lists, 0)
        await self._work()
        await self._frontier.finish()
        self._counts = await self._counted()
        waiting, _ = await self._book.soon()
        later_s = self._frontier.come_back_in_s if self._ended == "finished" else None
        return CrawlSummary(
            ended="later" if later_s else self._ended,
            come_back_at=now() + timedelta(seconds=later_s) if later_s else None,
            counts=self._counts,
            waiting=waiting,
            requests=self._requests,
            received_bytes=self._received_bytes,
            seconds=time.monotonic() - begun,
        )

    async def _remember(self) -> None:
        """Take up what this run knows already, when it was stopped or killed before."""
        known = await self._book.known()
        opened = {host_of(row.address) for row in known if (row.found_by, row.depth) == REDIRECTED}
        self._visitor.open_hosts(opened)
        self._visitor.traps.count(row.address for row in known if row.state == "visited")
        self._lists = sum(row.found_by == "listing" for row in known)
        self._counts = await self._counted()

    async def _counted(self) -> Counts:
        decisions: Counter[str] = Counter()
        removed = 0
        for decision, change, count in await self._book.figures():
            decisions[decision or ""] += count
            removed += count if change == "removed" else 0
        return Counts(decisions, removed)

    async def _lists_of(self, address: str) -> list[Found]:
        """Return where a site keeps its lists of addresses: as robots.txt says, else as usual."""
        if not self._plan.use_sitemaps:
            return []
        rules = await self._visitor.site_rules(address)
        if rules.state == "away":
            return []
        named = [each for each in map(normal, rules.sitemaps) if each]
        usual = [origin(address) + "/sitemap.xml"]
        return [Found(each, "listing", 0) for each in (named or usual)[:MOST_FILES]]

    async def _work(self) -> None:
        clerk = asyncio.create_task(self._frontier.run(self._plan.at_once))
        visitors = [asyncio.create_task(self._visit_all()) for _ in range(self._plan.at_once)]
        reporter = asyncio.create_task(self._report())
        work = [clerk, *visitors]
        try:
            await asyncio.gather(*work)
        finally:
            for task in (*work, reporter):
                task.cancel()
            await asyncio.gather(*work, reporter, return_exceptions=True)

    async def _visit_all(self) -> None:
        while (entry := await self._frontier.take()) is not None:
            if not await self._may_visit():
                self._frontier.give(postponed(entry, 0))
                self._frontier.close()
                continue
            self._busy += 1
            try:
                outcome = await self._visit(entry)
            finally:
                self._busy -= 1
                self._freed.set()
            self._count(outcome)
            self._frontier.give(outcome)

    async def _may_visit(self) -> bool:
        """Tell whether to go on; near the end of what is allowed, wait for those under way."""
        wish = self._steer()
        if wish != "go":
            self._ended = STOPPED[wish]
            return False
        if self._requests >= self._plan.most_requests:
            self._ended = "max_requests"
            return False
        while self._counts.pages + self._busy >= self._plan.max_pages:
            if self._counts.pages >= self._plan.max_pages:
                self._ended = "max_pages"
                return False
            self._freed.clear()
            await self._freed.wait()
        return True

    async def _visit(self, entry: Entry) -> Outcome:
        self._current = entry.address
        outcome = await self._visitor.visit(entry)
        for each in [each for each in outcome.found if opened_host(each)]:
            outcome.found += await self._lists_of(each.address)
        return outcome

    def _count(self, outcome: Outcome) -> None:
        self._requests += outcome.requests
        self._received_bytes += outcome.received_bytes
        if outcome.state == "visited":
            self._counts.decisions[outcome.decision or ""] += 1
            if outcome.change == "removed":
                self._counts = replace(self._counts, removed=self._counts.removed + 1)

    def _accepts(self, found: Found) -> bool:
        if found.found_by != "listing":
            return self._visitor.scope.is_worth_noting(found.address)
        self._lists += 1
        return self._lists <= MOST_FILES

    async def _report(self) -> None:
        seen: deque[tuple[float, int]] = deque(maxlen=SPEED_OVER)
        while True:
            await asyncio.sleep(PROGRESS_EVERY_S)
            seen.append((time.monotonic(), self._counts.pages))
            (first_at, first), (last_at, last) = seen[0], seen[-1]
            waiting, _ = await self._book.soon()
            self._on_progress(
                Progress(
                    counts=replace(self._counts, decisions=self._counts.decisions.copy()),
                    waiting=waiting,
                    requests=self._requests,
                    pages_per_s=(last - first) / (last_at - first_at) if last_at > first_at else 0,
                    current=self._current,
                    paused_hosts=self._visitor.politeness.paused(),
                )
            )
