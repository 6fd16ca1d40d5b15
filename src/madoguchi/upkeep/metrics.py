"""Figures in the form that Prometheus reads."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from madoguchi.kernel.errors import AppError


@dataclass(frozen=True)
class Gauge:
    """One figure, for each set of labels."""

    name: str
    says: str
    labels: tuple[str, ...]
    values: Sequence[tuple[tuple[str, ...], float]]


Source = Callable[[], Awaitable[list[Gauge]]]


class Metrics:
    """Asks every source, and writes down what they say."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    async def text(self) -> bytes:
        """Return everything; a source that is away says so instead of spoiling the rest."""
        gauges: list[Gauge] = []
        away = 0
        for source in self._sources:
            try:
                gauges += await source()
            except AppError:
                away += 1
        says = "Sources of figures that could not be asked."
        gauges.append(Gauge("madoguchi_metrics_sources_away", says, (), [((), away)]))
        return _written(gauges)


def _written(gauges: list[Gauge]) -> bytes:
    # Loaded at the first question: most homes are never asked.
    client, core = import_module("prometheus_client"), import_module("prometheus_client.core")
    registry = client.CollectorRegistry()
    client.ProcessCollector(registry=registry)
    client.PlatformCollector(registry=registry)
    registry.register(_Families(gauges, core))
    written: bytes = client.generate_latest(registry)
    return written


class _Families:
    """Hands gauges to the library."""

    def __init__(self, gauges: list[Gauge], core: Any) -> None:
        self._gauges = gauges
        self._core = core

    def collect(self) -> Iterator[Any]:
        """Yield every gauge; the library calls this."""
        for gauge in self._gauges:
            family = self._core.GaugeMetricFamily(gauge.name, gauge.says, labels=gauge.labels)
            for labels, value in gauge.values:
                family.add_metric(labels, value)
            yield family
