"""What the jobs room needs from outside."""

from collections.abc import Awaitable, Iterable, Sequence
from typing import Any, Protocol


class Dispatcher(Protocol):
    """Brings word of ready jobs to workers. It may lose any of it: the table is asked anew."""

    def ready(self, queues: Iterable[str]) -> None:
        """Something is ready in these queues."""
        ...


class Broker(Protocol):
    """Carries the ids of ready jobs to other processes."""

    async def send(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Send (queue, id) messages; raises Unavailable when the broker is away."""
        ...

    async def lengths(self, queues: Sequence[str]) -> dict[str, int]:
        """Return how many messages wait in each queue."""
        ...

    async def keep_newest(self, queue: str, count: int) -> None:
        """Drop all but the newest messages of a queue."""
        ...

    async def is_new(self) -> bool:
        """Tell whether the broker has lost everything since it was asked last."""
        ...


class Line(Protocol):
    """A line to Redis."""

    client: Any

    async def ask(self, command: Awaitable[Any]) -> Any:
        """Run one command; raises Unavailable when Redis is away."""
        ...
