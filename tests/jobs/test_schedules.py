"""Schedules: read, changed, and turned into jobs when their time comes."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from madoguchi.jobs import cron
from madoguchi.jobs.repository.schedules import ScheduleRepository
from madoguchi.kernel.errors import Invalid
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def first(expression: str, zone: str, after: str, count: int = 3) -> list[str]:
    times = cron.following(expression, zone, moment(after))
    return [next(times).isoformat() for _ in range(count)]


def test_a_schedule_is_meant_in_its_own_time_zone() -> None:
    assert first("40 3 * * *", "Asia/Tokyo", "2026-11-20 12:00", 1) == ["2026-11-20T18:40:00+00:00"]
    assert first("40 3 * * *", "UTC", "2026-11-20 12:00", 1) == ["2026-11-21T03:40:00+00:00"]


def test_an_hour_that_does_not_exist_is_not_left_out_and_one_that_comes_twice_is_once() -> None:
    """In Berlin the clocks go from 2:00 to 3:00 in March and from 3:00 to 2:00 in October."""
    spring = first("30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", 2)
    assert [each[:10] for each in spring] == ["2026-03-29", "2026-03-30"]
    autumn = first("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00", 3)
    assert [each[:10] for each in autumn] == ["2026-10-25", "2026-10-26", "2026-10-27"]


@pytest.mark.parametrize(
    ("now", "tick"),
    [
        ("2026-11-20 10:17:00", "2026-11-20T10:17:00+00:00"),
        ("2026-11-20 10:17:59", "2026-11-20T10:17:00+00:00"),
        ("2026-11-20 11:16:59", "2026-11-20T10:17:00+00:00"),
        ("2026-11-22 00:00:00", "2026-11-21T23:17:00+00:00"),
    ],
)
def test_a_moment_belongs_to_the_newest_tick(now: str, tick: str) -> None:
    assert cron.latest("17 * * * *", "UTC", moment(now)).isoformat() == tick


@pytest.mark.parametrize("wrong", ["", "* * * *", "61 * * * *", "a b c d e", "0 0 31 2 *"])
def test_what_cannot_be_read_as_a_schedule_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        cron.check(wrong, "UTC")


def made(admin: Person, name: str, **more: Any) -> dict[str, Any]:
    new = {"name": name, "task": "test.echo", "cron": "0 4 * * *"} | more
    schedule: dict[str, Any] = admin.do("POST", "/api/schedules", json=new)
    return schedule


def test_a_schedule_shows_when_it_will_run(admin: Person) -> None:
    schedule = made(admin, "shown", zone="UTC")
    assert len(schedule["next"]) == 3
    assert all("T04:00:00" in each for each in schedule["next"])
    assert schedule in admin.do("GET", "/api/schedules")


def test_a_schedule_is_changed_switched_off_and_deleted(admin: Person) -> None:
    schedule = made(admin, "changed")
    path = f"/api/schedules/{schedule['id']}"
    changed = admin.do("PATCH", path, json={"cron": "5 5 * * 1", "zone": "UTC"})
    assert (changed["cron"], changed["zone"], changed["name"]) == ("5 5 * * 1", "UTC", "changed")
    assert admin.do("PATCH", path, json={"enabled": False})["next"] == []
    assert admin.refused(409, "POST", f"{path}/tick")["code"] == "conflict"
    assert admin.do("DELETE", path)["id"] == schedule["id"]
    assert admin.refused(404, "PATCH", path, json={})


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"cron": "99 * * * *"}, 422),
        ({"zone": "Mars/Olympus"}, 422),
        ({"task": "test.no_such"}, 422),
        ({"task": "test.sleep", "params": {"seconds": "soon"}}, 422),
        ({"name": ""}, 422),
        ({"name": "clean-chat"}, 409),
    ],
)
def test_a_wrong_schedule_is_refused_with_a_reason(
    admin: Person, wrong: dict[str, Any], status: int
) -> None:
    new = {"name": "wrong", "task": "test.echo", "cron": "0 4 * * *"} | wrong
    assert admin.refused(status, "POST", "/api/schedules", json=new)["message"]


def test_the_product_s_own_schedules_can_rest_but_not_be_deleted(admin: Person) -> None:
    own = next(each for each in admin.do("GET", "/api/schedules") if each["name"] == "clean-chat")
    path = f"/api/schedules/{own['id']}"
    assert own["own"]
    assert admin.refused(409, "DELETE", path)["code"] == "conflict"
    assert not admin.do("PATCH", path, json={"enabled": False})["enabled"]
    assert admin.do("PATCH", path, json={"enabled": True})["enabled"]


def test_run_now_does_it_each_time(house: House, admin: Person) -> None:
    schedule = made(admin, "now", params={"text": "now"})
    path = f"/api/schedules/{schedule['id']}/run"
    ids = {admin.do("POST", path)["job_id"] for _ in range(2)}
    assert len(ids) == 2
    for job_id in ids:
        assert house.ended(job_id).result == {"text": "now"}


def test_a_clock_from_outside_ticks_once_however_often_it_knocks(
    house: House, admin: Person, member: Person
) -> None:
    schedule = made(admin, "outside")
    path = f"/api/schedules/{schedule['id']}/tick"
    ids = {admin.do("POST", path)["job_id"] for _ in range(3)}
    assert len(ids) == 1
    assert house.ended(ids.pop()).state == "done"
    assert member.refused(403, "POST", path)["code"] == "forbidden"


def test_what_was_missed_is_caught_up_once(house: House, admin: Person) -> None:
    schedule = made(admin, "missed", cron="* * * * *", params={"text": "caught up"})
    missed = datetime.now(UTC) - timedelta(hours=3)
    house.run(_due_since(house, schedule["id"], missed))

    def ticks() -> list[Any]:
        return house.sql(
            "select id from jobs where key like :key", key=f"schedule/{schedule['id']}/%"
        )

    until(ticks, "it is caught up", 10)
    time.sleep(2)
    assert len(ticks()) in (1, 2)  # a new minute may have begun meanwhile
    assert house.ended(ticks()[0][0]).result == {"text": "caught up"}
    admin.do("DELETE", f"/api/schedules/{schedule['id']}")


async def _due_since(house: House, schedule_id: str, since: datetime) -> None:
    async with house.wired.db.begin() as session:
        row = await ScheduleRepository(session).one(schedule_id)
        assert row is not None
        row.next_at = since
