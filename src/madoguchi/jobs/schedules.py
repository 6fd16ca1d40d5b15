"""Schedules: kept, changed, and turned into jobs when their time comes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import orjson
from pydantic import ValidationError

from madoguchi.jobs import cron
from madoguchi.jobs.repository.schedules import ScheduleRepository
from madoguchi.jobs.schemas import NewSchedule, Schedule, ScheduleChange, Ticked
from madoguchi.jobs.shown import title
from madoguchi.jobs.tables import ScheduleRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction
from madoguchi.kernel.errors import Conflict, Invalid, NotFound
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.kernel.jobs import Enqueue, NewJob, Tasks

SHOWN = 3
CLOCKS_DIFFER = timedelta(minutes=1)
"""Clocks of machines may disagree by so much without any of them being wrong."""


@dataclass(frozen=True)
class OwnSchedule:
    """A schedule that the product brings along; a person may change when it runs."""

    name: str
    task: str
    cron: str
    params: dict[str, Any] = field(default_factory=dict)
    enabled: bool = True


class Schedules:
    """Every schedule."""

    def __init__(self, db: Database, tasks: Tasks, enqueue: Enqueue, zone: str) -> None:
        self._db = db
        self._tasks = tasks
        self._enqueue = enqueue
        self._zone = zone

    async def bring(self, own: Iterable[OwnSchedule]) -> None:
        """Record the schedules that the product brings along, where they are new."""
        async with self._db.begin() as session:
            known = {row.name for row in await ScheduleRepository(session).all()}
            for each in own:
                if each.name not in known:
                    new = NewSchedule(
                        name=each.name,
                        task=each.task,
                        params=each.params,
                        cron=each.cron,
                        enabled=each.enabled,
                    )
                    await self._record(session, new, own=True)

    async def all(self, language: str) -> list[Schedule]:
        """Return every schedule with its next times."""
        async with self._db.read() as session:
            rows = await ScheduleRepository(session).all()
        return [_shown(row, language) for row in rows]

    def check(self, expression: str, zone: str | None) -> None:
        """Raise unless this can be read as a schedule."""
        cron.check(expression, zone or self._zone)

    async def add(self, new: NewSchedule, language: str) -> Schedule:
        """Record a schedule."""
        async with self._db.begin() as session:
            return _shown(await self._record(session, new, own=False), language)

    async def change(self, schedule_id: str, wish: ScheduleChange, language: str) -> Schedule:
        """Change a schedule."""
        async with self._db.begin() as session:
            row = await self._one(session, schedule_id)
            if wish.name is not None and wish.name != row.name:
                if await ScheduleRepository(session).named(wish.name):
                    raise Conflict("jobs.schedule_there", name=wish.name)
                row.name = wish.name
            row.cron, row.zone = wish.cron or row.cron, wish.zone or row.zone
            cron.check(row.cron, row.zone)
            if wish.params is not None:
                row.params = self._checked(row.task, wish.params)
            if wish.enabled is not None:
                row.enabled = wish.enabled
            row.updated_at = now()
            row.next_at = next(cron.following(row.cron, row.zone, now()))
            return _shown(row, language)

    async def remove(self, schedule_id: str) -> str:
        """Forget a schedule; one of the product's own can only rest."""
        async with self._db.begin() as session:
            row = await self._one(session, schedule_id)
            if row.own:
                raise Conflict("jobs.own_schedule")
            await ScheduleRepository(session).remove(row.id)
            return row.id

    async def run_now(self, schedule_id: str) -> Ticked:
        """Do it once, besides the schedule."""
        async with self._db.begin() as session:
            row = await self._one(session, schedule_id)
            (job_id,) = await self._enqueue(session, NewJob(row.task, dict(row.params)))
            row.last_at, row.last_job_id = now(), job_id
        return Ticked(job_id=job_id)

    async def tick(self, schedule_id: str) -> Ticked:
        """Do what is due now, for a clock from outside; the same tick twice is one job."""
        async with self._db.begin() as session:
            row = await self._one(session, schedule_id)
            if not row.enabled:
                raise Conflict("jobs.schedule_rests")
            return Ticked(job_id=await self._tick(session, row, now()))

    async def tick_due(self) -> None:
        """Do what is due; what was missed meanwhile is done once."""
        moment = now()
        async with self._db.read() as session:
            rows = await ScheduleRepository(session).all()
        if any(_ahead(row, moment) for row in rows):
            await self._set_back(moment)
        if not any(row.enabled and row.next_at <= moment for row in rows):
            return
        async with self._db.begin() as session:
            for row in await ScheduleRepository(session).due(moment):
                await self._tick(session, row, moment)

    async def _set_back(self, moment: datetime) -> None:
        """Plan anew what was planned by a clock that was ahead and has been put right."""
        async with self._db.begin() as session:
            for row in await ScheduleRepository(session).all():
                if _ahead(row, moment):
                    row.next_at = next(cron.following(row.cron, row.zone, moment))
                    row.updated_at = moment
                    row.last_at = min(row.last_at, moment) if row.last_at else None

    async def _tick(self, session: Transaction, row: ScheduleRow, moment: datetime) -> str:
        tick = cron.latest(row.cron, row.zone, moment)
        key = f"schedule/{row.id}/{tick.isoformat()}"
        (job_id,) = await self._enqueue(session, NewJob(row.task, dict(row.params), key=key))
        row.last_at, row.last_job_id = moment, job_id
        row.next_at = next(cron.following(row.cron, row.zone, moment))
        return job_id

    async def _record(self, session: Transaction, new: NewSchedule, *, own: bool) -> ScheduleRow:
        zone = new.zone or self._zone
        cron.check(new.cron, zone)
        schedules = ScheduleRepository(session)
        if not own and await schedules.named(new.name):
            raise Conflict("jobs.schedule_there", name=new.name)
        moment = now()
        await schedules.add(
            id=new_id(),
            name=new.name,
            task=new.task,
            params=self._checked(new.task, new.params),
            cron=new.cron,
            zone=zone,
            enabled=new.enabled,
            own=own,
            next_at=next(cron.following(new.cron, zone, moment)),
            created_at=moment,
            updated_at=moment,
        )
        row = await schedules.named(new.name)
        assert row is not None
        return row

    def _checked(self, task: str, params: dict[str, Any]) -> dict[str, Any]:
        try:
            checked = self._tasks.find(task).params.model_validate(params)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
            raise Invalid("jobs.bad_params", fields=fields) from error
        found: dict[str, Any] = orjson.loads(checked.model_dump_json())
        return found

    async def _one(self, session: Transaction, schedule_id: str) -> ScheduleRow:
        key = as_id(schedule_id)
        row = await ScheduleRepository(session).one(key) if key else None
        if row is None:
            raise NotFound("jobs.schedule_missing")
        return row


def _ahead(row: ScheduleRow, moment: datetime) -> bool:
    """Tell whether a schedule was last touched in what is the future now."""
    return max(row.updated_at, row.last_at or row.updated_at) > moment + CLOCKS_DIFFER


def _shown(row: ScheduleRow, language: str) -> Schedule:
    upcoming = islice(cron.following(row.cron, row.zone, now()), SHOWN)
    return Schedule(
        id=row.id,
        name=row.name,
        task=row.task,
        title=title(row.task, language),
        params=row.params,
        cron=row.cron,
        zone=row.zone,
        enabled=row.enabled,
        own=row.own,
        next=list(upcoming) if row.enabled else [],
        last_at=row.last_at,
        last_job_id=row.last_job_id,
    )
