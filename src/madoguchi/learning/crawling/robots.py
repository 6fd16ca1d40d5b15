"""What sites ask of crawlers in robots.txt."""

import asyncio
import time
from dataclasses import dataclass
from typing import Literal

from protego import Protego

from madoguchi import __version__
from madoguchi.learning.crawling.addresses import origin
from madoguchi.learning.crawling.fetching import Answer, Ask, Trouble
from madoguchi.learning.crawling.following import Visit, follow

NAME = "Madoguchi"
USER_AGENT = f"{NAME}/{__version__} (reads pages for a self-hosted help desk)"
MOST_BYTES = 500 * 1024
MOST_HOPS = 5
KEPT_S = 24 * 3600.0
AGAIN_S = 2.0
State = Literal["read", "absent", "away"]
NO_RULES = frozenset(
    (
        *("too_many_redirects", "redirect_loop", "bad_answer", "redirect_refused"),
        *("address_refused", "bad_address"),  # the address itself will be refused as well
    )
)


@dataclass(frozen=True)
class Rules:
    """What one site asks. While its robots.txt cannot be had, it allows nothing."""

    state: State
    sitemaps: tuple[str, ...] = ()
    gap_s: float = 0.0
    trouble: Trouble | None = None
    status: int = 0
    parsed: Protego | None = None

    def allow(self, address: str) -> bool:
        """Tell whether an address may be read."""
        if self.parsed is None:
            return self.state == "absent"
        return bool(self.parsed.can_fetch(address, NAME))


class Robots:
    """Remembers the rules of each site for a while; each robots.txt is asked for once."""

    def __init__(self, visit: Visit, *, kept_s: float = KEPT_S, again_s: float = AGAIN_S) -> None:
        self._visit = visit
        self._kept_s, self._again_s = kept_s, again_s
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, address: str, ask: Ask | None = None) -> Rules:
        """Return the rules for an address; ``ask`` carries what is sent to its source."""
        site = origin(address)
        if found := self._remembered(site):
            return found
        async with self._asking.setdefault(site, asyncio.Lock()):
            if found := self._remembered(site):
                return found
            rules = await self._read(site, ask or Ask(site))
            kept_s = self._again_s if rules.state == "away" else self._kept_s
            self._rules[site] = (time.monotonic() + kept_s, rules)
            return rules

    def _remembered(self, site: str) -> Rules | None:
        until, rules = self._rules.get(site, (0.0, None))
        return rules if time.monotonic() < until else None

    async def _read(self, site: str, ask: Ask) -> Rules:
        plain = Ask(
            site + "/robots.txt",
            headers=ask.headers,
            own=ask.own,
            max_bytes=MOST_BYTES,
            cut=True,
        )
        return rules_from(await follow(plain, self._visit, MOST_HOPS))


def rules_from(answer: Answer) -> Rules:
    """Return what an answer to the question for robots.txt means (RFC 9309)."""
    if answer.trouble in NO_RULES:
        return Rules("absent")
    if answer.trouble or answer.status >= 500 or answer.status == 429:
        return Rules("away", trouble=answer.trouble, status=answer.status)
    if not 200 <= answer.status < 300:
        return Rules("absent")
    parsed = Protego.parse(answer.body.decode("utf-8-sig", "replace").replace("\0", ""))
    return Rules("read", tuple(parsed.sitemaps), _gap_s(parsed), parsed=parsed)


def _gap_s(parsed: Protego) -> float:
    delay = parsed.crawl_delay(NAME) or 0.0
    rate = parsed.request_rate(NAME)
    return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)
