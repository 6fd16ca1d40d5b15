"""What whoever enqueues may rely on, whoever does the work."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.jobs.repository.steps import StepRepository
from madoguchi.jobs.schemas import Answer, Job, JobTree
from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Conflict, Invalid, NotFound
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.kernel.jobs import Hopeless, NewJob
from tests.support.processes import until
from tests.support.scaled import Office

ADMIN = Caller("someone", "admin", frozenset({EVERYTHING}), "someone")


def shown(office: Office, job_id: str) -> JobTree:
    return office.run(office.jobs.show(ADMIN, job_id, "en"))


def test_a_job_is_done_and_its_result_is_kept(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.echo", {"text": "窓口"}))
    row = office.ended(job_id)
    assert (row.state, row.result, row.failures) == ("done", {"text": "窓口"}, 0)
    assert row.created_at <= row.started_at <= row.ended_at  # type: ignore[operator]


def test_many_jobs_are_each_done_once(office: Office, tmp_path: Path) -> None:
    ids = office.ask(
        *(NewJob("test.order", {"times": n, "folder": str(tmp_path)}) for n in range(120))
    )
    for job_id in ids:
        assert office.ended(job_id).state == "done"
    done = (tmp_path / "order").read_text().split()
    assert sorted(map(int, done)) == list(range(120))


def test_a_job_is_recorded_with_what_caused_it_or_not_at_all(office: Office) -> None:
    recorded: list[str] = []

    async def act() -> None:
        async with office.wired.db.begin() as transaction:
            recorded.extend(await office.wired.jobs.enqueue(transaction, NewJob("test.nothing")))
            raise Conflict("db.conflict")

    with pytest.raises(Conflict):
        office.run(act())
    with pytest.raises(NotFound):
        shown(office, recorded[0])


def test_the_same_key_is_one_job(office: Office) -> None:
    wish = NewJob("test.echo", {"text": "once"}, key=f"key-{time.monotonic_ns()}")

    async def at_once() -> set[str]:
        async def ask() -> str:
            async with office.wired.db.begin() as transaction:
                (job_id,) = await office.wired.jobs.enqueue(transaction, wish)
            return job_id

        return set(await asyncio.gather(*(ask() for _ in range(8))))

    ids = office.run(at_once())
    assert len(ids) == 1
    assert office.ask(wish) == list(ids)
    assert office.ended(ids.pop()).state == "done"


def test_a_failure_is_tried_again_until_it_goes_well(office: Office, tmp_path: Path) -> None:
    (job_id,) = office.ask(NewJob("test.fail_first", {"times": 2, "folder": str(tmp_path)}))
    row = office.ended(job_id)
    assert (row.state, row.failures, row.result) == ("done", 2, {"number": 3})


def test_what_fails_every_time_ends_with_a_reason_and_a_trace(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.break"))
    assert office.ended(job_id).state == "failed"
    job = shown(office, job_id)
    assert job.error is not None
    assert job.error.code == "internal"
    assert job.error.trace_id
    assert "KeyError" in job.error.message
    assert "private" not in job.model_dump_json()
    assert (job.failures, job.attempts) == (2, 2)


def test_what_cannot_go_well_is_not_tried_again(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.hopeless"))
    row = office.ended(job_id)
    assert (row.state, row.failures) == ("failed", 1)


def test_an_unknown_task_is_refused_where_it_is_asked_for(office: Office) -> None:
    with pytest.raises(Hopeless):
        office.ask(NewJob("test.no_such_task"))


def test_a_job_that_takes_too_long_is_ended(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.too_slow"))
    assert office.ended(job_id).state == "failed"
    job = shown(office, job_id)
    assert job.error is not None
    assert job.error.code == "timeout"


def test_a_job_for_later_waits_for_its_time(office: Office) -> None:
    due = now() + timedelta(seconds=1.2)
    (job_id,) = office.ask(NewJob("test.echo", {"text": "later"}, due_at=due))
    assert office.look(job_id).state == "waiting"
    row = office.ended(job_id)
    assert row.started_at is not None
    assert row.started_at >= due


def test_a_job_may_sleep_without_keeping_a_worker(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.later", {"seconds": 0.8}))
    row = office.until(job_id, "waiting")
    assert row.waits_for == "time"
    row = office.ended(job_id)
    assert (row.state, row.failures, row.epoch) == ("done", 0, 2)


def test_a_run_waits_for_its_steps_and_gathers_what_they_say(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.tree", {"names": ["a", "b", "c"], "failing": ["d"]}))
    row = office.ended(job_id)
    assert row.result is not None
    states = {name: each["state"] for name, each in row.result["given"].items()}
    assert states == {"a": "done", "b": "done", "c": "done", "d": "failed"}
    tree = shown(office, job_id)
    assert {step.state for step in tree.steps} == {"done", "failed"}
    assert all(step.parent_id == job_id for step in tree.steps)


def test_a_job_that_asks_a_person_goes_on_with_their_answer(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.ask", {"text": "Which colour?"}))
    assert office.until(job_id, "waiting").waits_for == "person"
    asked = shown(office, job_id).question
    assert asked is not None
    assert (asked.text, asked.uncertain) == ("Which colour?", False)
    given = Answer(step="colour", answer={"colour": "indigo"})
    office.run(office.jobs.answer(ADMIN, job_id, given, "en"))
    assert office.ended(job_id).result == {"given": {"colour": "indigo"}}
    with pytest.raises(Conflict):
        office.run(office.jobs.answer(ADMIN, job_id, given, "en"))


def test_progress_and_log_can_be_read_while_a_job_runs(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.sleep", {"seconds": 3, "steps": 6}))
    row: Any = until(lambda: r if (r := office.look(job_id)).done >= 2 else None, "two steps")
    assert (row.state, row.total) == ("running", 6)
    assert row.note.startswith("step")
    log = office.run(office.jobs.log(ADMIN, job_id, 0, 100))
    assert log.lines[0].message == "began step 0"
    office.run(office.jobs.cancel(ADMIN, job_id, "en"))
    office.ended(job_id)


def test_cancelling_reaches_a_job_that_runs(office: Office) -> None:
    (job_id,) = office.ask(NewJob("test.sleep", {"seconds": 25}))
    office.until(job_id, "running")
    begun = time.monotonic()
    office.run(office.jobs.cancel(ADMIN, job_id, "en"))
    assert office.ended(job_id).state == "cancelled"
    assert time.monotonic() - begun < 5


def test_a_cancelled_job_can_be_run_again(office: Office) -> None:
    later = now() + timedelta(hours=1)
    (job_id,) = office.ask(NewJob("test.echo", {"text": "again"}, due_at=later))
    office.run(office.jobs.cancel(ADMIN, job_id, "en"))
    assert office.look(job_id).state == "cancelled"
    office.run(office.jobs.retry(ADMIN, job_id, "en"))
    assert office.ended(job_id).result == {"text": "again"}
    with pytest.raises(Conflict):
        office.run(office.jobs.retry(ADMIN, job_id, "en"))


def test_cancelling_a_run_cancels_its_steps(office: Office) -> None:
    office.run(office.jobs.pause("back-chat", True, "en"))
    try:
        (job_id,) = office.ask(NewJob("test.tree", {"names": ["a", "b"]}))
        until(lambda: office.look(job_id).waits_for == "children", "it waits for its steps")
        tree: Job = office.run(office.jobs.cancel(ADMIN, job_id, "en"))
        assert isinstance(tree, JobTree)
        assert [tree.state, *(step.state for step in tree.steps)] == ["cancelled"] * 3
    finally:
        office.run(office.jobs.pause("back-chat", False, "en"))


def test_a_queue_that_rests_is_left_alone_until_it_goes_on(office: Office) -> None:
    paused = office.run(office.jobs.pause("back-chat", True, "en"))
    assert paused.paused
    (rests,) = office.ask(NewJob("test.echo", {"text": "rests"}))
    (other,) = office.ask(NewJob("test.other_queue", {"text": "goes"}))
    assert office.ended(other).state == "done"
    assert office.look(rests).state == "queued"
    office.run(office.jobs.pause("back-chat", False, "en"))
    assert office.ended(rests).state == "done"


def test_the_urgent_go_first(office: Office) -> None:
    office.run(office.jobs.pause("back-chat", True, "en"))
    others = office.ask(*(NewJob("test.nothing") for _ in range(40)))
    (urgent,) = office.ask(NewJob("test.nothing", priority=5))
    office.run(office.jobs.pause("back-chat", False, "en"))
    begun = [office.ended(job_id).started_at or now() for job_id in [urgent, *others]]
    assert begun[0] <= min(begun[1:])


def test_queues_tell_how_much_waits_and_for_how_long(office: Office) -> None:
    office.run(office.jobs.pause("wakeup", True, "en"))
    ids = office.ask(*(NewJob("test.other_queue") for _ in range(3)))
    time.sleep(0.2)
    queues = {queue.name: queue for queue in office.run(office.jobs.queues("en"))}
    assert len(queues) == 14
    assert (queues["wakeup"].queued, queues["wakeup"].paused) == (3, True)
    assert 0.2 <= (queues["wakeup"].oldest_s or 0) < 30
    office.run(office.jobs.pause("wakeup", False, "en"))
    for job_id in ids:
        office.ended(job_id)


def test_whether_a_step_happened_must_be_said(office: Office, tmp_path: Path) -> None:
    """A step was begun by a worker that is gone: nobody knows whether it was done."""
    params = {"folder": str(tmp_path), "steps": 2}
    later = now() + timedelta(hours=1)
    (job_id,) = office.ask(NewJob("test.steps", params, due_at=later))
    office.run(_begin_step(office, job_id, "step 0"))
    office.run(office.jobs.cancel(ADMIN, job_id, "en"))
    office.run(office.jobs.retry(ADMIN, job_id, "en"))
    assert office.until(job_id, "waiting").waits_for == "person"
    asked = shown(office, job_id).question
    assert asked is not None
    assert asked.uncertain
    with pytest.raises(Invalid):
        office.run(office.jobs.answer(ADMIN, job_id, Answer(step="step 0"), "en"))
    given = Answer(step="step 0", happened=True)
    office.run(office.jobs.answer(ADMIN, job_id, given, "en"))
    assert office.ended(job_id).state == "done"
    assert (tmp_path / job_id).read_text().split() == ["1"]


async def _begin_step(office: Office, job_id: str, step: str) -> None:
    async with office.wired.db.begin() as transaction:
        await StepRepository(transaction, job_id).begin(step)


def test_what_a_database_does_not_keep_is_left_out_and_holds_up_nobody(office: Office) -> None:
    said, failed = office.ask(NewJob("test.odd"), NewJob("test.odd", {"text": "fail"}))
    row = office.ended(said)
    assert (row.state, row.result, row.note) == ("done", {"number": None}, "cd")
    log = office.run(office.jobs.log(ADMIN, said, 0, 10))
    assert [line.message for line in log.lines] == ["ab, half ? of a character"]
    assert office.ended(failed).state == "failed"
    error = shown(office, failed).error
    assert error and "ef" in error.message
    (after,) = office.ask(NewJob("test.echo", {"text": "after"}))
    assert office.ended(after).state == "done"


def test_runs_cancelled_while_their_steps_end_are_all_cancelled_or_done(office: Office) -> None:
    names = [str(number) for number in range(4)]
    runs = office.ask(*(NewJob("test.tree", {"names": names}) for _ in range(12)))

    async def cancel_all() -> None:
        await asyncio.gather(*(office.jobs.cancel(ADMIN, run, "en") for run in runs))

    time.sleep(0.1)
    office.run(cancel_all())
    for run in runs:
        assert office.ended(run).state in ("cancelled", "done")
