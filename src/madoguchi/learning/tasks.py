"""Work of the learning room: a run is a job, its steps are jobs below it."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from pydantic import BaseModel

from madoguchi.kernel.jobs import Hopeless, NewJob, Run, Tasks
from madoguchi.learning.crawling.plan import Wish
from madoguchi.learning.handbook import Handbook
from madoguchi.learning.runs import RESUME, Runs
from madoguchi.learning.schemas import StepFigures
from madoguchi.learning.workflow import Workflow, moment_of

tasks = Tasks()
LOOK_EVERY_S = 1.0
STEPS = (("convert", "fetched"), ("learn", "converted"))
MOST_ROUNDS = 100


class Nothing(BaseModel):
    """No parameters."""


class Changed(BaseModel):
    """How many pages were new, different or gone."""

    pages: int


class Scheduled(BaseModel):
    """Which source is due."""

    source_id: str


class Begun(BaseModel):
    """Which run was begun."""

    run_id: str


class RunOf(BaseModel):
    """Which run to do; ``again`` reads also what has not changed."""

    run_id: str
    again: bool = False


class Batch(BaseModel):
    """Some documents of a run."""

    run_id: str
    addresses: list[str]


class ModuleOf(BaseModel):
    """Which module is to look at a run's documents."""

    run_id: str
    module: str


class Outcome(BaseModel):
    """What became of them."""

    counts: dict[str, Any]


class GatherOutcome(BaseModel):
    """What a source consists of now."""

    ended: str
    come_back_at: str | None
    counts: dict[str, int]
    failed: int
    problem: dict[str, Any] | None = None


@tasks.task("learning.handbook", queue="learning", limit_s=1800)
async def learn_handbook(run: Run, params: Nothing) -> Changed:
    """Learn the handbook again; what has not changed costs nothing."""
    return Changed(pages=await run.service(Handbook).learn())


@tasks.task("learning.start", queue="learn-scheduler")
async def start(run: Run, params: Scheduled) -> Begun:
    """Begin a run that is due; one that is under way already is enough."""
    begun = await run.service(Runs).start(params.source_id, None, "en")
    return Begun(run_id=begun.id)


@tasks.task("learning.run", queue="back-learning", attempts=10, limit_s=86_400)
async def learn_source(run: Run, params: RunOf) -> Outcome:
    """Do a run: every step in jobs of its own, and this one only sees to their order."""
    flow = run.service(Workflow)
    await flow.enter(params.run_id, "gather")
    for number in range(MOST_ROUNDS):
        name = f"gather {number}"
        await run.spawn(name, NewJob("learning.gather", params))
        gathered = _result(await run.children(), name)
        if gathered["ended"] == "paused":
            await run.answer(f"{RESUME} {number}", "learning.resume")
        elif at := moment_of(gathered["come_back_at"]):
            await run.sleep_until(f"site {number}", at)
        else:
            break
    for step, state in STEPS:
        await flow.enter(params.run_id, step)
        if step == "learn":
            await _hide(run, flow, params.run_id)
            await _alone(run, "sift", params)
        # What was spawned before a crash is not spawned again: the names are the same.
        await _share_out(run, params.run_id, step, partial(flow.batches, params.run_id, state))
        if step == "learn":
            await _alone(run, "compare", params)
        await flow.settle(params.run_id)
    await _modules(run, flow, params.run_id)
    await flow.index()
    await flow.enter(params.run_id, "finish")
    problem = gathered.get("problem")
    counts = await flow.finish(params.run_id, problem)
    if problem:
        raise Hopeless(problem["key"], **problem["facts"])
    return Outcome(counts=counts)


@tasks.task("learning.gather", queue="crawling-app", attempts=10, limit_s=86_400)
async def gather(run: Run, params: RunOf) -> GatherOutcome:
    """Bring in what is new; killed or paused, it goes on where it was."""
    flow = run.service(Workflow)
    told: list[StepFigures] = []
    wish: list[Wish] = ["go"]

    def tell(figures: StepFigures) -> None:
        told[:] = [figures.model_copy(deep=True)]
        run.progress(figures.done, figures.total, figures.current)

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if told:
                await flow.figures(params.run_id, "gather", told.pop())
            wish[0] = "pause" if await flow.wishes_pause(params.run_id) else "go"

    looking = asyncio.create_task(look())
    try:
        found = await flow.gather(params.run_id, lambda: wish[0], tell, again=params.again)
    finally:
        looking.cancel()
    await flow.settle_gathering(params.run_id, found)
    return GatherOutcome.model_validate(found.as_result())


@tasks.task("learning.convert", queue="crawling-convert", attempts=5, limit_s=7200)
async def convert(run: Run, params: Batch) -> Outcome:
    """Turn documents into Markdown."""
    return await _each(run, params, run.service(Workflow).convert)


@tasks.task("learning.hide", queue="crawling-convert", attempts=5, limit_s=7200)
async def hide(run: Run, params: Batch) -> Outcome:
    """Take personal data out of documents that were learned with it."""
    return await _each(run, params, run.service(Workflow).hide)


@tasks.task("learning.learn", queue="learning", attempts=5, limit_s=7200)
async def learn(run: Run, params: Batch) -> Outcome:
    """Make documents findable."""
    return await _each(run, params, run.service(Workflow).learn)


@tasks.task("learning.sift", queue="learning", attempts=5, limit_s=7200)
async def sift(run: Run, params: RunOf) -> None:
    """Find what many documents repeat."""
    await run.service(Workflow).sift(params.run_id)


@tasks.task("learning.compare", queue="learning", attempts=5, limit_s=7200)
async def compare(run: Run, params: RunOf) -> None:
    """Find documents that are nearly the same."""
    await run.service(Workflow).compare(params.run_id)


async def _alone(run: Run, step: str, params: RunOf) -> None:
    await run.spawn(step, NewJob(f"learning.{step}", params))
    _result(await run.children(), step)


@tasks.task("learning.module", queue="modules", attempts=2, limit_s=7200, backoff_s=1.0)
async def module(run: Run, params: ModuleOf) -> Outcome:
    """Have a module look at what was learned."""
    flow = run.service(Workflow)
    return Outcome(counts=await flow.module(params.run_id, params.module, run.progress))


async def _modules(run: Run, flow: Workflow, run_id: str) -> None:
    """Let every module that has something to do do it; the run goes on however that ends."""
    await flow.enter(run_id, "modules")
    due = await flow.modules_due(run_id)

    async def decide(_: Any) -> dict[str, Any]:
        return {"names": due}

    names: list[str] = (await run.once("modules", decide))["names"]
    for name in names:
        wish = ModuleOf(run_id=run_id, module=name)
        await run.spawn(f"module {name}", NewJob("learning.module", wish))
    children = await run.children()
    await flow.settle_modules(run_id, {name: children[f"module {name}"] for name in names})


async def _each(run: Run, params: Batch, act: Any) -> Outcome:
    counts: dict[str, int] = {}
    for number, address in enumerate(params.addresses):
        run.progress(number, len(params.addresses), address)
        state = await act(params.run_id, address)
        counts[state] = counts.get(state, 0) + 1
    run.progress(len(params.addresses), len(params.addresses))
    return Outcome(counts=counts)


async def _hide(run: Run, flow: Workflow, run_id: str) -> None:
    """Go over what was learned while the source kept personal data, where it does no more."""
    names = await _share_out(run, run_id, "hide", partial(flow.unhidden, run_id))
    children = await run.children()
    for name in names:
        _result(children, name)  # a run that leaves some as they were must not look well
    await flow.settle_hiding(run_id, late=bool(names))


async def _share_out(
    run: Run, run_id: str, step: str, batches: Callable[[], Awaitable[list[list[str]]]]
) -> list[str]:
    """Have a step done to documents in jobs, once it is decided which; return the jobs' names."""

    async def decide(_: Any) -> dict[str, Any]:
        return {"batches": await batches()}

    found: list[list[str]] = (await run.once(f"batches of {step}", decide))["batches"]
    for number, batch in enumerate(found):
        wish = Batch(run_id=run_id, addresses=batch)
        await run.spawn(f"{step} {number}", NewJob(f"learning.{step}", wish))
    await run.children()
    return [f"{step} {number}" for number in range(len(found))]


def _result(children: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    child = children[name]
    if child["state"] != "done":
        error = child["error"] or {}
        raise Hopeless(error.get("key", "learning.step_stopped"), **error.get("facts", {}))
    result: dict[str, Any] = child["result"] or {}
    return result
