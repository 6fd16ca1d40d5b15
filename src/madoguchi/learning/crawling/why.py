"""Why an address was read, or was not, and what comes next: in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.kernel.words import say
from madoguchi.learning.crawling.addresses import normal
from madoguchi.learning.crawling.ledger import Ledger, Page
from madoguchi.learning.crawling.scope import Scope
from madoguchi.learning.crawling.traps import USUAL, endless_path

LONGEST_WAY = 30


@dataclass(frozen=True)
class Why:
    """The answer: a code with facts, the same as a sentence, and the row if there is one.

    ``way`` leads from where the crawl began to the address, each page found on the one before.
    """

    address: str
    decision: str
    facts: dict[str, Any]
    says: str
    way: tuple[str, ...] = ()
    page: Page | None = None
    next_at: datetime | None = None
    next_run: bool = False
    """Whether it will be visited by the next run at the latest."""


async def explain(ledger: Ledger, source_id: str, address: str, scope: Scope, language: str) -> Why:
    """Tell what is known of an address; any address may be asked about."""
    found = normal(address)
    if found is None:
        return _why(address, "bad_address", language)
    page = await ledger.one(source_id, found)
    if page is None:
        return _why(found, scope.refuses(found) or endless_path(found, USUAL) or "unseen", language)
    way = await _way(ledger, source_id, page)
    decision = "waiting" if page.state != "visited" or not page.decision else page.decision
    return Why(
        found,
        decision,
        page.facts or {},
        tell(decision, page.facts, language),
        way,
        page,
        page.next_at,
        page.next_at is None,
    )


def tell(decision: str, facts: dict[str, Any] | None, language: str) -> str:
    """Return a decision of the ledger as a sentence."""
    return say(f"crawl.{decision}", language, **EVERY_FACT | (facts or {}))


EVERY_FACT = {"target": "", "status": "", "type": ""}


def _why(address: str, decision: str, language: str) -> Why:
    return Why(address, decision, {}, tell(decision, None, language))


async def _way(ledger: Ledger, source_id: str, page: Page) -> tuple[str, ...]:
    way = [page.address]
    before = page.found_on
    while before and before not in way and len(way) < LONGEST_WAY:
        way.append(before)
        known = await ledger.one(source_id, before)
        before = known.found_on if known else None
    return tuple(reversed(way))
