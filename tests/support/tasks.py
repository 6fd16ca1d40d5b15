"""Tasks that only the tests have: each shows one thing that a real one may do."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from madoguchi.entry.doors import TASKS
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Transaction
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.jobs import Hopeless, NewJob, Run, Tasks

tasks = Tasks()


class Nothing(BaseModel):
    """No parameters."""


class Text(BaseModel):
    text: str = ""


class Number(BaseModel):
    number: int = 0


class Odd(BaseModel):
    number: float | None


class Times(BaseModel):
    times: int = 1
    folder: str = ""


class Seconds(BaseModel):
    seconds: float = 0.1
    steps: int = 1


class Steps(BaseModel):
    folder: str
    steps: int = 3
    pause_s: float = 0.0


class Names(BaseModel):
    names: list[str] = Field(default_factory=list)
    failing: list[str] = Field(default_factory=list)


class Given(BaseModel):
    given: dict[str, Any]


@tasks.task("test.echo", queue="back-chat")
async def echo(run: Run, params: Text) -> Text:
    return params


@tasks.task("test.nothing", queue="back-chat")
async def nothing(run: Run, params: Nothing) -> None:
    return None


@tasks.task("test.other_queue", queue="wakeup")
async def other_queue(run: Run, params: Text) -> Text:
    return params


@tasks.task("test.order", queue="back-chat")
async def order(run: Run, params: Times) -> None:
    """Write down that it was run."""
    _mark(params.folder, "order", str(params.times))


@tasks.task("test.fail_first", queue="back-chat", attempts=5, backoff_s=0.05)
async def fail_first(run: Run, params: Times) -> Number:
    """Fail so many times, then succeed; the folder remembers."""
    tries = _mark(params.folder, "tries", "x")
    if tries <= params.times:
        raise Unavailable("db.unavailable")
    return Number(number=tries)


@tasks.task("test.break", queue="back-chat", attempts=2, backoff_s=0.05)
async def break_down(run: Run, params: Nothing) -> None:
    raise KeyError("a private matter")


@tasks.task("test.hopeless", queue="back-chat", attempts=5)
async def hopeless(run: Run, params: Nothing) -> None:
    raise Hopeless("jobs.bad_params", fields="none")


@tasks.task("test.sleep", queue="learning", limit_s=30)
async def sleep(run: Run, params: Seconds) -> Number:
    for step in range(params.steps):
        run.progress(step, params.steps, f"step {step}")
        run.log(f"began step {step}")
        await asyncio.sleep(params.seconds / params.steps)
    run.progress(params.steps, params.steps)
    return Number(number=params.steps)


@tasks.task("test.too_slow", queue="back-chat", limit_s=0.2, attempts=1)
async def too_slow(run: Run, params: Nothing) -> None:
    await asyncio.sleep(30)


@tasks.task("test.steps", queue="learning", attempts=100, backoff_s=0.05)
async def steps(run: Run, params: Steps) -> Number:
    """Leave one mark for each step: a step that is done twice leaves two."""
    for number in range(params.steps):

        async def act(number: int = number) -> dict[str, Any]:
            return {"marks": _mark(params.folder, run.job_id, str(number))}

        await run.once_outside(f"step {number}", act)
        run.progress(number + 1, params.steps)
        await asyncio.sleep(params.pause_s)
    return Number(number=params.steps)


@tasks.task("test.tree", queue="learning")
async def tree(run: Run, params: Names) -> Given:
    """Have a child for each name, and gather what they say."""
    for name in params.names:
        await run.spawn(name, NewJob("test.echo", Text(text=name)))
    for name in params.failing:
        await run.spawn(name, NewJob("test.hopeless"))
    return Given(given=await run.children())


@tasks.task("test.ask", queue="back-chat")
async def ask(run: Run, params: Text) -> Given:
    return Given(given=await run.answer("colour", params.text or "Which colour?"))


@tasks.task("test.odd", queue="back-chat", attempts=1)
async def odd(run: Run, params: Text) -> Odd:
    """Say what a database does not keep."""
    run.log("a\x00b, half \ud83d of a character")
    run.progress(1, 1, "c\x00d")
    if params.text:
        raise Unavailable("home.unusable", folder="e\x00f", reason="half \ud83d")
    return Odd(number=float("nan"))


@tasks.task("test.later", queue="back-chat")
async def later(run: Run, params: Seconds) -> Number:
    await run.sleep_until("nap", now() + timedelta(seconds=params.seconds))
    return Number(number=1)


@tasks.task("test.chain", queue="back-chat")
async def chain(run: Run, params: Number) -> Number:
    """Each link begins the next inside the step that counts it."""

    async def act(transaction: Transaction) -> dict[str, Any]:
        return {"number": params.number}

    return Number(number=(await run.once("count", act))["number"])


ALL = Tasks(TASKS, tasks)


def _mark(folder: str, name: str, text: str) -> int:
    """Add a line to a file that survives any crash; return how many there are."""
    file = Path(folder) / name
    handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(handle, text.encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    return len(file.read_text().splitlines())
