"""What runs have told of a source: how its modules fared, and what it says more than once."""

from collections.abc import Iterable
from typing import Any

from madoguchi.kernel.db import Database
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.sifting import SiftingRepository
from madoguchi.learning.repository.sources import RunRepository
from madoguchi.learning.runs import told
from madoguchi.learning.schemas import (
    Named,
    Options,
    Repeat,
    RepeatedBlock,
    Repetition,
    SourceModule,
    Twin,
)
from madoguchi.learning.sources import Sources
from madoguchi.learning.steps.modules import Modules

LOOKED_BACK = 100
SHOWN_TWINS = 500


class Reports:
    """Reads them, the newest of each."""

    def __init__(self, db: Database, sources: Sources, modules: Modules) -> None:
        self._db = db
        self._sources = sources
        self._modules = modules

    async def modules(self, source_id: str, language: str) -> list[SourceModule]:
        """Return the modules that are installed, and how each is with this source."""
        source = await self._sources.row(source_id)
        wanted = Options.model_validate(source.options).modules
        async with self._db.read() as session:
            rows = await RunRepository(session).reports(source.id, "modules", LOOKED_BACK)
        latest: dict[str, dict[str, Any]] = {}
        for row in reversed(rows):
            latest |= {name: each | {"at": row.created_at} for name, each in row.report.items()}
        return [
            SourceModule(
                name=each.name,
                edition=each.edition,
                on_by_default=each.on_by_default,
                on=wanted.get(each.name, each.on_by_default),
                **_outcome(latest.get(each.name), language),
            )
            for each in self._modules.all.values()
        ]

    async def repeats(self, source_id: str) -> Repetition:
        """Return what is repeated, with the documents that are found by it."""
        source = await self._sources.row(source_id)
        async with self._db.read() as session:
            rows = await RunRepository(session).reports(source.id, "repeats", 1)
            blocks = [Repeat.model_validate(each) for row in rows for each in row.report]
            sifting = SiftingRepository(session, source.id)
            twins = await sifting.twins("", SHOWN_TWINS)
            count = await sifting.twin_count()
            homes = {each.kept_at for each in blocks} | {row.twin for row in twins}
            items = await ItemRepository(session, source.id).these(sorted(homes))
        names = _names((row.address, row) for row in items)
        return Repetition(
            blocks=[
                RepeatedBlock(text=each.text, documents=each.documents, kept_at=names[each.kept_at])
                for each in blocks
                if each.kept_at in names
            ],
            twins=[
                Twin(document=_named(row), found=names[row.twin])
                for row in twins
                if row.twin in names
            ],
            twin_count=count,
        )


def _outcome(report: dict[str, Any] | None, language: str) -> dict[str, Any]:
    if report is None:
        return {}
    message = told(report["error"], language)
    return {"state": report["state"], "message": message, "looked_at": report["at"]}


def _names(rows: Iterable[tuple[str, Any]]) -> dict[str, Named]:
    return {address: _named(row) for address, row in rows}


def _named(row: Any) -> Named:
    return Named(title=row.title or row.name or row.address, url=row.url)
