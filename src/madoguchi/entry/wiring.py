"""The composition root: settings in, wired services out."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madoguchi.accounts.callers import Callers
from madoguchi.accounts.roles import of_visitors
from madoguchi.accounts.service import Accounts
from madoguchi.chat.orphans import Orphans
from madoguchi.chat.service import Chats
from madoguchi.chat.streams import Streams
from madoguchi.entry.chat_room import chat_room
from madoguchi.entry.doors import TASKS
from madoguchi.entry.evaluation_room import EvaluationRoom, evaluation_room
from madoguchi.entry.figures import figures
from madoguchi.entry.file_store import file_room
from madoguchi.entry.guarding import recognizers
from madoguchi.entry.home import Home
from madoguchi.entry.index_room import index_room
from madoguchi.entry.job_room import JobRoom, Role, Surroundings, job_room
from madoguchi.entry.learning_room import LearningRoom, learning_room
from madoguchi.entry.privacy_room import PrivacyRoom, privacy_room
from madoguchi.entry.probes import Probes
from madoguchi.entry.redis_parts import RedisParts
from madoguchi.entry.settings import Settings
from madoguchi.entry.work_probes import work_probes
from madoguchi.files.service import Files
from madoguchi.kernel.adapters.file_cache import FileCache
from madoguchi.kernel.adapters.redis_cache import RedisCache
from madoguchi.kernel.cache import Cache
from madoguchi.kernel.db import Database
from madoguchi.kernel.events import Topics
from madoguchi.kernel.jobs import Tasks
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.service import Knowledge, Weights
from madoguchi.language.analyse import Analyser
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.learning.handbook import Handbook
from madoguchi.models.adapters.builtin import BuiltinModel
from madoguchi.models.adapters.openai import OpenAIModel
from madoguchi.models.failures import ModelRefused
from madoguchi.models.ports import ChatModel
from madoguchi.models.schemas import BUILTIN
from madoguchi.models.service import Models
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.hiding import Hiding
from madoguchi.upkeep.metrics import Metrics
from madoguchi.upkeep.service import Upkeep

HANDBOOK = Path(__file__).parent / "handbook"
PURPOSES = ("chat",)
EVERYTHING = Role()


@dataclass
class Wired:
    """Every service, built once."""

    settings: Settings
    home: Home
    db: Database
    topics: Topics
    cache: Cache
    analyser: Analyser
    accounts: Accounts
    callers: Callers
    knowledge: Knowledge
    indexing: Indexing
    indexes: Indexes
    handbook: Handbook
    models: Models
    streams: Streams
    chats: Chats
    files: Files
    jobs: JobRoom
    learning: LearningRoom
    evaluation: EvaluationRoom
    privacy: PrivacyRoom
    upkeep: Upkeep
    redis: RedisParts | None = None
    admin_password: str | None = None

    @property
    def services(self) -> dict[type[Any], Any]:
        """What the doors may ask for."""
        found = (
            self.accounts,
            self.knowledge,
            self.indexes,
            self.chats,
            self.files,
            self.upkeep,
            self.settings,
            Metrics(figures(self.jobs.jobs)),
        )
        rooms = self.jobs.services | self.learning.services | self.evaluation.services
        return {type(each): each for each in found} | rooms | self.privacy.services

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[None]:
        """Keep running what must, while the process serves or works."""
        acts = [self.db.tend(), self.cache.tend(), self.indexing.tend(), self.analyser.tend()]
        acts += [*(self.redis.acts() if self.redis else ())]
        tasks = [asyncio.create_task(act) for act in acts]
        self.jobs.workshop.open()
        try:
            yield
        finally:
            await self.jobs.workshop.close(self.settings.server.drain_s)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Give everything back."""
        await self.models.close()
        await self.learning.close()
        await self.indexing.close()
        await self.knowledge.close()
        self.cache.close()
        if self.redis:
            await self.redis.close()
        await self.db.close()


def build(
    settings: Settings,
    home: Home,
    *,
    owns_index: bool = True,
    tasks: Tasks = TASKS,
    role: Role = EVERYTHING,
) -> Wired:
    """Build every service once. The only function that names concrete adapters."""
    url = settings.database.url
    db = Database(_async_url(url.get_secret_value()) if url else home.database_url)
    topics = Topics()
    redis_url = settings.redis.url
    redis = RedisParts(redis_url.get_secret_value(), topics) if redis_url else None
    dictionary = JapaneseDictionary()
    analyser = Analyser(dictionary)
    cache = _cache(settings, home, topics, redis)
    decisions = Decisions(db, recognizers(dictionary, settings.guard))
    around = Surroundings(db, topics, settings, redis, role)
    hiding = Hiding(decisions, on=settings.guard.mask)
    room = index_room(around, home, cache, analyser, hiding=hiding, may_own=owns_index)
    knowledge, models = room.knowledge, _models(settings, room.weights)
    accounts = Accounts(db, topics, settings.access.sign_in_days)
    handbook = Handbook(HANDBOOK, knowledge)
    files = file_room(settings, home, db)
    own: dict[type[Any], Any] = {Handbook: handbook, Files: files}
    jobs = job_room(around, tasks, own)
    privacy = privacy_room(around, home, jobs.enqueue, decisions)
    chat = chat_room(around, room, models, privacy)
    learning = learning_room(around, home, jobs=jobs, room=room, files=files, decisions=decisions)
    evaluation = evaluation_room(
        around, jobs, chat.aside, room=room, files=files, learning=learning, decisions=decisions
    )
    own |= learning.services | evaluation.services | privacy.services
    own |= {Streams: chat.streams, Orphans: chat.orphans}
    probes = Probes(settings, home.folder, db, knowledge, models, files=files, indexes=room.indexes)
    return Wired(
        settings=settings,
        home=home,
        db=db,
        topics=topics,
        cache=cache,
        analyser=analyser,
        accounts=accounts,
        callers=_callers(settings, accounts),
        knowledge=knowledge,
        indexing=room.indexing,
        indexes=room.indexes,
        handbook=handbook,
        models=models,
        streams=chat.streams,
        chats=chat.chats,
        files=files,
        jobs=jobs,
        learning=learning,
        evaluation=evaluation,
        privacy=privacy,
        redis=redis,
        upkeep=Upkeep(probes.all() | work_probes(jobs.jobs, redis)),
    )


def _cache(settings: Settings, home: Home, topics: Topics, redis: RedisParts | None) -> Cache:
    files, url = FileCache(home.cache), settings.database.url
    # Homes that share a database share what they keep in Redis; its address is their secret.
    shared = hashlib.sha256(url.get_secret_value().encode()).digest() if url else None
    return Cache(shared or files.secret(), topics, files, RedisCache(redis.line) if redis else None)


def _callers(settings: Settings, accounts: Accounts) -> Callers:
    may_reveal = settings.guard.visitors_may_reveal
    return Callers(accounts, of_visitors(chat=settings.visitors_may_chat, reveal=may_reveal))


def _models(settings: Settings, weights: Weights) -> Models:
    models: dict[str, ChatModel] = {BUILTIN: BuiltinModel(weights, settings.chat.found_threshold)}
    for each in settings.models:
        if each.provider == "openai":
            models[each.id] = OpenAIModel(each)
        elif each.provider == "builtin":
            models[each.id] = models[BUILTIN]
        else:
            raise ModelRefused("model.provider_not_yet", model=each.id, provider=each.provider)
    return Models(models, {purpose: settings.chain(purpose) for purpose in PURPOSES})


def _async_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme in ("postgresql", "postgres") or scheme.startswith("postgresql+"):
        return f"postgresql+asyncpg://{rest}"
    return f"sqlite+aiosqlite://{rest}" if scheme == "sqlite" else url
