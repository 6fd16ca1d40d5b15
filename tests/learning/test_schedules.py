"""Sources that are learned by the clock: what was missed is caught up, once, by one process."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.entry.learning_room import OPERATOR
from madoguchi.jobs.schemas import Wanted
from madoguchi.kernel.clock import now
from madoguchi.learning.schemas import NewSource
from madoguchi.learning.sources import TASK, TERMINAL
from tests.learning.test_killed_runs import Admin
from tests.support.clock import Clock, clock_in
from tests.support.people import Person
from tests.support.processes import Desk, until
from tests.support.redis import own_redis
from tests.support.scaled import Office, Workforce

THREE_DAYS, SIX_DAYS = "+259200", "+518400"
A_LITTLE_S = 3


def daily() -> str:
    """A time of day that is far enough away not to come by itself."""
    return f"0 {(now() + timedelta(hours=6)).hour} * * *"


def elsewhen() -> str:
    """A day of the month on which three days from now do not pass."""
    return f"0 0 {(now() + timedelta(days=14)).day} * *"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "a.md").write_text("# 当番\n\n当番は金曜日に掃除します。\n", "utf-8")
    return folder


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return clock_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, shelf: Path, clock: Clock) -> Iterator[Desk]:
    settings = {"learning": {"folders": [str(shelf)]}}
    opened = Desk(tmp_path / "home", settings, clock.around)
    try:
        yield opened.start()
    finally:
        opened.close()


def test_what_was_missed_is_caught_up_once_and_only_where_it_is_still_wanted(
    desk: Desk, shelf: Path, clock: Clock
) -> None:
    admin = Admin(desk)

    def add(name: str) -> str:
        wish = {"kind": "folder", "starts": [str(shelf)], "name": name, "cron": daily()}
        source: str = admin.do("POST", "/api/sources", json=wish | {"zone": "UTC"})["id"]
        return source

    kept, moved, resting, gone = add("kept"), add("moved"), add("resting"), add("gone")
    before = admin.do("GET", f"/api/sources/{kept}")["next_at"]
    admin.do("PATCH", f"/api/sources/{moved}", json={"cron": elsewhen(), "zone": "UTC"})
    admin.do("PATCH", f"/api/sources/{resting}", json={"unscheduled": True})
    admin.do("DELETE", f"/api/sources/{gone}")
    admin.close()
    desk.terminate()
    clock.jump(THREE_DAYS)
    desk.start()
    admin = Admin(desk)

    def runs(source: str) -> list[Any]:
        found: list[Any] = admin.do("GET", f"/api/sources/{source}/runs")
        return found

    until(lambda: [each["state"] for each in runs(kept)] == ["done"], "it was caught up", 40)
    time.sleep(A_LITTLE_S)
    assert len(runs(kept)) == 1
    assert runs(moved) == runs(resting) == []
    started = admin.do("GET", "/api/jobs", params={"task": TASK})
    assert len(started) == 1
    shown = {each["id"]: each for each in admin.do("GET", "/api/sources")}
    assert set(shown) == {kept, moved, resting}
    after, then = (datetime.fromisoformat(each) for each in (shown[kept]["next_at"], before))
    assert after - then == timedelta(days=3)
    assert datetime.fromisoformat(shown[moved]["next_at"]) > after
    assert shown[resting]["next_at"] is None
    admin.close()


def test_of_two_clocks_one_has_a_source_learned_and_the_other_takes_over_from_it(
    fresh_postgres: Callable[[], str], tmp_path: Path, shelf: Path, clock: Clock
) -> None:
    with own_redis() as redis:
        settings: dict[str, Any] = {
            "database": {"url": fresh_postgres()},
            "redis": {"url": redis.url},
            "server": {"drain_s": 0.2},
        }
        workforce = Workforce(tmp_path, settings, clock.around)
        with closing(Office(tmp_path / "office", settings, "api")) as office:
            wish = NewSource(kind="folder", starts=[str(shelf)], cron=daily(), zone="UTC")
            office.run(office.wired.learning.sources.add(wish, TERMINAL, "en"))

            def begun() -> list[Any]:
                return office.run(office.jobs.page(OPERATOR, "en", Wanted(task=TASK)))

            try:
                first = workforce.hire("scheduler")
                workforce.hire("scheduler")
                clock.jump(THREE_DAYS)
                until(begun, "it is due")
                time.sleep(A_LITTLE_S)
                assert len(begun()) == 1
                first.kill()
                clock.jump(SIX_DAYS)
                until(lambda: len(begun()) == 2, "the other one goes on")
                time.sleep(A_LITTLE_S)
                assert len(begun()) == 2
            finally:
                workforce.end()


def scheduled(admin: Person, folder: Path, **given: Any) -> Any:
    wish = {"kind": "folder", "starts": [str(folder)], "cron": "40 3 * * *"} | given
    return admin.do("POST", "/api/sources", json=wish)


@pytest.fixture
def open_folder(learning_house: Any) -> Path:
    (folder,) = learning_house.wired.settings.learning.folders
    return Path(folder)


def test_sources_of_one_name_have_schedules_of_their_own(
    librarian: Person, open_folder: Path
) -> None:
    made = [scheduled(librarian, open_folder, name="twins") for _ in range(2)]
    assert all(each["next_at"] for each in made)
    for each in made:
        librarian.do("DELETE", f"/api/sources/{each['id']}")


def test_a_source_outlives_a_schedule_that_somebody_has_deleted(
    librarian: Person, open_folder: Path
) -> None:
    made = scheduled(librarian, open_folder)
    path = f"/api/sources/{made['id']}"

    def drop() -> None:
        every = librarian.do("GET", "/api/schedules")
        (mine,) = [each for each in every if each["params"] == {"source_id": made["id"]}]
        librarian.do("DELETE", f"/api/schedules/{mine['id']}")

    drop()
    assert librarian.do("GET", path)["next_at"] is None
    assert librarian.do("PATCH", path, json={"cron": "0 5 * * *"})["next_at"]
    drop()
    assert librarian.do("PATCH", path, json={"unscheduled": True})["cron"] is None
    assert librarian.do("PATCH", path, json={"cron": "0 5 * * *"})["next_at"]
    drop()
    assert librarian.do("DELETE", path)["id"] == made["id"]
