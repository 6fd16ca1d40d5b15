"""The learning room, put together. What it reads with is large: it is loaded when first used."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from madoguchi.entry.converting import converter
from madoguchi.entry.file_store import store_of
from madoguchi.entry.home import Home
from madoguchi.entry.index_room import IndexRoom
from madoguchi.entry.job_room import JobRoom, Surroundings
from madoguchi.entry.master_keys import keyring_of
from madoguchi.entry.modules import modules
from madoguchi.entry.readers import readers
from madoguchi.files.service import Files
from madoguchi.kernel.db import Database
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.contents import Contents
from madoguchi.learning.converting.ports import Converter
from madoguchi.learning.crawling.crawler import Crawler
from madoguchi.learning.crawling.fetching import Allows, Answer, Ask, Fetcher
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.ledger import Ledger
from madoguchi.learning.crawling.rendering import find_browser
from madoguchi.learning.documents import Documents
from madoguchi.learning.news import Followers, LearningNews
from madoguchi.learning.originals import Originals
from madoguchi.learning.reading.readers import Readers
from madoguchi.learning.reports import Reports
from madoguchi.learning.results import Results
from madoguchi.learning.runs import Runs
from madoguchi.learning.sources import Sources
from madoguchi.learning.steps.compare import Compare
from madoguchi.learning.steps.convert import Convert
from madoguchi.learning.steps.gather import Gather
from madoguchi.learning.steps.hide import Hide
from madoguchi.learning.steps.learn import Learn
from madoguchi.learning.steps.modules import Modules
from madoguchi.learning.steps.sift import Sift
from madoguchi.learning.workflow import Steps, Workflow
from madoguchi.privacy.decisions import Decisions

OPERATOR = Caller("learning", "admin", frozenset({EVERYTHING}), "learning")


class LaterFetcher:
    """Asks servers; the library for it is loaded with the first question."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._fetcher: Any = None

    async def fetch(self, ask: Ask) -> Answer:
        """Ask one server once."""
        if self._fetcher is None:
            adapter = import_module("madoguchi.learning.adapters.aiohttp_fetcher")
            self._fetcher = adapter.AiohttpFetcher(self._guard)
        answer: Answer = await self._fetcher.fetch(ask)
        return answer

    async def close(self) -> None:
        """Hang up."""
        if self._fetcher is not None:
            await self._fetcher.close()


class LaterRenderer:
    """Opens pages in a browser; the browser starts with the first page."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._renderer: Any = None

    async def render(self, ask: Ask, allows: Allows) -> Answer:
        """Return a page as its scripts have left it; raises Unavailable without a browser."""
        if self._renderer is None:
            chromium = find_browser()
            adapter = import_module("madoguchi.learning.adapters.chromium_renderer")
            self._renderer = adapter.ChromiumRenderer(self._fetcher, chromium)
        answer: Answer = await self._renderer.render(ask, allows)
        return answer

    async def close(self) -> None:
        """End the browser."""
        if self._renderer is not None:
            await self._renderer.close()


@dataclass
class LearningRoom:
    """What the doors and the jobs take from it."""

    services: dict[type[Any], Any]
    """What the doors and tasks may ask for."""
    sources: Sources
    runs: Runs
    readers: Readers
    fetcher: LaterFetcher
    renderer: LaterRenderer
    converter: Converter

    async def close(self) -> None:
        """Let go of what was started."""
        await self.renderer.close()
        await self.fetcher.close()
        await self.converter.close()


def learning_room(
    around: Surroundings,
    home: Home,
    *,
    jobs: JobRoom,
    room: IndexRoom,
    files: Files,
    decisions: Decisions,
) -> LearningRoom:
    """Put it together."""
    settings, db, news = around.settings, around.db, LearningNews(around.topics)
    ledger, guard = Ledger(db), Guard(settings.crawl.allow_private)
    knowledge, reading_with, reading = room.knowledge, readers(settings, home), converter(settings)
    contents, hide = Contents(store_of(settings, home, "learning")), Hide(db, knowledge, decisions)
    crawler, fetcher, renderer = _crawler(guard, ledger, contents)
    runs = Runs(db, jobs.jobs, jobs.enqueue, news, OPERATOR)
    sources = Sources(
        db,
        runs=runs,
        schedules=jobs.schedules,
        knowledge=knowledge,
        glossary=room.glossary,
        ledger=ledger,
        contents=contents,
        keyring=keyring_of(settings, home.folder),
        files=files,
        folders=tuple(settings.learning.folders),
        readers=reading_with,
    )
    looking = Modules(db, room.pairs, room.glossary, modules())
    gather = Gather(
        db,
        sources=sources,
        crawler=crawler,
        ledger=ledger,
        contents=contents,
        knowledge=knowledge,
        files=files,
        home=home.folder,
        readers=reading_with,
    )
    convert = Convert(db, contents, reading, hide)
    steps = _steps(db, knowledge, hide, gather=gather, convert=convert, modules=looking)
    served = (
        *(sources, runs, reading_with, Followers(around.topics), Documents(db, sources, ledger)),
        Results(db, sources, looking, room.pairs, room.glossary),
        Reports(db, sources, looking),
        Originals(db, knowledge, files),
        Workflow(
            db,
            sources=sources,
            steps=steps,
            knowledge=knowledge,
            contents=contents,
            news=news,
            guard=guard,
        ),
    )
    services: dict[type[Any], Any] = {type(each): each for each in served}
    return LearningRoom(services, sources, runs, reading_with, fetcher, renderer, reading)


def _steps(
    db: Database,
    knowledge: Knowledge,
    hide: Hide,
    *,
    gather: Gather,
    convert: Convert,
    modules: Modules,
) -> Steps:
    learn = Learn(db, knowledge, hide)
    return Steps(
        gather=gather,
        convert=convert,
        hide=hide,
        sift=Sift(db),
        learn=learn,
        compare=Compare(db, knowledge, learn),
        modules=modules,
    )


def _crawler(
    guard: Guard, ledger: Ledger, contents: Contents
) -> tuple[Crawler, LaterFetcher, LaterRenderer]:
    fetcher = LaterFetcher(guard)
    renderer = LaterRenderer(fetcher)
    return Crawler(ledger, fetcher, contents, renderer=renderer), fetcher, renderer
