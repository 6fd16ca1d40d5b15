"""One run over a source: gather → convert → learn → modules, each step in jobs of its own."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError, NotFound
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.contents import Contents
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.plan import Steer
from madoguchi.learning.news import LearningNews
from madoguchi.learning.plans import mask_of, plan_for
from madoguchi.learning.repository.items import EveryItem, ItemRepository
from madoguchi.learning.repository.sources import RunRepository, SourceRepository
from madoguchi.learning.runs import SINCE
from madoguchi.learning.schemas import StepFigures
from madoguchi.learning.sources import Sources
from madoguchi.learning.steps.compare import Compare
from madoguchi.learning.steps.convert import Convert
from madoguchi.learning.steps.gather import Gather, Gathered
from madoguchi.learning.steps.hide import Hide
from madoguchi.learning.steps.learn import Learn
from madoguchi.learning.steps.modules import Modules, Tell
from madoguchi.learning.steps.sift import Sift
from madoguchi.learning.tables import LearningRunRow, SourceRow

BATCH = 20
AT_ONCE = 1000
ORDER = ("waiting", "gather", "convert", "learn", "modules", "finish")
STOPPED = {"key": "learning.step_stopped", "facts": {}}
INDEX_PATIENCE_S = 120.0
MASKED_BY = "mask"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Steps:
    """What is done to a source's documents, in this order."""

    gather: Gather
    convert: Convert
    hide: Hide
    sift: Sift
    learn: Learn
    compare: Compare
    modules: Modules


class Workflow:
    """What the jobs of a run do. Every act may be done again: what is done already stays so."""

    def __init__(
        self,
        db: Database,
        *,
        sources: Sources,
        steps: Steps,
        knowledge: Knowledge,
        contents: Contents,
        news: LearningNews,
        guard: Guard,
    ) -> None:
        self._db = db
        self._sources = sources
        self._steps = steps
        self._knowledge = knowledge
        self._contents = contents
        self._news = news
        self._guard = guard

    async def of(self, run_id: str) -> tuple[LearningRunRow, SourceRow]:
        """Return a run that is not over, and its source."""
        async with self._db.read() as session:
            run = await RunRepository(session).one(run_id)
            source = await SourceRepository(session).one(run.source_id) if run else None
        if run is None or source is None or run.open_for is None:
            raise NotFound("learning.run_missing")
        return run, source

    async def enter(self, run_id: str, step: str) -> None:
        """Note which step a run is in; a job that begins anew goes over the former ones again."""
        async with self._db.begin() as session:
            runs = RunRepository(session)
            run = await runs.one(run_id)
            if run is None or run.open_for is None or ORDER.index(step) <= ORDER.index(run.step):
                return
            moment = now()
            since = run.figures.get(SINCE, {}) | {step: moment.timestamp()}
            await runs.put(
                run_id,
                state="running",
                step=step,
                started_at=run.started_at or moment,
                figures=run.figures | {SINCE: since},
            )
        self._news.changed(run_id)

    async def gather(
        self, run_id: str, steer: Steer, tell: Callable[[StepFigures], None], *, again: bool
    ) -> Gathered:
        """Bring in what is new."""
        run, source = await self.of(run_id)
        # What was taken out is only got back by reading anew.
        again = again or await self._keeps_again(source)
        headers = self._sources.headers(source)
        plan = plan_for(source, run_id, headers, self._guard, reread=again)
        found = await self._steps.gather.gather(source, plan, steer, tell)
        left = ("fetched", "converted", "refused") if again else ("fetched", "converted")
        async with self._db.begin() as session:
            await ItemRepository(session, source.id).adopt(run_id, left)
        return found

    async def convert(self, run_id: str, address: str) -> str:
        """Convert one document."""
        _, source = await self.of(run_id)
        state = await self._steps.convert.convert(source, address)
        self._news.changed(run_id, now=False)
        return state

    async def unhidden(self, run_id: str) -> list[list[str]]:
        """Return what was learned while the source kept personal data, and is to no more."""
        _, source = await self.of(run_id)
        if mask_of(source) == "keep":
            return []
        async with self._db.read() as session:
            return await _in_batches(ItemRepository(session, source.id).unhidden)

    async def hide(self, run_id: str, address: str) -> str:
        """Take personal data out of one document that was learned with it."""
        _, source = await self.of(run_id)
        return await self._steps.hide.late(source, run_id, address)

    async def settle_hiding(self, run_id: str, *, late: bool) -> None:
        """Note what was taken out, by kind; nothing that earlier runs quoted stays quoted."""
        run, source = await self.of(run_id)
        if mask_of(source) == "keep":
            return
        counts: Counter[str] = Counter()
        async with self._db.read() as session:
            async for each in ItemRepository(session, source.id).taken_out(run_id):
                counts.update(each)
        async with self._db.begin() as session:
            runs = RunRepository(session)
            if late:
                await runs.forget_report(source.id, "repeats")
            await runs.put(run_id, reports=run.reports | {"hidden": counts})
        self._news.changed(run_id)

    async def _keeps_again(self, source: SourceRow) -> bool:
        async with self._db.read() as session:
            before = await RunRepository(session).reports(source.id, MASKED_BY, 1)
        return mask_of(source) == "keep" and any(row.report == "hide" for row in before)

    async def learn(self, run_id: str, address: str) -> str:
        """Learn one document."""
        _, source = await self.of(run_id)
        state = await self._steps.learn.learn(source, address)
        self._news.changed(run_id, now=False)
        return state

    async def sift(self, run_id: str) -> None:
        """Find what is repeated, when documents have come or gone."""
        run, source = await self.of(run_id)
        async with self._db.read() as session:
            new = await ItemRepository(session, source.id).counts(run_id)
        if not new and not run.figures.get("gather", {}).get("counts", {}).get("removed"):
            return
        repeats = [each.model_dump() for each in await self._steps.sift.sift(source, run_id)]
        async with self._db.begin() as session:
            await RunRepository(session).put(run_id, reports=run.reports | {"repeats": repeats})

    async def compare(self, run_id: str) -> None:
        """Leave twins to the better address."""
        _, source = await self.of(run_id)
        await self._steps.compare.compare(source, run_id)

    async def modules_due(self, run_id: str) -> list[str]:
        """Return the modules that have something to do."""
        _, source = await self.of(run_id)
        return await self._steps.modules.due(source, run_id)

    async def module(self, run_id: str, name: str, tell: Tell) -> dict[str, int]:
        """Have a module look at what has changed."""
        _, source = await self.of(run_id)
        return await self._steps.modules.work(source, run_id, name, tell)

    async def settle_modules(self, run_id: str, ended: dict[str, dict[str, Any]]) -> None:
        """Note how the modules fared; one that failed says why, and the run goes on."""
        run, _ = await self.of(run_id)
        reports = {
            name: {
                "state": "done" if child["state"] == "done" else "failed",
                "counts": (child["result"] or {}).get("counts", {}),
                "error": child["error"] or (None if child["state"] == "done" else STOPPED),
            }
            for name, child in ended.items()
        }
        async with self._db.begin() as session:
            await RunRepository(session).put(run_id, reports=run.reports | {"modules": reports})
        done = sum(1 for each in reports.values() if each["state"] == "done")
        counts = {"done": done, "failed": len(reports) - done}
        per_s = len(reports) / _seconds_in(run, "modules")
        figures = StepFigures(done=len(reports), total=len(reports), per_s=per_s, counts=counts)
        await self.figures(run_id, "modules", figures)

    async def batches(self, run_id: str, state: str) -> list[list[str]]:
        """Return the addresses of this run's documents in a state, in batches."""
        run, source = await self.of(run_id)
        async with self._db.read() as session:
            items = ItemRepository(session, source.id)
            return await _in_batches(partial(items.addresses, [state], run_id))

    async def figures(self, run_id: str, step: str, figures: StepFigures) -> None:
        """Note how far a step is."""
        async with self._db.begin() as session:
            runs = RunRepository(session)
            run = await runs.one(run_id)
            if run and run.open_for:
                kept = run.figures | {step: figures.model_dump(mode="json")}
                await runs.put(run_id, figures=kept)
        self._news.changed(run_id)

    async def settle_gathering(self, run_id: str, found: Gathered) -> None:
        """Note how bringing in went."""
        run, _ = await self.of(run_id)
        done = sum(found.counts.values()) - found.counts.get("removed", 0)
        total = done if found.ended == "finished" and not found.problem else None
        per_s = done / _seconds_in(run, "gather")
        await self.figures(
            run_id, "gather", StepFigures(done=done, total=total, per_s=per_s, counts=found.counts)
        )

    async def settle(self, run_id: str) -> None:
        """Note how a step that is over went."""
        run, source = await self.of(run_id)
        async with self._db.read() as session:
            counts = await ItemRepository(session, source.id).counts(run_id)
        total = sum(counts.values())
        per_s = total / _seconds_in(run, run.step)
        figures = StepFigures(done=total, total=total, per_s=per_s, counts=counts)
        await self.figures(run_id, run.step, figures)

    async def index(self) -> None:
        """Have everything that was learned found; a feeder that is away does it later."""
        if not await self._knowledge.until_found(INDEX_PATIENCE_S):
            logger.warning("the index has not followed yet")

    async def wishes_pause(self, run_id: str) -> bool:
        """Tell whether somebody wants the run to rest."""
        with suppress(AppError):
            async with self._db.read() as session:
                run = await RunRepository(session).one(run_id)
            return run is not None and run.wish == "pause"
        return False

    async def finish(self, run_id: str, problem: dict[str, Any] | None) -> dict[str, Any]:
        """Note that a run is over, and what went wrong; forget what nobody needs any more."""
        run, source = await self.of(run_id)
        await self._drop_contents(source.id, run_id)
        async with self._db.begin() as session:
            runs = RunRepository(session)
            over = {"step": "finish", "open_for": None, "ended_at": now()}
            error = {"code": "failed"} | problem if problem else None
            reports = run.reports | ({} if problem else {MASKED_BY: mask_of(source)})
            state = "failed" if problem else "done"
            await runs.put(run_id, state=state, error=error, reports=reports, **over)
        self._news.changed(run_id)
        return {name: each for name, each in run.figures.items() if name != SINCE}

    async def _drop_contents(self, source_id: str, run_id: str) -> None:
        after = ""
        while True:
            async with self._db.read() as session:
                items = ItemRepository(session, source_id)
                done = ("learned", "duplicate", "empty")
                page = await items.addresses(done, run_id, after, AT_ONCE)
                rows = await items.these(page)
                digests = {row.body_hash for row in rows}
                in_use = await EveryItem(session).bodies_in_use(sorted(digests))
            if not page:
                return
            after = page[-1]
            await self._contents.drop(digests - in_use)


async def _in_batches(some: Callable[[str, int], Awaitable[list[str]]]) -> list[list[str]]:
    found: list[str] = []
    after = ""
    while page := await some(after, AT_ONCE):
        found += page
        after = page[-1]
    return [found[start : start + BATCH] for start in range(0, len(found), BATCH)]


def _seconds_in(run: LearningRunRow, step: str) -> float:
    moment = now().timestamp()
    since: float = run.figures.get(SINCE, {}).get(step, moment)
    return max(0.001, moment - since)


def moment_of(text: str | None) -> datetime | None:
    """Return a moment as a job's result keeps it."""
    return datetime.fromisoformat(text) if text else None
