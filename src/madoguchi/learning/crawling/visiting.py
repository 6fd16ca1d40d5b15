"""One visit: may we, is it our turn, what comes back, what does it mean."""

import asyncio
from dataclasses import replace

from madoguchi.learning.crawling.addresses import host_of, normal, origin
from madoguchi.learning.crawling.deciding import BUSY, PASSING, Decider, opened_host
from madoguchi.learning.crawling.entries import Entry, Outcome, postponed, refused
from madoguchi.learning.crawling.fetching import Answer, Ask, Bodies, Fetcher, Renderer
from madoguchi.learning.crawling.plan import CrawlPlan
from madoguchi.learning.crawling.politeness import Host, Politeness
from madoguchi.learning.crawling.robots import Robots, Rules
from madoguchi.learning.crawling.scope import ENDINGS, LISTS, Scope
from madoguchi.learning.crawling.sitemaps import MOST_BYTES
from madoguchi.learning.crawling.traps import Traps

HEAVY_BYTES = 256 * 1024
UNKNOWN_TYPE = frozenset(("application/octet-stream",))


class Visitor:
    """Visits addresses for one crawl."""

    def __init__(
        self,
        plan: CrawlPlan,
        fetcher: Fetcher,
        bodies: Bodies,
        politeness: Politeness,
        renderer: Renderer | None = None,
    ) -> None:
        self._plan, self._fetcher, self._bodies, self._renderer = plan, fetcher, bodies, renderer
        self.politeness = politeness
        self.robots = Robots(self._take_turn, again_s=plan.retry_s)
        self.traps = Traps(plan.bounds)
        self._own = frozenset(origin(each) for each in map(normal, plan.starts) if each)
        self.decider = Decider(plan, plan.scope)
        self._wanted = plan.scope.media_types()

    @property
    def scope(self) -> Scope:
        """What belongs to the crawl, as far as is known by now."""
        return self.decider.scope

    def open_hosts(self, hosts: set[str]) -> None:
        """Take in hosts that the start addresses led to."""
        if hosts - self.scope.hosts:
            self.decider = Decider(self._plan, self.scope.with_hosts(hosts))

    async def visit(self, entry: Entry) -> Outcome:
        """Visit an address, unless something speaks against it; never raises for the network."""
        if refusal := self._refusal(entry):
            return refused(entry, refusal)
        host = self._host(entry.address)
        if host.pause_s > 0:
            return postponed(entry, host.pause_s)
        if against := await self._robots_object(entry, host):
            return against
        if not entry.kept and (trap := self.traps.refuses(entry.address)):
            return refused(entry, trap)
        async with host.turn() as turn:
            if host.pause_s > 0:
                return postponed(entry, host.pause_s)
            answer = await self._ask(
                replace(self._question(entry), sent=turn.sent, heard=turn.heard)
            )
        _note_health(host, answer)
        outcome = await self._decide(entry, answer)
        outcome.requests += 1
        outcome.received_bytes += len(answer.body)
        return outcome

    def _refusal(self, entry: Entry) -> str | None:
        if entry.found_by == "nofollow":
            return "nofollow"
        if entry.depth > self._plan.max_depth:
            return "too_deep"
        return None if entry.found_by == "listing" else self.scope.refuses(entry.address)

    async def _robots_object(self, entry: Entry, host: Host) -> Outcome | None:
        if not self._plan.obey_robots:
            return None
        rules = await self.site_rules(entry.address)
        if rules.state == "away":
            return self.decider.without_rules(entry, rules)
        if rules.gap_s:
            host.heed_delay(rules.gap_s)
        return None if rules.allow(entry.address) else refused(entry, "disallowed")

    async def site_rules(self, address: str) -> Rules:
        """Return what the site of an address asks of crawlers."""
        return await self.robots.rules(address, self._plain_question(address))

    def _host(self, address: str) -> Host:
        host = self.politeness.host(host_of(address))
        host.keep_gap(self._plan.gap_s)
        return host

    async def _allows(self, address: str) -> bool:
        """Tell whether a part of a page may be read."""
        return not self._plan.obey_robots or (await self.site_rules(address)).allow(address)

    async def _take_turn(self, ask: Ask) -> Answer:
        async with self._host(ask.address).turn() as turn:
            return await self._fetcher.fetch(replace(ask, sent=turn.sent, heard=turn.heard))

    async def _ask(self, ask: Ask) -> Answer:
        if self._renderer is None or not self._plan.render or _ending(ask.address) in ENDINGS:
            return await self._fetcher.fetch(ask)
        plain = replace(ask, etag=None, last_modified=None)
        answer = await self._renderer.render(plain, self._allows)
        return answer if answer.trouble != "unwanted_type" else await self._fetcher.fetch(ask)

    def _plain_question(self, address: str) -> Ask:
        return Ask(address, headers=self._plan.headers, own=self._own)

    def _question(self, entry: Entry) -> Ask:
        is_list = entry.found_by == "listing"
        wanted = LISTS if is_list else self._wanted
        if entry.found_by in ("start", "redirect") and entry.depth == 0:
            wanted |= LISTS
        if _ending(entry.address) in ENDINGS:
            wanted |= UNKNOWN_TYPE
        known = entry if not self._plan.reread else None
        return Ask(
            entry.address,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
            headers=self._plan.headers,
            own=self._own,
            wanted=None if is_list else wanted,
            max_bytes=MOST_BYTES if is_list else self._plan.max_bytes,
            cut=is_list,
        )

    async def _decide(self, entry: Entry, answer: Answer) -> Outcome:
        if len(answer.body) > HEAVY_BYTES:
            outcome = await asyncio.to_thread(self.decider.decide, entry, answer)
        else:
            outcome = self.decider.decide(entry, answer)
        wanted = ("new", "changed", "unchanged") if self._plan.reread else ("new", "changed")
        if outcome.change in wanted and outcome.body_hash and answer.body:
            await self._bodies.keep(outcome.body_hash, answer.body, answer.content_type)
        self.open_hosts({host for each in outcome.found if (host := opened_host(each))})
        return outcome


def _note_health(host: Host, answer: Answer) -> None:
    if answer.status in BUSY:
        host.was_busy(answer.retry_after_s)
    elif answer.status >= 500 or answer.trouble in PASSING:
        host.failed()
    else:
        host.did_well()


def _ending(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2].rpartition(".")[2].lower()
