"""The clocks of machines jump: what runs goes on, and nothing is done twice for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.jobs.schemas import NewSchedule, Schedule
from madoguchi.kernel.clock import now
from madoguchi.kernel.jobs import NewJob
from tests.support.clock import Clock, clock_in
from tests.support.processes import until
from tests.support.redis import OwnRedis
from tests.support.scaled import Office, Workforce

SILENT_AND_MORE_S = 18
DAY, HUNDRED_DAYS = "+86400", "+8640000"


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return clock_in(tmp_path)


@pytest.fixture
def place(
    fresh_postgres: Callable[[], str], redis_server: OwnRedis, clock: Clock, tmp_path: Path
) -> Iterator[tuple[Office, Workforce]]:
    """An office whose clock is right, and workers and clocks that go by the other."""
    redis_server.wipe()
    settings: dict[str, Any] = {
        "database": {"url": fresh_postgres()},
        "redis": {"url": redis_server.url},
        "jobs": {"at_once": 4},
        "server": {"drain_s": 0.2},
    }
    workforce = Workforce(tmp_path, settings, clock.around)
    with closing(Office(tmp_path / "office", settings, "api")) as office:
        try:
            yield office, workforce
        finally:
            workforce.end()


def daily(office: Office) -> Schedule:
    """A schedule whose next tick is far enough away not to come by itself."""
    hour = (now() + timedelta(hours=6)).hour
    new = NewSchedule(name="daily", task="test.echo", cron=f"0 {hour} * * *", zone="UTC")
    return office.run(office.wired.jobs.schedules.add(new, "en"))


def planned(office: Office, schedule_id: str) -> Schedule:
    every = office.run(office.wired.jobs.schedules.all("en"))
    return next(each for each in every if each.id == schedule_id)


def test_a_clock_that_jumps_takes_no_job_from_a_worker_that_lives(
    place: tuple[Office, Workforce], clock: Clock
) -> None:
    office, workforce = place
    workforce.hire()
    workforce.hire("scheduler")
    (job_id,) = office.ask(NewJob("test.sleep", {"seconds": SILENT_AND_MORE_S, "steps": 2}))
    office.until(job_id, "running")
    for jump in (DAY, "-86400", "+0"):
        clock.jump(jump)
        time.sleep(2)
    row = office.ended(job_id)
    assert (row.state, row.epoch, row.failures) == ("done", 1, 0)


def test_a_clock_that_was_ahead_ticks_once_and_the_schedule_goes_on_when_it_is_put_right(
    place: tuple[Office, Workforce], clock: Clock
) -> None:
    office, workforce = place
    schedule = daily(office)
    workforce.hire("scheduler")
    clock.jump(HUNDRED_DAYS)
    until(lambda: planned(office, schedule.id).last_job_id, "it has ticked")
    first = planned(office, schedule.id).last_job_id
    clock.jump("+0")
    time.sleep(3)
    after = planned(office, schedule.id)
    assert after.last_job_id == first
    assert after.last_at and after.last_at < now()
    clock.jump(DAY)
    until(lambda: planned(office, schedule.id).last_job_id != first, "it ticks again")
