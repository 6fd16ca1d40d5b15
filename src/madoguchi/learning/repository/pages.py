"""SQL of the crawl's ledger; the statements are made once, because they come often."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from madoguchi.kernel.db import Moment
from madoguchi.learning.tables import IS_TAKEN, IS_WAITING, PageRow

PAGES: Any = PageRow.__table__
SOURCE = PAGES.c.source_id == bindparam("source")
RUN = PAGES.c.run_id == bindparam("run")
MOMENT: Any = bindparam("moment", type_=Moment)
CLAIMED = (
    *("address", "found_on", "found_by", "depth", "hops", "kept", "decision", "facts", "etag"),
    *("last_modified", "body_hash", "content_type", "body_size", "target", "failures", "status"),
    "visited_at",
)
RESULTS = (
    *("state", "kept", "change", "decision", "facts", "status", "content_type", "etag", "hops"),
    *("last_modified", "body_hash", "body_size", "target", "visited_at", "next_at", "failures"),
)


def _find(insert: Any) -> Any:
    """Add an address to a run's frontier, unless this run has it already.

    One that was only seen beside a "do not follow" counts as new when somebody does lead there.
    """
    adding = insert(PAGES).values(
        source_id=bindparam("source"),
        run_id=bindparam("run"),
        state="waiting",
        **{
            name: bindparam(name)
            for name in ("address", "found_on", "found_by", "depth", "hops", "found_at")
        },
        site_changed_at=bindparam("site_changed_at", type_=Moment),
    )
    new = adding.excluded
    return adding.on_conflict_do_update(
        index_elements=["source_id", "address"],
        set_={
            "run_id": new.run_id,
            "state": "waiting",
            "found_on": new.found_on,
            "found_by": new.found_by,
            "depth": new.depth,
            "hops": new.hops,
            "failures": 0,
            "change": None,
            "next_at": None,
            "site_changed_at": func.coalesce(new.site_changed_at, PAGES.c.site_changed_at),
        },
        where=or_(
            PAGES.c.run_id != new.run_id,
            and_(PAGES.c.found_by == "nofollow", new.found_by != "nofollow"),
        ),
    )


FIND = {"sqlite": _find(sqlite_insert), "postgresql": _find(postgres_insert)}
READY = (
    select(PAGES.c.address)
    .where(
        SOURCE,
        IS_WAITING,
        RUN,
        or_(PAGES.c.next_at.is_(None), PAGES.c.next_at <= MOMENT),
    )
    .order_by(PAGES.c.depth)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    update(PAGES)
    .where(SOURCE, PAGES.c.address.in_(select(READY.cte("ready").c.address)))
    .values(state="taken", holder=bindparam("by"))
    .returning(*(PAGES.c[name] for name in CLAIMED))
)
END = (
    update(PAGES)
    .where(
        SOURCE,
        PAGES.c.address == bindparam("at"),
        PAGES.c.holder == bindparam("by"),
        IS_TAKEN,
    )
    .values({name: bindparam(f"new_{name}") for name in RESULTS} | {"holder": None})
)
TAKE_BACK = update(PAGES).where(SOURCE, IS_TAKEN).values(state="waiting", holder=None)
AGAIN = (
    update(PAGES)
    .where(
        SOURCE,
        PAGES.c.run_id != bindparam("run"),
        or_(IS_WAITING, PAGES.c.next_at.is_(None), PAGES.c.next_at <= MOMENT),
    )
    .values(run_id=bindparam("run"), state="waiting", change=None, failures=0, next_at=None)
)
SOON = select(func.count(), func.min(func.coalesce(PAGES.c.next_at, MOMENT))).where(
    SOURCE, RUN, IS_WAITING
)
FIGURES = (
    select(PAGES.c.decision, PAGES.c.change, func.count())
    .where(SOURCE, RUN, PAGES.c.state == "visited")
    .group_by(PAGES.c.decision, PAGES.c.change)
)
THIS_RUN = select(*(PAGES.c[name] for name in ("address", "found_by", "depth", "state"))).where(
    SOURCE, RUN, or_(PAGES.c.state == "visited", PAGES.c.depth == 0)
)


class PageRepository:
    """Reads and writes the ledger inside the caller's transaction."""

    def __init__(self, session: AsyncSession | AsyncConnection) -> None:
        self._session = session

    async def find(self, rows: Sequence[dict[str, Any]]) -> None:
        """Add addresses to a run's frontier; those that it has already stay as they are."""
        if not rows:
            return
        session = self._session
        bind = session.get_bind() if isinstance(session, AsyncSession) else session
        await session.execute(FIND[bind.dialect.name], list(rows))

    async def claim(self, values: dict[str, Any]) -> list[Any]:
        """Take some addresses that are due, the nearest to the start first."""
        return list((await self._session.execute(CLAIM, values)).all())

    async def end(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write what became of addresses; who has lost them changes nothing."""
        await self._session.execute(END, list(rows))

    async def take_back(self, source: str) -> None:
        """Put back what a crawler held that is no more."""
        await self._session.execute(TAKE_BACK, {"source": source})

    async def again(self, source: str, run: str, moment: datetime) -> None:
        """Put everything that is known and due before a new run."""
        await self._session.execute(AGAIN, {"source": source, "run": run, "moment": moment})

    async def soon(self, values: dict[str, Any]) -> tuple[int, datetime | None]:
        """Return how many wait, and when the first of them is due."""
        count, first = (await self._session.execute(SOON, values)).one()
        return count, first

    async def figures(self, source: str, run: str) -> list[tuple[str | None, str | None, int]]:
        """Return (decision, change, how many) of what a run has visited."""
        rows = await self._session.execute(FIGURES, {"source": source, "run": run})
        return [(decision, change, count) for decision, change, count in rows]

    async def of_run(self, source: str, run: str) -> list[Any]:
        """Return (address, found by, depth, state) of what a run has visited or began with."""
        return list((await self._session.execute(THIS_RUN, {"source": source, "run": run})).all())

    async def one(self, source: str, address: str) -> Any | None:
        """Return the row of one address."""
        query = select(PAGES).where(SOURCE, PAGES.c.address == bindparam("at"))
        return (await self._session.execute(query, {"source": source, "at": address})).first()

    async def these(self, source: str, addresses: Sequence[str]) -> list[Any]:
        """Return the rows of some addresses, as far as they are known."""
        query = select(PAGES).where(SOURCE, PAGES.c.address.in_(addresses))
        return list((await self._session.execute(query, {"source": source})).all())

    async def changed(
        self, source: str, run: str, after: str, limit: int, changes: Sequence[str]
    ) -> list[Any]:
        """Return rows whose contents a run found to be so, in order of address."""
        query = (
            select(PAGES)
            .where(SOURCE, RUN, PAGES.c.change.in_(changes))
            .where(PAGES.c.address > after)
            .order_by(PAGES.c.address)
            .limit(limit)
        )
        return list((await self._session.execute(query, {"source": source, "run": run})).all())

    async def page(
        self, source: str, decisions: Sequence[str], after: str, limit: int
    ) -> list[Any]:
        """Return rows of a source in order of address, all or those with these decisions."""
        query = select(PAGES).where(SOURCE, PAGES.c.address > after)
        if decisions:
            query = query.where(PAGES.c.decision.in_(decisions))
        query = query.order_by(PAGES.c.address).limit(limit)
        return list((await self._session.execute(query, {"source": source})).all())

    async def release_aliases(self, source: str, run: str) -> int:
        """Put back pages that pointed to a better address which then turned out not to be kept."""
        better = PAGES.alias("better")
        kept = (
            select(better.c.address)
            .where(
                better.c.source_id == PAGES.c.source_id,
                better.c.address == PAGES.c.target,
                better.c.kept.is_(True),
            )
            .exists()
        )
        query = (
            update(PAGES)
            .where(SOURCE, RUN, PAGES.c.decision == "canonical", ~kept)
            .values(state="waiting", decision="alone", etag=None, last_modified=None)
        )
        found = await self._session.execute(query, {"source": source, "run": run})
        return int(getattr(found, "rowcount", 0))

    async def forget(self, source: str) -> None:
        """Forget everything about a source."""
        await self._session.execute(PAGES.delete().where(SOURCE), {"source": source})
