"""Work that is done later, and surely: how a room declares it, asks for it and does it.

A room writes ``tasks.py``, in which functions take a ``Run`` and their parameters. Anyone enqueues
by the task's name, inside the transaction that causes the work; the jobs room does the rest.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar, get_type_hints

from pydantic import BaseModel

from madoguchi.kernel.db import Transaction
from madoguchi.kernel.errors import AppError

S = TypeVar("S")
Act = Callable[["Run", Any], Awaitable[BaseModel | None]]


@dataclass(frozen=True)
class NewJob:
    """A wish for work. The same ``key`` twice is one job."""

    task: str
    params: BaseModel | dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    due_at: datetime | None = None
    priority: int | None = None
    parent_id: str | None = None
    owner_id: str | None = None
    queue: str | None = None


class Enqueue(Protocol):
    """Hands out the one way to ask for work."""

    async def __call__(self, transaction: Transaction, *new: NewJob) -> list[str]:
        """Record jobs in the caller's transaction; return their ids, in order."""
        ...


class Run(Protocol):
    """What a task sees of the job that it does."""

    job_id: str
    owner_id: str | None

    def service(self, kind: type[S]) -> S:
        """Return the one wired ``kind``."""
        ...

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Say how far it is. Call it as often as you like."""
        ...

    def log(self, message: str, level: str = "info") -> None:
        """Write a line into the job's log: never anything personal."""
        ...

    async def once(
        self, name: str, act: Callable[[Transaction], Awaitable[dict[str, Any] | None]]
    ) -> dict[str, Any]:
        """Do a step in one transaction with the note that it is done: exactly once, ever."""
        ...

    async def once_outside(
        self, name: str, act: Callable[[], Awaitable[dict[str, Any] | None]]
    ) -> dict[str, Any]:
        """Do a step that reaches outside: at most once.

        An AppError says that it did not happen. When anything else leaves that open (a crash, an
        answer that never came), a person is asked instead of doing it again.
        """
        ...

    async def spawn(self, name: str, new: NewJob) -> str:
        """Begin a child job, once for each name; return its id."""
        ...

    async def children(self) -> dict[str, dict[str, Any]]:
        """Return what the children ended with, by name; until all have, this job gives way."""
        ...

    async def sleep_until(self, name: str, moment: datetime) -> None:
        """Give way until a moment has come."""
        ...

    async def answer(self, name: str, question: str) -> dict[str, Any]:
        """Return what a person answered; until they have, this job gives way."""
        ...


class Hopeless(AppError):
    """Trying again will not help."""

    code, status = "hopeless", 422


@dataclass(frozen=True)
class Task:
    """One kind of work."""

    name: str
    queue: str
    params: type[BaseModel]
    act: Act
    limit_s: float
    attempts: int
    backoff_s: float
    priority: int


class Tasks:
    """The tasks of one room, or of all of them once merged."""

    def __init__(self, *merged: "Tasks") -> None:
        self._all: dict[str, Task] = {}
        for tasks in merged:
            self._all.update(tasks._all)

    def task(
        self,
        name: str,
        *,
        queue: str,
        limit_s: float = 600.0,
        attempts: int = 5,
        backoff_s: float = 2.0,
        priority: int = 0,
    ) -> Callable[[Act], Act]:
        """Declare a task; the type of its parameters is read from its signature."""

        def declare(act: Act) -> Act:
            params = get_type_hints(act)["params"]
            self._all[name] = Task(name, queue, params, act, limit_s, attempts, backoff_s, priority)
            return act

        return declare

    def find(self, name: str) -> Task:
        """Return the task called ``name``."""
        if name not in self._all:
            raise Hopeless("jobs.unknown_task", name=name[:60])
        return self._all[name]

    def __contains__(self, name: str) -> bool:
        return name in self._all

    def __iter__(self) -> Iterator[Task]:
        return iter(self._all.values())
