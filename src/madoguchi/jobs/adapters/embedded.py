"""Workers in this very process: word of a job is a call away."""

from collections.abc import Callable, Iterable


class Bell:
    """Tells the workers of this process; the table itself is looked at now and then anyway."""

    def __init__(self) -> None:
        self._hearers: list[Callable[[Iterable[str]], None]] = []

    def hear(self, hearer: Callable[[Iterable[str]], None]) -> None:
        """Call ``hearer`` with the queues in which something is ready."""
        self._hearers.append(hearer)

    def ready(self, queues: Iterable[str]) -> None:
        """Something is ready in these queues."""
        for hearer in self._hearers:
            hearer(queues)
