"""What the jobs room needs from outside."""

from collections.abc import Iterable
from typing import Protocol


class Dispatcher(Protocol):
    """Brings word of ready jobs to workers. It may lose any of it: the table is asked anew."""

    def ready(self, queues: Iterable[str]) -> None:
        """Something is ready in these queues."""
        ...
