"""What there is only with Redis. Its libraries are large: they are loaded only where it is used."""

from collections.abc import Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Any

from madoguchi.jobs.queues import QUEUES
from madoguchi.kernel.events import Topics

if TYPE_CHECKING:
    from madoguchi.jobs.adapters.celery import CeleryBroker
    from madoguchi.kernel.adapters.redis import RedisLine
    from madoguchi.kernel.adapters.redis_fanout import RedisFanout


class RedisParts:
    """The line, the fan-out of news, and the broker of jobs."""

    def __init__(self, url: str, topics: Topics) -> None:
        self.url = url
        self.line: RedisLine = _load("kernel.adapters.redis").RedisLine(url)
        self.broker: CeleryBroker = _load("jobs.adapters.celery").CeleryBroker(self.line, QUEUES)
        self._fanout: RedisFanout = _load("kernel.adapters.redis_fanout").RedisFanout(
            self.line, topics
        )

    @property
    def is_away(self) -> bool:
        """Whether Redis did not answer a moment ago."""
        return self.line.is_away

    def acts(self) -> list[Coroutine[Any, Any, None]]:
        """Return what must run for as long as the process lives."""
        return [self._fanout.run(), self.line.watch()]

    async def close(self) -> None:
        """Hang up."""
        await self.line.close()


def _load(name: str) -> Any:
    return import_module(f"madoguchi.{name}")
