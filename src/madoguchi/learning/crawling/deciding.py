"""What an answer means for an address: learned, unchanged, gone, elsewhere, or not just now."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from madoguchi.kernel.clock import now
from madoguchi.learning.crawling.addresses import host_of, normal
from madoguchi.learning.crawling.entries import (
    Entry,
    Found,
    FoundBy,
    Outcome,
    as_it_was,
    failed,
    refused,
)
from madoguchi.learning.crawling.fetching import Answer
from madoguchi.learning.crawling.following import MOST_HOPS
from madoguchi.learning.crawling.links import Links, links_of, orders_in
from madoguchi.learning.crawling.plan import CrawlPlan
from madoguchi.learning.crawling.robots import Rules
from madoguchi.learning.crawling.scope import HTML, LISTS, Scope
from madoguchi.learning.crawling.sitemaps import DEEPEST, looks_like_listing, read_listing

PASSING = frozenset(("name_unknown", "unreachable", "timed_out", "broke_off"))
BUSY = (429, 503)
GONE = (404, 410)
CLOSED = (401, 402, 403, 407, 451)
LONGEST_ABSENCE_DAYS = 30
BUSY_ATTEMPTS = 3


@dataclass(frozen=True)
class Decider:
    """Turns answers into outcomes. Knows no network and no database."""

    plan: CrawlPlan
    scope: Scope

    def decide(self, entry: Entry, answer: Answer) -> Outcome:
        """Return what an answer means."""
        if answer.trouble == "unwanted_type":
            return refused(entry, "unwanted_type", type=answer.content_type[:80])
        if answer.trouble:
            return self._again(entry, answer) or failed(entry, answer.trouble)
        if answer.status == 304:
            return _unchanged(entry, answer)
        if answer.is_redirect:
            return self._redirected(entry, answer)
        if answer.status == 200:
            return self._read(entry, answer)
        return self._bad_status(entry, answer)

    def without_rules(self, entry: Entry, rules: Rules) -> Outcome:
        """Return what follows when a site's robots.txt cannot be had: nothing is read."""
        answer = Answer(entry.address, status=rules.status, trouble=rules.trouble)
        if again := self._again(entry, answer):
            return again
        if rules.trouble:
            return failed(entry, rules.trouble)
        return failed(entry, "no_robots", status=rules.status)

    def _again(self, entry: Entry, answer: Answer) -> Outcome | None:
        """Return the wish to try again, when that may help and there were not too many tries."""
        is_busy = answer.status in BUSY
        passing = is_busy or answer.status >= 500 or answer.trouble in PASSING
        attempts = self.plan.attempts + (BUSY_ATTEMPTS if is_busy else 0)
        if not passing or entry.failures + 1 >= attempts:
            return None
        outcome = as_it_was(entry)
        wait_s = answer.retry_after_s or self.plan.retry_s * 2**entry.failures
        outcome.state, outcome.failures = "waiting", entry.failures + 1
        outcome.next_at = now() + timedelta(seconds=min(wait_s, 3600.0))
        return outcome

    def _bad_status(self, entry: Entry, answer: Answer) -> Outcome:
        if answer.status in GONE:
            return _gone(entry, answer)
        if again := self._again(entry, answer):
            return again
        named = "forbidden" if answer.status in CLOSED else "bad_status"
        outcome = failed(entry, named, status=answer.status)
        outcome.status = answer.status
        return outcome

    def _redirected(self, entry: Entry, answer: Answer) -> Outcome:
        target = answer.location
        if target is None:
            return failed(entry, "bad_answer")
        if target == entry.address:
            return failed(entry, "redirect_loop")
        if entry.hops >= MOST_HOPS:
            return failed(entry, "too_many_redirects")
        near = self.scope.is_same_site(target) or _opens_site(entry)
        if entry.kept and not answer.is_permanent:
            # A site under repair, or one that wants a new sign-in, sends everybody elsewhere.
            outcome = failed(entry, "moved_for_now", target=target)
        else:
            outcome = refused(entry, "redirect" if near else "redirect_away", target=target)
        if near:
            outcome.found = [_beside(entry, target, "redirect")]
        outcome.status, outcome.target = answer.status, target
        return outcome

    def _read(self, entry: Entry, answer: Answer) -> Outcome:
        if entry.found_by == "listing" or _is_listing(entry, answer):
            return self._listed(entry, answer)
        digest = hashlib.sha256(answer.body).hexdigest()
        same = entry.kept and entry.body_hash == digest
        outcome = self._as_page(entry, answer, digest, same=same)
        if answer.media_type not in HTML and answer.media_type:
            return _if_indexed(outcome, noindex="noindex" in orders_in(answer.robots_tag))
        if same and not self.plan.reread:
            return _if_indexed(outcome, noindex="noindex" in orders_in(answer.robots_tag))
        links = links_of(answer.body, answer.content_type, entry.address, answer.robots_tag)
        return self._with_links(outcome, links)

    def _as_page(self, entry: Entry, answer: Answer, digest: str, *, same: bool) -> Outcome:
        change = "unchanged" if same else "changed" if entry.kept else "new"
        return Outcome(
            entry,
            change,
            kept=True,
            change=change,  # type: ignore[arg-type]
            status=answer.status,
            content_type=answer.content_type[:200] or None,
            etag=answer.etag,
            last_modified=answer.last_modified,
            body_hash=digest,
            body_size=len(answer.body),
            hops=entry.hops,
            visited_at=now(),
        )

    def _with_links(self, outcome: Outcome, links: Links) -> Outcome:
        entry = outcome.entry
        if not links.stays and entry.depth < self.plan.max_depth:
            outcome.found = [self._link(entry, each, "link") for each in links.follow]
            outcome.found += [self._link(entry, each, "nofollow") for each in links.nofollow]
        if links.refresh and links.refresh != entry.address:
            if self.scope.is_same_site(links.refresh):
                outcome.found.append(_beside(entry, links.refresh, "redirect"))
            return _not_kept(outcome, "redirect", links.refresh)
        better = links.canonical
        if better and entry.decision != "alone" and self._is_better(entry.address, better):
            outcome.found.append(_beside(entry, better, "canonical"))
            return _not_kept(outcome, "canonical", better)
        return _if_indexed(outcome, noindex=links.noindex)

    def _is_better(self, address: str, canonical: str) -> bool:
        """Tell whether to believe a canonical link; many sites name their front page on all."""
        if canonical == address or self.scope.refuses(canonical):
            return False
        return canonical.count("/") > 3 or not canonical.endswith("/") or address.count("/") <= 3

    def _link(self, entry: Entry, address: str, found_by: FoundBy) -> Found:
        return Found(address, found_by, entry.depth + 1, entry.address)

    def _listed(self, entry: Entry, answer: Answer) -> Outcome:
        listing = read_listing(answer.body)
        outcome = refused(entry, "listing", pages=len(listing.pages), lists=len(listing.more))
        outcome.status, outcome.content_type = answer.status, answer.content_type[:200]
        outcome.etag, outcome.last_modified = answer.etag, answer.last_modified
        found_by: FoundBy = "feed" if listing.is_feed else "sitemap"
        outcome.found = [
            Found(address, found_by, 1, entry.address, site_changed_at=changed_at)
            for text, changed_at in listing.pages
            if (address := normal(text))
        ]
        if entry.hops < DEEPEST:
            lists = (address for text in listing.more if (address := normal(text)))
            outcome.found += [
                Found(each, "listing", 0, entry.address, entry.hops + 1) for each in lists
            ]
        return outcome


def _unchanged(entry: Entry, answer: Answer) -> Outcome:
    """Keep what was decided; only what the header says may have changed."""
    outcome = as_it_was(entry)
    outcome.visited_at, outcome.failures = now(), 0
    outcome.etag = answer.etag or entry.etag
    outcome.last_modified = answer.last_modified or entry.last_modified
    if not entry.kept:
        if entry.decision == "canonical" and entry.target:
            outcome.found = [_beside(entry, entry.target, "canonical")]
        return outcome
    outcome.decision = outcome.change = "unchanged"
    outcome.facts = None
    return _if_indexed(outcome, noindex="noindex" in orders_in(answer.robots_tag))


def _gone(entry: Entry, answer: Answer) -> Outcome:
    """Look after a missing page again, but ever more rarely."""
    before = (entry.facts or {}).get("times", 0) if entry.decision == "gone" else 0
    outcome = refused(entry, "gone", status=answer.status, times=before + 1)
    outcome.status = answer.status
    outcome.next_at = now() + timedelta(days=min(2.0 ** min(before, 8), LONGEST_ABSENCE_DAYS))
    return outcome


def _if_indexed(outcome: Outcome, *, noindex: bool) -> Outcome:
    return _not_kept(outcome, "noindex", None) if noindex else outcome


def _not_kept(outcome: Outcome, decision: str, target: str | None) -> Outcome:
    outcome.decision, outcome.target = decision, target
    outcome.facts = {"target": target} if target else None
    outcome.kept, outcome.body_hash = False, None
    outcome.change = "removed" if outcome.entry.kept else None
    return outcome


def _beside(entry: Entry, address: str, found_by: FoundBy) -> Found:
    return Found(address, found_by, entry.depth, entry.address, entry.hops + 1)


def _opens_site(entry: Entry) -> bool:
    """Tell whether an address is one with which the crawl began, or where that one led."""
    return entry.depth == 0 and entry.found_by in ("start", "redirect")


def opened_host(found: Found) -> str | None:
    """Return the host that a start address led to; it belongs to the site then."""
    is_opened = found.found_by == "redirect" and found.depth == 0
    return host_of(found.address) if is_opened else None


def _is_listing(entry: Entry, answer: Answer) -> bool:
    """Tell whether somebody gave us a sitemap or a feed as the place to begin."""
    begins = entry.depth == 0 and answer.media_type in LISTS
    return begins and looks_like_listing(answer.body)
