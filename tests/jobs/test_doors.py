"""Jobs, queues and schedules through the doors."""

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.kernel.clock import now
from madoguchi.kernel.jobs import NewJob
from tests.conftest import Guests
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until

ODD = ["null", "undefined", "%20", "x" * 200, "00000000-0000-4000-8000-000000000000", "’; --"]
LATER = now() + timedelta(hours=1)


def owner_of(member: Person) -> str:
    found: str = member.do("GET", "/api/me")["id"]
    return found


def test_an_admin_sees_every_run_newest_first(house: House, admin: Person) -> None:
    first, second = house.enqueue(NewJob("test.nothing"), NewJob("test.nothing"))
    house.ended(second)
    ids = [job["id"] for job in admin.do("GET", "/api/jobs?limit=500")]
    assert {first, second} <= set(ids)
    newest = admin.do("GET", "/api/jobs?limit=1")[0]
    older = admin.do("GET", "/api/jobs", params={"before": newest["created_at"], "limit": 500})
    assert newest["id"] not in [job["id"] for job in older]


def test_a_list_can_be_narrowed(house: House, admin: Person) -> None:
    (waiting,) = house.enqueue(NewJob("test.sleep", due_at=LATER))
    (failed,) = house.enqueue(NewJob("test.hopeless"))
    house.ended(failed)

    def ids(query: str) -> set[str]:
        return {job["id"] for job in admin.do("GET", f"/api/jobs?limit=500&{query}")}

    assert waiting in ids("state=waiting&queue=learning")
    assert waiting not in ids("state=failed&state=done")
    assert failed in ids("task=test.hope")
    assert failed not in ids("task=test.sleep")


def test_steps_are_listed_only_when_asked_for(house: House, admin: Person) -> None:
    (run,) = house.enqueue(NewJob("test.tree", {"names": ["a"]}))
    house.ended(run)
    (step,) = admin.do("GET", f"/api/jobs/{run}")["steps"]
    assert step["id"] not in {job["id"] for job in admin.do("GET", "/api/jobs?limit=500")}
    every = admin.do("GET", "/api/jobs?limit=500&steps=true")
    assert step["id"] in {job["id"] for job in every}


def test_a_member_sees_their_own_jobs_and_nobody_else_s(
    house: House, member: Person, admin: Person
) -> None:
    (own,) = house.enqueue(NewJob("test.echo", {"text": "x"}, owner_id=owner_of(member)))
    (other,) = house.enqueue(NewJob("test.echo", {"text": "secret"}))
    house.ended(other)
    assert member.do("GET", f"/api/jobs/{own}")["id"] == own
    assert {job["id"] for job in member.do("GET", "/api/jobs?limit=500")} == {own}
    for method, path in (
        ("GET", f"/api/jobs/{other}"),
        ("GET", f"/api/jobs/{other}/log"),
        ("POST", f"/api/jobs/{other}/cancel"),
        ("POST", f"/api/jobs/{other}/retry"),
    ):
        assert member.refused(404, method, path)["code"] == "not_found"
    answer = {"step": "x", "answer": {}}
    assert member.refused(404, "POST", f"/api/jobs/{other}/answer", json=answer)
    assert admin.do("GET", f"/api/jobs/{own}")["id"] == own


def test_a_visitor_has_no_jobs_to_see(visitor: Person, member: Person) -> None:
    assert visitor.refused(401, "GET", "/api/jobs")["code"] == "unauthenticated"
    for path in ("/api/queues", "/api/schedules", "/api/tasks"):
        assert member.refused(403, "GET", path)["code"] == "forbidden"


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_id_is_not_found(admin: Person, odd: str) -> None:
    for method, path in (
        ("GET", f"/api/jobs/{odd}"),
        ("POST", f"/api/jobs/{odd}/cancel"),
        ("POST", f"/api/schedules/{odd}/tick"),
        ("DELETE", f"/api/schedules/{odd}"),
    ):
        assert admin.refused(404, method, path)["code"] == "not_found"


def test_a_failure_is_told_in_the_reader_s_language(
    house: House, admin: Person, guests: Guests
) -> None:
    (job_id,) = house.enqueue(NewJob("test.too_slow"))
    house.ended(job_id)
    reader = guests(house, house.keys["admin"], "ja")
    assert "time limit" in admin.do("GET", f"/api/jobs/{job_id}")["error"]["message"]
    assert "制限時間" in reader.do("GET", f"/api/jobs/{job_id}")["error"]["message"]


def test_a_job_is_cancelled_and_run_again(house: House, admin: Person) -> None:
    (job_id,) = house.enqueue(NewJob("test.echo", {"text": "again"}, due_at=LATER))
    assert admin.do("POST", f"/api/jobs/{job_id}/cancel")["state"] == "cancelled"
    admin.do("POST", f"/api/jobs/{job_id}/retry")
    assert house.ended(job_id).state == "done"
    assert admin.refused(409, "POST", f"/api/jobs/{job_id}/retry")["code"] == "conflict"


def test_the_log_is_read_on_from_a_number(house: House, admin: Person) -> None:
    (job_id,) = house.enqueue(NewJob("test.sleep", {"seconds": 0.1, "steps": 5}))
    house.ended(job_id)
    lines = admin.do("GET", f"/api/jobs/{job_id}/log")["lines"]
    assert [line["message"] for line in lines] == [f"began step {n}" for n in range(5)]
    rest = admin.do("GET", f"/api/jobs/{job_id}/log?after={lines[2]['number']}")["lines"]
    assert rest == lines[3:]


def test_a_queue_is_paused_and_goes_on(house: House, admin: Person) -> None:
    assert admin.do("PATCH", "/api/queues/modules", json={"paused": True})["paused"]
    component = _component(admin, "queue.modules")
    assert (component["state"], component["name"]) == ("off", "After learning")
    assert component["mend"]
    assert not admin.do("PATCH", "/api/queues/modules", json={"paused": False})["paused"]
    assert admin.refused(404, "PATCH", "/api/queues/nothing", json={"paused": True})


def test_every_component_of_the_diagram_is_a_queue(admin: Person) -> None:
    names = {queue["name"] for queue in admin.do("GET", "/api/queues")}
    assert {"back-chat", "crawling-app", "learn-scheduler", "cutoff-mail", "wakeup"} <= names
    assert len(names) == 14


def test_whoever_watches_hears_of_every_change(house: House, admin: Person) -> None:
    line = admin.line()
    watched = line.do("jobs.watch", {"job_id": None})
    assert isinstance(watched["jobs"], list)
    (job_id,) = house.enqueue(NewJob("test.sleep", {"seconds": 1.2, "steps": 4}))

    def told() -> list[dict[str, Any]]:
        line.quiet(0.1)
        found = [event for event in line.events if event["channel"] == "jobs.progress"]
        return [e["payload"]["job"] for e in found if e["payload"]["job"]["id"] == job_id]

    until(lambda: told() and told()[-1]["state"] == "done", "the end is told")
    assert {"running", "done"} <= {job["state"] for job in told()}
    assert [job["done"] for job in told()] == sorted(job["done"] for job in told())
    assert any(0 < job["done"] < 4 for job in told())


def test_a_member_who_watches_hears_nothing_of_others(house: House, member: Person) -> None:
    line = member.line()
    line.do("jobs.watch")
    (other,) = house.enqueue(NewJob("test.echo", {"text": "secret"}))
    (own,) = house.enqueue(NewJob("test.echo", owner_id=owner_of(member)))
    house.ended(own)
    house.ended(other)
    line.quiet(0.5)
    ids = {e["payload"]["job"]["id"] for e in line.events if e["channel"] == "jobs.progress"}
    assert ids == {own}
    refused = line.refused("jobs.watch", {"job_id": other})
    assert refused["code"] == "not_found"


def test_one_run_can_be_watched_with_its_steps(house: House, admin: Person) -> None:
    (run,) = house.enqueue(NewJob("test.ask"))
    line = admin.line()
    until(lambda: admin.do("GET", f"/api/jobs/{run}")["state"] == "waiting", "it asks")
    assert [job["id"] for job in line.do("jobs.watch", {"job_id": run})["jobs"]] == [run]
    (another,) = house.enqueue(NewJob("test.nothing"))
    house.ended(another)
    admin.do("POST", f"/api/jobs/{run}/answer", json={"step": "colour", "answer": {"a": 1}})
    house.ended(run)
    line.quiet(0.5)
    ids = {e["payload"]["job"]["id"] for e in line.events if e["channel"] == "jobs.progress"}
    assert ids == {run}


def test_prometheus_reads_how_much_waits(house: House, admin: Person, visitor: Person) -> None:
    (job_id,) = house.enqueue(NewJob("test.hopeless"))
    house.ended(job_id)
    answer = visitor.send("GET", "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'madoguchi_jobs{queue="back-chat",state="failed"}' in answer.text
    assert 'madoguchi_queue_oldest_seconds{queue="learning"}' in answer.text
    assert "process_resident_memory_bytes" in answer.text
    far = {"X-Forwarded-For": "192.0.2.1"}
    assert visitor.send("GET", "/metrics", headers=far).status_code == 401
    assert admin.send("GET", "/metrics", headers=far).status_code == 200


def _component(admin: Person, component_id: str) -> dict[str, Any]:
    found = {each["id"]: each for each in admin.do("GET", "/api/components")}
    component: dict[str, Any] = found[component_id]
    return component
