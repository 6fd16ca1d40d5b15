"""Sources: what is learned, how, when, and for whom."""

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from madoguchi.files.service import Files
from madoguchi.jobs.schedules import Schedules
from madoguchi.jobs.schemas import NewSchedule, Schedule, ScheduleChange
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction
from madoguchi.kernel.errors import Invalid, NotFound
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.kernel.sealing import Keyring
from madoguchi.knowledge.glossary import Glossary
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.contents import Contents
from madoguchi.learning.crawling.ledger import Ledger
from madoguchi.learning.crawling.rendering import find_browser
from madoguchi.learning.reading.readers import Readers
from madoguchi.learning.repository.items import EveryItem, ItemRepository
from madoguchi.learning.repository.sources import RunRepository, SourceRepository
from madoguchi.learning.runs import Runs
from madoguchi.learning.schemas import CRAWLED, NewSource, Options, Source, SourceChange
from madoguchi.learning.tables import SourceRow

TASK = "learning.start"
AT_ONCE = 1000
TERMINAL = "terminal"
"""Whoever may run programs on this machine may have its files learned."""


class Sources:
    """Every source."""

    def __init__(
        self,
        db: Database,
        *,
        runs: Runs,
        schedules: Schedules,
        knowledge: Knowledge,
        glossary: Glossary,
        ledger: Ledger,
        contents: Contents,
        keyring: Keyring,
        files: Files,
        folders: tuple[str, ...],
        readers: Readers,
    ) -> None:
        self._db = db
        self._runs = runs
        self._schedules = schedules
        self._knowledge = knowledge
        self._glossary = glossary
        self._ledger = ledger
        self._contents = contents
        self._keyring = keyring
        self._files = files
        self._folders = folders
        self._readers = readers

    async def all(self, language: str) -> list[Source]:
        """Return every source, with its newest run."""
        async with self._db.read() as session:
            rows = await SourceRepository(session).all()
            runs = await RunRepository(session).latest()
            learned = await EveryItem(session).learned()
        schedules = await self._schedules_by_id(language)
        return [
            await self._shown(
                row, runs.get(row.id), learned, schedules.get(row.schedule_id or ""), language
            )
            for row in rows
        ]

    async def one(self, source_id: str, language: str) -> Source:
        """Return one source."""
        row = await self.row(source_id)
        async with self._db.read() as session:
            runs = await RunRepository(session).of(row.id, 1)
            learned = await EveryItem(session).learned()
        schedule = (await self._schedules_by_id(language)).get(row.schedule_id or "")
        return await self._shown(row, runs[0] if runs else None, learned, schedule, language)

    async def add(self, new: NewSource, made_by: str | None, language: str) -> Source:
        """Record a source; it is learned when somebody starts a run."""
        if new.kind == "folder" and made_by != TERMINAL:
            self._check_folders(new.starts)
        if new.kind == "reader":
            self._readers.check(new.starts[0], new.options.arguments)
        if new.cron:
            self._schedules.check(new.cron, new.zone)
        if new.options.render:
            find_browser()
        source_id, moment = new_id(), now()
        async with self._db.begin() as session:
            await SourceRepository(session).add(
                id=source_id,
                name=new.name or await self._name(new),
                kind=new.kind,
                starts=new.starts,
                options=new.options.model_dump(mode="json"),
                headers=self._sealed(source_id, new.headers),
                collection=new.collection,
                roles=new.roles,
                made_by=made_by,
                created_at=moment,
                updated_at=moment,
            )
        if new.cron:
            await self._schedule(source_id, new.cron, new.zone, language)
        return await self.one(source_id, language)

    async def change(self, source_id: str, wish: SourceChange, language: str) -> Source:
        """Change a source; what that means for its documents comes with the next run."""
        row = await self.row(source_id)
        if row.kind == "folder" and wish.starts:
            self._check_folders(wish.starts)
        if row.kind == "reader" and (wish.starts or wish.options):
            options = wish.options or Options.model_validate(row.options)
            self._readers.check((wish.starts or row.starts)[0], options.arguments)
        if wish.cron:
            self._schedules.check(wish.cron, wish.zone)
        if wish.options and wish.options.render:
            find_browser()
        given = wish.model_dump(exclude_none=True, exclude={"cron", "zone", "unscheduled"})
        if "headers" in given:
            given["headers"] = self._sealed(row.id, given["headers"])
        async with self._db.begin() as session:
            kept = await self._row(session, source_id)
            for name, value in given.items():
                setattr(kept, name, value)
            kept.updated_at = now()
            collection, roles = kept.collection, tuple(kept.roles)
        if (collection, roles) != (row.collection, tuple(row.roles)):
            await self._knowledge.reassign(row.id, collection, roles)
        if wish.cron:
            await self._schedule(row.id, wish.cron, wish.zone, language)
        elif wish.unscheduled and row.schedule_id:
            await self._unschedule(row)
            async with self._db.begin() as session:
                (await self._row(session, source_id)).schedule_id = None
        return await self.one(source_id, language)

    async def remove(self, source_id: str) -> str:
        """Forget a source and everything that was learned from it."""
        row = await self.row(source_id)
        await self._runs.stop_all(row.id)
        await self._knowledge.forget_all_but(row.id, [])
        await self._glossary.forget(row.id)
        await self._ledger.forget(row.id)
        await self._drop_contents(row.id)
        await self._unschedule(row)
        async with self._db.begin() as session:
            await SourceRepository(session).remove(row.id)
        await self._knowledge.index_changes()
        return row.id

    async def _drop_contents(self, source_id: str) -> None:
        async with self._db.read() as session:
            digests = sorted(set((await ItemRepository(session, source_id).hashes()).values()))
        for start in range(0, len(digests), AT_ONCE):
            some = digests[start : start + AT_ONCE]
            async with self._db.read() as session:
                elsewhere = await EveryItem(session).bodies_in_use(some, but=source_id)
            await self._contents.drop(set(some) - elsewhere)

    async def row(self, source_id: str) -> SourceRow:
        """Return the row of a source."""
        async with self._db.read() as session:
            return await self._row(session, source_id)

    async def ensure(self, new: NewSource, made_by: str | None, language: str) -> str:
        """Return the source that begins just there; it is made, or set, as is wanted now."""
        async with self._db.read() as session:
            rows = await SourceRepository(session).all()
        for row in rows:
            if (row.kind, row.starts) == (new.kind, new.starts):
                wish = new.model_dump(exclude_unset=True, exclude={"kind", "starts"})
                if "options" in wish:
                    wish["options"] = row.options | wish["options"]
                await self.change(row.id, SourceChange.model_validate(wish), language)
                return row.id
        return (await self.add(new, made_by, language)).id

    def headers(self, row: SourceRow) -> dict[str, str]:
        """Return what is sent along to a protected site."""
        if row.headers is None:
            return {}
        found: dict[str, str] = orjson.loads(self._keyring.open(row.headers, row.id))
        return found

    async def _schedule(self, source_id: str, cron: str, zone: str | None, language: str) -> None:
        row = await self.row(source_id)
        if row.schedule_id:
            wish = ScheduleChange(cron=cron, zone=zone)
            with suppress(NotFound):  # somebody may have deleted it among the schedules
                await self._schedules.change(row.schedule_id, wish, language)
                return
        new = NewSchedule(
            name=f"{row.name[:160]} ({row.id[:8]})",
            task=TASK,
            params={"source_id": row.id},
            cron=cron,
            zone=zone,
        )
        made = await self._schedules.add(new, language)
        async with self._db.begin() as session:
            (await self._row(session, source_id)).schedule_id = made.id

    async def _unschedule(self, row: SourceRow) -> None:
        if row.schedule_id:
            with suppress(NotFound):
                await self._schedules.remove(row.schedule_id)

    async def _schedules_by_id(self, language: str) -> dict[str, Schedule]:
        return {each.id: each for each in await self._schedules.all(language)}

    async def _name(self, new: NewSource) -> str:
        """Return a name for what somebody did not name; files are not known by their ids."""
        first = new.starts[0]
        if new.kind == "upload":
            with suppress(NotFound):  # it may be gone again by now
                first = (await self._files.known(first)).name
        return _name_of(new.kind, [first, *new.starts[1:]])

    def _check_folders(self, starts: list[str]) -> None:
        for start in starts:
            if not any(_is_below(start, folder) for folder in self._folders):
                raise Invalid("learning.folder_closed", folder=start)

    def _sealed(self, source_id: str, headers: dict[str, str]) -> bytes | None:
        return self._keyring.seal(orjson.dumps(headers), source_id) if headers else None

    async def _row(self, session: Transaction, source_id: str) -> SourceRow:
        key = as_id(source_id)
        row = await SourceRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("learning.source_missing")
        return row

    async def _shown(
        self,
        row: SourceRow,
        run: Any,
        learned: dict[str, tuple[int, int]],
        schedule: Schedule | None,
        language: str,
    ) -> Source:
        documents, passages = learned.get(row.id, (0, 0))
        return Source(
            id=row.id,
            name=row.name,
            kind=row.kind,
            starts=row.starts,
            options=Options.model_validate(row.options),
            header_names=sorted(self.headers(row)),
            collection=row.collection,
            roles=row.roles,
            cron=schedule.cron if schedule else None,
            zone=schedule.zone if schedule else None,
            next_at=schedule.next[0] if schedule and schedule.next else None,
            documents=documents,
            passages=passages,
            created_at=row.created_at,
            updated_at=row.updated_at,
            run=await self._runs.shown(run, language) if run else None,
        )


def _is_below(path: str, folder: str) -> bool:
    return Path(path).resolve().is_relative_to(Path(folder).resolve())


def _name_of(kind: str, starts: list[str]) -> str:
    """Return a name for what somebody did not name."""
    first = starts[0]
    if kind in CRAWLED:
        parts = urlsplit(first if "//" in first else f"https://{first}")
        name = f"{parts.hostname or first}{parts.path if kind == 'pages' else ''}".rstrip("/")
    else:
        name = Path(first).name or first
    return f"{name[:150]} +{len(starts) - 1}" if len(starts) > 1 else name[:150]
