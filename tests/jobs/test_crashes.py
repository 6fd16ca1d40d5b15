"""Whatever is killed, wiped or stopped: nothing is lost, and nothing that matters is done twice."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from madoguchi.jobs import relay
from madoguchi.jobs.schemas import NewSchedule
from madoguchi.kernel.jobs import NewJob
from tests.support.marks import marks, settle
from tests.support.postgres import OwnServer, own_server
from tests.support.processes import until
from tests.support.redis import OwnRedis, own_redis
from tests.support.scaled import Hand, Office, Workforce

STEPS = 4


class Site:
    """Processes over servers of their own, all of which may be brought down."""

    def __init__(self, office: Office, workforce: Workforce, redis: OwnRedis | None) -> None:
        self.office = office
        self.workforce = workforce
        self._redis = redis

    @property
    def redis(self) -> OwnRedis:
        assert self._redis is not None
        return self._redis


@pytest.fixture
def site(
    postgres_of_our_own: OwnServer, redis_of_our_own: OwnRedis, tmp_path: Path
) -> Iterator[Site]:
    """PostgreSQL, Redis, and whoever is hired."""
    settings = {
        "database": {"url": postgres_of_our_own.url},
        "redis": {"url": redis_of_our_own.url},
        "jobs": {"at_once": 4},
        "server": {"drain_s": 0.2},
    }
    workforce = Workforce(tmp_path, settings)
    with closing(Office(tmp_path / "office", settings, "api")) as office:
        try:
            yield Site(office, workforce, redis_of_our_own)
        finally:
            workforce.end()


@pytest.fixture(scope="module")
def postgres_of_our_own() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def redis_of_our_own() -> Iterator[OwnRedis]:
    with own_redis() as server:
        yield server


def kill_at_random(site: Site, hire: Callable[[], Hand], folder: Path, kills: int) -> None:
    """Keep workers busy, and kill them again and again."""
    dice = random.Random(20261121)
    params = {"folder": str(folder), "steps": STEPS, "pause_s": 0.05}
    hands = [hire(), hire()]
    ids: list[str] = []
    for _ in range(kills):
        ids += site.office.ask(*(NewJob("test.steps", params) for _ in range(6)))
        time.sleep(dice.uniform(0.05, 0.6))
        place = dice.randrange(len(hands))
        hands[place].kill()
        hands[place] = hire()
    settle(site.office, ids, folder)
    for job_id in ids:
        assert site.office.look(job_id).state == "done"
        assert marks(folder, job_id) == [str(step) for step in range(STEPS)]


def test_workers_killed_at_random_lose_no_job_and_repeat_no_step(
    site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "marks"
    folder.mkdir()
    kill_at_random(site, site.workforce.hire, folder, kills=6)


def test_a_killed_worker_s_job_is_taken_up_within_the_stated_time(
    site: Site, tmp_path: Path
) -> None:
    first = site.workforce.hire()
    (job_id,) = site.office.ask(NewJob("test.sleep", {"seconds": 12, "steps": 2}))
    site.office.until(job_id, "running")
    site.workforce.hire()
    first.kill()
    begun = time.monotonic()
    until(lambda: site.office.look(job_id).epoch == 2, "somebody else has it", 25)
    assert time.monotonic() - begun < 20
    row = site.office.ended(job_id)
    assert (row.state, row.failures) == ("done", 1)


def test_a_redis_that_forgets_everything_loses_no_job(site: Site) -> None:
    site.workforce.hire()
    ids = site.office.ask(*(NewJob("test.sleep", {"seconds": 0.2}) for _ in range(30)))
    time.sleep(0.3)
    site.redis.wipe()
    for job_id in ids:
        assert site.office.ended(job_id).state == "done"


def test_without_redis_workers_look_for_themselves_until_it_is_back(site: Site) -> None:
    site.workforce.hire()
    (before,) = site.office.ask(NewJob("test.echo", {"text": "before"}))
    assert site.office.ended(before).state == "done"
    site.redis.kill()
    try:
        (without,) = site.office.ask(NewJob("test.echo", {"text": "without"}))
        assert site.office.ended(without).state == "done"
    finally:
        site.redis.start()
    (after,) = site.office.ask(NewJob("test.echo", {"text": "after"}))
    assert site.office.ended(after).state == "done"


def test_a_redis_that_hangs_keeps_nobody_from_asking_and_nothing_from_being_done(
    site: Site,
) -> None:
    site.workforce.hire()
    site.redis.freeze()
    try:
        begun = time.monotonic()
        (job_id,) = site.office.ask(NewJob("test.echo", {"text": "still"}))
        assert time.monotonic() - begun < 1
        assert site.office.ended(job_id).state == "done"
    finally:
        site.redis.thaw()
    (after,) = site.office.ask(NewJob("test.echo", {"text": "after"}))
    assert site.office.ended(after).state == "done"


def test_a_postgres_that_crashes_and_comes_back_loses_no_job(
    site: Site, postgres_of_our_own: OwnServer, tmp_path: Path
) -> None:
    folder = tmp_path / "marks"
    folder.mkdir()
    site.workforce.hire()
    params = {"folder": str(folder), "steps": STEPS, "pause_s": 0.1}
    ids = site.office.ask(*(NewJob("test.steps", params) for _ in range(12)))
    time.sleep(0.5)
    postgres_of_our_own.crash()
    time.sleep(0.5)
    postgres_of_our_own.start()
    settle(site.office, ids, folder)
    for job_id in ids:
        assert site.office.look(job_id).state == "done"
        assert marks(folder, job_id) == [str(step) for step in range(STEPS)]


def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_done(site: Site) -> None:
    first = site.workforce.hire()
    (job_id,) = site.office.ask(NewJob("test.sleep", {"seconds": 3}))
    site.office.until(job_id, "running")
    assert first.terminate() == 0
    row = site.office.look(job_id)
    assert (row.state, row.failures) == ("queued", 0)
    site.workforce.hire()
    assert site.office.ended(job_id).state == "done"


def test_a_worker_does_only_the_queues_that_it_was_given(site: Site) -> None:
    site.workforce.hire("worker", "wakeup,learning")
    (other,) = site.office.ask(NewJob("test.echo", {"text": "not mine"}))
    (mine,) = site.office.ask(NewJob("test.other_queue", {"text": "mine"}))
    assert site.office.ended(mine).state == "done"
    assert site.office.look(other).state == "queued"
    site.workforce.hire("worker", "back-chat")
    assert site.office.ended(other).state == "done"


def test_two_clocks_tick_once(site: Site) -> None:
    minutely = {"name": "every minute", "task": "test.echo", "cron": "* * * * *"}
    schedule = site.office.run(site.office.wired.jobs.schedules.add(_new(minutely), "en"))
    _due_now(site.office, schedule.id)
    for _ in range(2):
        site.workforce.begin("scheduler")
    until(lambda: all("ready" in hand.said() for hand in site.workforce.hands), "they run")
    until(lambda: _ticks(site.office, schedule.id), "it has ticked")
    _due_now(site.office, schedule.id)
    time.sleep(3)
    assert len(set(_ticks(site.office, schedule.id))) == len(_ticks(site.office, schedule.id))
    assert 1 <= len(_ticks(site.office, schedule.id)) <= 2


def test_messages_that_nobody_fetches_do_not_pile_up(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "STALE_FOR_S", 1.5)
    with closing(Office(tmp_path / "alone", site.workforce.settings, "all")) as alone:
        ids = alone.ask(*(NewJob("test.echo", {"text": str(n)}) for n in range(40)))
        assert {alone.ended(job_id).state for job_id in ids} == {"done"}
        with site.redis.client() as client:
            until(lambda: client.llen("back-chat") == 0, "the list is empty", 20)
        (later,) = alone.ask(NewJob("test.echo", {"text": "later"}))
        assert alone.ended(later).state == "done"


def _new(values: dict[str, Any]) -> NewSchedule:
    return NewSchedule.model_validate(values)


def _due_now(office: Office, schedule_id: str) -> None:
    _sql(
        office,
        "update job_schedules set next_at = now() - interval '2 seconds' where id = :id",
        id=schedule_id,
    )


def _ticks(office: Office, schedule_id: str) -> list[str]:
    rows = _sql(office, "select key from jobs where key like :key", key=f"schedule/{schedule_id}/%")
    return [row[0] for row in rows]


def _sql(office: Office, statement: str, **values: object) -> list[Any]:
    async def act() -> list[Any]:
        async with office.wired.db.engine.begin() as connection:
            found = await connection.execute(text(statement), values)
            return list(found.all()) if found.returns_rows else []

    return office.run(act())
