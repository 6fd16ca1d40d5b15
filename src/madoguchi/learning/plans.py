"""What a source asks of the crawler."""

from dataclasses import replace
from urllib.parse import urlsplit

from madoguchi.learning.crawling.addresses import normal
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.plan import CrawlPlan
from madoguchi.learning.crawling.scope import Scope, scope_of
from madoguchi.learning.schemas import Mask, Options
from madoguchi.learning.tables import SourceRow

USUAL_GAP_S = 0.5


def scope_for(kind: str, starts: list[str], options: Options) -> Scope:
    """Return which addresses belong to a source."""
    scope = scope_of(starts, stay_below=options.below)
    return replace(
        scope,
        sites="subdomains" if options.subdomains else "host",
        include=tuple(options.include),
        exclude=tuple(options.exclude),
        kinds=frozenset(options.kinds) or scope.kinds,
    )


def plan_for(
    row: SourceRow, run_id: str, headers: dict[str, str], guard: Guard, *, reread: bool
) -> CrawlPlan:
    """Return what a run over a source is to do."""
    options = Options.model_validate(row.options)
    # A list of pages leads nowhere; a sitemap or a feed leads to the pages that it names.
    depth = {"pages": 0, "sitemap": 1, "feed": 1}.get(row.kind, options.max_depth)
    return CrawlPlan(
        source_id=row.id,
        run_id=run_id,
        starts=tuple(row.starts),
        scope=scope_for(row.kind, row.starts, options),
        use_sitemaps=row.kind == "site" and options.use_sitemaps,
        obey_robots=options.obey_robots,
        max_pages=options.max_pages,
        max_depth=depth,
        headers=tuple(headers.items()),
        gap_s=_gap_s(row.starts, guard) if options.gap_s is None else options.gap_s,
        at_once=options.at_once,
        reread=reread,
        render=options.render,
    )


def mask_of(row: SourceRow) -> Mask:
    """Return what becomes of personal data in a source."""
    return Options.model_validate(row.options).mask


def _gap_s(starts: list[str], guard: Guard) -> float:
    """Return how long to wait between requests: a machine of our own has nobody else to serve."""
    hosts = (urlsplit(normal(each) or "").hostname or "" for each in starts)
    is_own = all(guard.is_own(host) for host in hosts)
    return 0.0 if is_own else USUAL_GAP_S
