"""The jobs room, put together for the process that it is to run in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from madoguchi.entry.settings import Settings
from madoguchi.jobs.adapters.embedded import Bell
from madoguchi.jobs.enqueue import Enqueuer
from madoguchi.jobs.news import JobNews
from madoguchi.jobs.queues import QUEUES
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


def job_room(
    db: Database,
    topics: Topics,
    tasks: Tasks,
    settings: Settings,
    services: dict[type[Any], Any],
) -> JobRoom:
    """Put it together; ``services`` is what tasks may ask for."""
    bell, news, runner = Bell(), JobNews(topics), this_runner()
    enqueue = Enqueuer(tasks, bell)
    schedules = Schedules(db, tasks, enqueue, settings.jobs.zone)
    slots = settings.jobs.at_once
    turns = Turns(db, runner, QUEUES, slots, bell)
    worker = Worker(
        db=db,
        tasks=tasks,
        services=services,
        enqueue=enqueue,
        turns=turns,
        news=news,
        slots=slots,
    )
    bell.hear(_both(turns, worker))
    hear_cancels(topics, worker.cancel)
    sweeper = Sweeper(db, bell, news, timedelta(days=settings.jobs.keep_days))
    sweeper.also(schedules.tick_due)
    return JobRoom(
        tasks=tasks,
        enqueue=enqueue,
        jobs=Jobs(db, bell, news, topics),
        schedules=schedules,
        watching=Watching(db, topics),
        workshop=Workshop(worker, sweeper),
    )


def _both(turns: Turns, worker: Worker) -> Any:
    def hear(queues: Iterable[str]) -> None:
        turns.ready(queues)
        worker.wake()

    return hear
