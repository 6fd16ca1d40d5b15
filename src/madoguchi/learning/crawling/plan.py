"""What a crawl is to do, how far it is, and what it came to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from madoguchi.learning.crawling.fetching import MIB
from madoguchi.learning.crawling.scope import Scope
from madoguchi.learning.crawling.traps import Bounds

Wish = Literal["go", "pause", "cancel"]
Ended = Literal["finished", "paused", "cancelled", "max_pages", "max_requests", "later"]
Steer = Callable[[], Wish]
FAILURES = (
    *("address_refused", "bad_address", "name_unknown", "unreachable", "tls", "timed_out"),
    *("broke_off", "bad_answer", "too_large", "too_many_redirects", "redirect_loop"),
    *("forbidden", "bad_status", "no_robots"),
)


@dataclass(frozen=True)
class CrawlPlan:
    """One run over one source. The same ``run_id`` again goes on where it stopped.

    ``headers`` (cookies among them) are sent to the origins of the start addresses only.
    """

    source_id: str
    run_id: str
    starts: tuple[str, ...]
    scope: Scope
    use_sitemaps: bool = True
    obey_robots: bool = True
    max_pages: int = 10_000
    max_requests: int = 0
    max_depth: int = 20
    headers: tuple[tuple[str, str], ...] = ()
    gap_s: float = 0.5
    at_once: int = 4
    max_bytes: int = 20 * MIB
    attempts: int = 3
    retry_s: float = 2.0
    patience_s: float = 120.0
    """How long to wait for a host that is left alone; beyond it, the run ends for now."""
    reread: bool = False
    """Whether to read also what has not changed: for a source whose settings have."""
    render: bool = False
    bounds: Bounds = Bounds()

    @property
    def most_requests(self) -> int:
        """How many requests are made at most; redirects and refusals are requests too."""
        return self.max_requests or 20 * self.max_pages + 100


@dataclass(frozen=True)
class Counts:
    """What a run has visited, by what became of it."""

    decisions: Counter[str]
    removed: int = 0

    @property
    def visited(self) -> int:
        """How many addresses are done with."""
        return self.decisions.total()

    @property
    def pages(self) -> int:
        """How many pages were read, or seen to be as before."""
        return sum(self.decisions[each] for each in ("new", "changed", "unchanged"))

    @property
    def failed(self) -> int:
        """How many addresses could not be read."""
        return sum(self.decisions[each] for each in FAILURES)


@dataclass(frozen=True)
class Progress:
    """How far a crawl is."""

    counts: Counts
    waiting: int
    requests: int
    pages_per_s: float
    current: str | None
    paused_hosts: dict[str, float] = field(default_factory=dict)
    """Hosts that are left alone, and for how many seconds more."""


@dataclass(frozen=True)
class CrawlSummary:
    """What a run came to. ``later`` means: go on with the same run at ``come_back_at``."""

    ended: Ended
    come_back_at: datetime | None
    counts: Counts
    waiting: int
    requests: int
    received_bytes: int
    seconds: float
