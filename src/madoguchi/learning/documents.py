"""The documents of a source as a person looks at them: what became of each, and why."""

from madoguchi.kernel.db import Database
from madoguchi.kernel.words import known, say
from madoguchi.learning.crawling.ledger import Ledger, Page
from madoguchi.learning.crawling.why import explain, tell
from madoguchi.learning.plans import scope_for
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.schemas import (
    CRAWLED,
    Item,
    Items,
    ItemsWanted,
    Notice,
    Options,
    Why,
)
from madoguchi.learning.sources import Sources
from madoguchi.learning.tables import ItemRow


class Documents:
    """Looks documents up."""

    def __init__(self, db: Database, sources: Sources, ledger: Ledger) -> None:
        self._db = db
        self._sources = sources
        self._ledger = ledger

    async def page(self, source_id: str, wanted: ItemsWanted, language: str) -> Items:
        """Return documents of a source in order of address."""
        source = await self._sources.row(source_id)
        async with self._db.read() as session:
            items = ItemRepository(session, source.id)
            rows = await items.page(wanted.state, wanted.after, wanted.limit)
            counts = await items.counts()
        crawled = source.kind in CRAWLED
        known = [row.address for row in rows] if crawled else []
        pages = await self._ledger.these(source.id, known)
        return Items(
            items=[_shown(row, pages.get(row.address), language) for row in rows], counts=counts
        )

    async def why(self, source_id: str, address: str, language: str) -> Why:
        """Tell what is known of an address; any may be asked about."""
        source = await self._sources.row(source_id)
        scope = scope_for(source.kind, source.starts, Options.model_validate(source.options))
        found = await explain(self._ledger, source.id, address, scope, language)
        page = found.page
        return Why(
            address=found.address,
            decision=found.decision,
            message=found.says,
            way=list(found.way),
            found_on=page.found_on if page else None,
            found_by=page.found_by if page else None,
            status=page.status if page else None,
            visited_at=page.visited_at if page else None,
            next_at=found.next_at,
            next_run=found.next_run,
        )


def _shown(row: ItemRow, page: Page | None, language: str) -> Item:
    return Item(
        address=row.address,
        url=row.url,
        name=row.name,
        state=row.state,
        title=row.title,
        language=row.language,
        kind=row.kind,
        passages=row.passages,
        notices=[
            Notice(key=each["key"], message=_say(each["key"], language, each.get("facts", {})))
            for each in row.notices
        ],
        reason=tell(page.decision, page.facts, language) if page and page.decision else None,
        found_on=page.found_on if page else None,
        visited_at=page.visited_at if page else None,
        updated_at=row.updated_at,
    )


def _say(key: str, language: str, facts: dict[str, str]) -> str:
    return say(key, language, **facts) if known(key) else key
