"""What Prometheus is told: one source for each room that counts."""

from madoguchi import __version__
from madoguchi.jobs.service import Jobs
from madoguchi.upkeep.metrics import Gauge, Source

STATES = ("queued", "running", "waiting", "failed")


def figures(jobs: Jobs) -> list[Source]:
    """Return every source."""

    async def about() -> list[Gauge]:
        values = [((__version__,), 1.0)]
        return [Gauge("madoguchi_info", "The version that runs.", ("version",), values)]

    async def queues() -> list[Gauge]:
        found = await jobs.queues("en")
        counts = [
            ((queue.name, state), float(getattr(queue, state)))
            for queue in found
            for state in STATES
        ]
        oldest = [((queue.name,), queue.oldest_s or 0.0) for queue in found]
        paused = [((queue.name,), float(queue.paused)) for queue in found]
        per_queue = ("queue",)
        return [
            Gauge("madoguchi_jobs", "Jobs by queue and state.", ("queue", "state"), counts),
            Gauge(
                "madoguchi_queue_oldest_seconds",
                "How long the oldest ready job of a queue has waited.",
                per_queue,
                oldest,
            ),
            Gauge("madoguchi_queue_paused", "Whether a queue rests.", per_queue, paused),
        ]

    return [about, queues]
