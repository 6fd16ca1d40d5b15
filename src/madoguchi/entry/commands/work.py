"""Commands about jobs, queues and schedules: what the screens show."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.wiring import Wired
from madoguchi.jobs.queues import QUEUES
from madoguchi.jobs.schemas import Answer, Job, JobTree, Queue, Schedule, Wanted
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.kernel.words import say

T = TypeVar("T")
OPERATOR = Caller("terminal", "admin", frozenset({EVERYTHING}), "terminal")
"""Whoever may start the product's own program on its own home."""
STATES = ("queued", "running", "waiting", "done", "failed", "cancelled")
FOLLOW_EVERY_S = 0.3


@click.group()
def jobs() -> None:
    """Work that is done later."""


@jobs.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES))
@click.option("--queue", type=click.Choice(QUEUES))
@click.option("--limit", default=50, type=click.IntRange(1, 500))
@command
def list_jobs(terminal: Terminal, states: tuple[str, ...], queue: str | None, limit: int) -> None:
    """List runs, newest first."""
    wanted = Wanted.model_validate({"state": list(states), "queue": queue, "limit": limit})
    found = _do(terminal, lambda wired: wired.jobs.jobs.page(OPERATOR, terminal.language, wanted))
    words = "\n".join(_line(job, terminal.language) for job in found)
    terminal.show(list(found), words or say("jobs.none", terminal.language))


@jobs.command("show")
@click.argument("job_id")
@click.option("--follow", is_flag=True, help="Go on showing it until it ends.")
@command
def show_job(terminal: Terminal, job_id: str, follow: bool) -> None:
    """Show a job, its steps and its log."""

    async def act(wired: Wired) -> JobTree:
        shown = 0
        while True:
            job = await wired.jobs.jobs.show(OPERATOR, job_id, terminal.language)
            log = await wired.jobs.jobs.log(OPERATOR, job_id, shown, 1000)
            if not terminal.as_json:
                for line in log.lines:
                    click.echo(f"  {line.at:%H:%M:%S} {line.level:7} {line.message}")
            shown = log.lines[-1].number if log.lines else shown
            if not follow or job.ended_at or job.waits_for == "person":
                return job
            await asyncio.sleep(FOLLOW_EVERY_S)

    _tell(terminal, _do(terminal, act))


@jobs.command("retry")
@click.argument("job_id")
@command
def retry_job(terminal: Terminal, job_id: str) -> None:
    """Run a job again that has failed or was cancelled."""
    language = terminal.language
    _tell(terminal, _do(terminal, lambda w: w.jobs.jobs.retry(OPERATOR, job_id, language)))


@jobs.command("cancel")
@click.argument("job_id")
@command
def cancel_job(terminal: Terminal, job_id: str) -> None:
    """Cancel a job and its steps."""
    language = terminal.language
    _tell(terminal, _do(terminal, lambda w: w.jobs.jobs.cancel(OPERATOR, job_id, language)))


@jobs.command("answer")
@click.argument("job_id")
@click.argument("step")
@click.option("--happened/--not-happened", default=None)
@click.option("--answer", default="{}", help="A JSON object.")
@command
def answer_job(
    terminal: Terminal, job_id: str, step: str, happened: bool | None, answer: str
) -> None:
    """Answer a job that waits for a person."""
    try:
        given = Answer.model_validate(
            {"step": step, "answer": json.loads(answer), "happened": happened}
        )
    except ValueError as error:
        raise click.UsageError("--answer must be a JSON object") from error
    language = terminal.language
    _tell(terminal, _do(terminal, lambda w: w.jobs.jobs.answer(OPERATOR, job_id, given, language)))


@click.group()
def queues() -> None:
    """The queues, and what is in them."""


@queues.command("list")
@command
def list_queues(terminal: Terminal) -> None:
    """Show every queue."""
    found = _do(terminal, lambda wired: wired.jobs.jobs.queues(terminal.language))
    terminal.show(list(found), "\n".join(_queue(each, terminal.language) for each in found))


@queues.command("pause")
@click.argument("name")
@command
def pause_queue(terminal: Terminal, name: str) -> None:
    """Let a queue rest."""
    found = _do(terminal, lambda wired: wired.jobs.jobs.pause(name, True, terminal.language))
    terminal.show(found, _queue(found, terminal.language))


@queues.command("resume")
@click.argument("name")
@command
def resume_queue(terminal: Terminal, name: str) -> None:
    """Let a queue go on."""
    found = _do(terminal, lambda wired: wired.jobs.jobs.pause(name, False, terminal.language))
    terminal.show(found, _queue(found, terminal.language))


@click.group()
def schedules() -> None:
    """What is done again and again."""


@schedules.command("list")
@command
def list_schedules(terminal: Terminal) -> None:
    """Show every schedule and its next time."""
    found = _do(terminal, lambda wired: wired.jobs.schedules.all(terminal.language))
    terminal.show(list(found), "\n".join(map(_schedule, found)))


@schedules.command("run")
@click.argument("schedule_id")
@command
def run_schedule(terminal: Terminal, schedule_id: str) -> None:
    """Do it once, now."""
    found = _do(terminal, lambda wired: wired.jobs.schedules.run_now(schedule_id))
    terminal.show(found, found.job_id)


@schedules.command("tick")
@click.argument("schedule_id")
@command
def tick_schedule(terminal: Terminal, schedule_id: str) -> None:
    """Do what is due now: the same tick twice is one job."""
    found = _do(terminal, lambda wired: wired.jobs.schedules.tick(schedule_id))
    terminal.show(found, found.job_id)


def _do(terminal: Terminal, act: Callable[[Wired], Awaitable[T]]) -> T:
    return do(terminal, act)


def _tell(terminal: Terminal, job: JobTree) -> None:
    terminal.show(job, "\n".join(_tree(job, terminal.language, 0)))


def _tree(job: JobTree, language: str, depth: int) -> list[str]:
    lines = ["  " * depth + _line(job, language)]
    if job.question:
        asked = say("jobs.by_answer", language, text=job.question.text)
        lines.append("  " * depth + f"    {asked} ({job.question.step})")
    return lines + [line for step in job.steps for line in _tree(step, language, depth + 1)]


def _line(job: Job, language: str) -> str:
    total = f"/{job.total}" if job.total is not None else ""
    progress = f"  {job.done}{total}" if job.done or total else ""
    error = f"  {job.error.message}" if job.error else ""
    state = say(f"jobs.state.{job.state}", language)
    return f"{job.id}  {state}  {job.task}{progress}{error}"


def _queue(queue: Queue, language: str) -> str:
    counts = {state: getattr(queue, state) for state in ("queued", "running", "waiting", "failed")}
    mark = "○" if queue.paused else "●"
    return f"{mark} {queue.name:18} {say('upkeep.queue', language, **counts)}  {queue.title}"


def _schedule(schedule: Schedule) -> str:
    upcoming = f"{schedule.next[0]:%Y-%m-%d %H:%M %Z}" if schedule.next else "–"
    return f"{schedule.id}  {schedule.cron:14} {schedule.zone:14} {upcoming}  {schedule.name}"
