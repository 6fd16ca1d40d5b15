"""The jobs room, put together for the process that it is to run in."""

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from madoguchi.entry.redis_parts import RedisParts
from madoguchi.entry.settings import Settings
from madoguchi.jobs.adapters.embedded import Bell
from madoguchi.jobs.enqueue import Enqueuer
from madoguchi.jobs.news import JobNews
from madoguchi.jobs.queues import QUEUES
from madoguchi.jobs.relay import Relay
from madoguchi.jobs.schedules import Schedules
from madoguchi.jobs.service import Jobs, hear_cancels
from madoguchi.jobs.sweep import Sweeper
from madoguchi.jobs.turns import Turns
from madoguchi.jobs.watching import Watching
from madoguchi.jobs.worker import Worker
from madoguchi.jobs.workshop import Workshop
from madoguchi.kernel.db import Database
from madoguchi.kernel.events import Topics
from madoguchi.kernel.jobs import Tasks
from madoguchi.kernel.runner import this_runner

Kind = Literal["all", "api", "worker", "scheduler", "none"]


@dataclass(frozen=True)
class Role:
    """What a process does about jobs: which queues it works on, and whether it is the clock."""

    kind: Kind = "all"
    queues: tuple[str, ...] = QUEUES

    @property
    def works(self) -> bool:
        """Whether jobs are done here."""
        return self.kind in ("all", "worker")

    @property
    def sweeps(self) -> bool:
        """Whether this process sees to everybody's jobs."""
        return self.kind in ("all", "worker", "scheduler")

    @property
    def ticks(self) -> bool:
        """Whether schedules come due here."""
        return self.kind in ("all", "scheduler")


@dataclass
class JobRoom:
    """What the other rooms and the processes take from it."""

    tasks: Tasks
    enqueue: Enqueuer
    jobs: Jobs
    schedules: Schedules
    watching: Watching
    workshop: Workshop

    @property
    def services(self) -> dict[type[Any], Any]:
        """What the doors may ask for."""
        found = (self.tasks, self.jobs, self.schedules, self.watching)
        return {type(each): each for each in found}


@dataclass(frozen=True)
class Surroundings:
    """What the jobs room stands on."""

    db: Database
    topics: Topics
    settings: Settings
    redis: RedisParts | None
    role: Role


def job_room(around: Surroundings, tasks: Tasks, services: dict[type[Any], Any]) -> JobRoom:
    """Put it together; ``services`` is what tasks may ask for."""
    db, topics, settings = around.db, around.topics, around.settings
    bell, news = Bell(), JobNews(topics)
    enqueue = Enqueuer(tasks, bell)
    schedules = Schedules(db, tasks, enqueue, settings.jobs.zone)
    acts: list[Callable[[], Coroutine[Any, Any, None]]] = []
    if around.redis:
        relay = Relay(db, around.redis.broker, QUEUES)
        bell.hear(relay.ready)
        acts.append(relay.run)
    worker = (
        _worker(around, tasks, services, enqueue=enqueue, bell=bell, news=news)
        if around.role.works
        else None
    )
    if around.role.sweeps:
        sweeper = Sweeper(db, bell, news, timedelta(days=settings.jobs.keep_days))
        if around.role.ticks:
            sweeper.also(schedules.tick_due)
        acts.append(sweeper.run)
    return JobRoom(
        tasks=tasks,
        enqueue=enqueue,
        jobs=Jobs(db, bell, news, topics),
        schedules=schedules,
        watching=Watching(db, topics),
        workshop=Workshop(worker, acts),
    )


def _worker(
    around: Surroundings,
    tasks: Tasks,
    services: dict[type[Any], Any],
    *,
    enqueue: Enqueuer,
    bell: Bell,
    news: JobNews,
) -> Worker:
    slots, redis = around.settings.jobs.at_once, around.redis
    turns = Turns(around.db, this_runner(), around.role.queues, slots, bell)
    # A worker of its own takes what messages name, and looks for itself only while none come.
    waits = redis is not None and around.role.kind == "worker"
    worker = Worker(
        db=around.db,
        tasks=tasks,
        services=services,
        enqueue=enqueue,
        turns=turns,
        news=news,
        slots=slots,
        looks=lambda: not waits or (redis is not None and redis.is_away),
    )

    def hear(queues: Iterable[str]) -> None:
        turns.ready(queues)
        worker.wake()

    if not waits:
        bell.hear(hear)
    hear_cancels(around.topics, worker.cancel)
    return worker
