"""What goes in and out of the ledger."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from madoguchi.kernel.clock import now

FoundBy = Literal[
    "start", "listing", "link", "nofollow", "sitemap", "feed", "redirect", "canonical"
]
Change = Literal["new", "changed", "unchanged", "removed"]
State = Literal["waiting", "visited"]


@dataclass(frozen=True, slots=True)
class Found:
    """An address that something led to."""

    address: str
    found_by: FoundBy
    depth: int
    found_on: str | None = None
    hops: int = 0
    site_changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a crawler's hands, with what was known of it."""

    address: str
    found_on: str | None
    found_by: FoundBy
    depth: int
    hops: int
    kept: bool
    decision: str | None
    facts: dict[str, Any] | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    content_type: str | None
    body_size: int | None
    target: str | None
    failures: int
    status: int | None
    visited_at: datetime | None


@dataclass(slots=True)
class Outcome:
    """What became of an address. ``decision`` is a code; ``facts`` fill the gaps of its words."""

    entry: Entry
    decision: str | None
    facts: dict[str, Any] | None = None
    state: State = "visited"
    kept: bool = False
    change: Change | None = None
    status: int | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    body_size: int | None = None
    target: str | None = None
    hops: int = 0
    failures: int = 0
    visited_at: datetime | None = None
    next_at: datetime | None = None
    found: list[Found] = field(default_factory=list)
    requests: int = 0
    received_bytes: int = 0

    @property
    def is_page(self) -> bool:
        """Whether this run read the address, or saw that nothing has changed, and it is kept."""
        return self.change in ("new", "changed", "unchanged")


def as_it_was(entry: Entry) -> Outcome:
    """Return an outcome that changes nothing."""
    return Outcome(
        entry,
        entry.decision,
        entry.facts,
        kept=entry.kept,
        status=entry.status,
        content_type=entry.content_type,
        etag=entry.etag,
        last_modified=entry.last_modified,
        body_hash=entry.body_hash,
        body_size=entry.body_size,
        target=entry.target,
        hops=entry.hops,
        failures=entry.failures,
        visited_at=entry.visited_at,
    )


def postponed(entry: Entry, seconds: float) -> Outcome:
    """Return an outcome that only says: later."""
    outcome = as_it_was(entry)
    outcome.state = "waiting"
    outcome.next_at = now() + timedelta(seconds=seconds)
    return outcome


def refused(entry: Entry, decision: str, **facts: Any) -> Outcome:
    """Return the outcome for what does not belong, or no longer does."""
    return Outcome(
        entry,
        decision,
        facts or None,
        change="removed" if entry.kept else None,
        target=facts.get("target"),
        hops=entry.hops,
        visited_at=now(),
    )


def failed(entry: Entry, decision: str, **facts: Any) -> Outcome:
    """Return the outcome for what could not be read: what was learned from it before stays."""
    outcome = as_it_was(entry)
    outcome.decision, outcome.facts = decision, facts or None
    outcome.failures, outcome.visited_at = entry.failures + 1, now()
    return outcome
