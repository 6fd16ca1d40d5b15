"""The queues by name: each is a component of the running system, with its own depth and health."""

from typing import Final

QUEUES: Final = (
    "back-chat",
    "back-learning",
    "crawling-app",
    "crawling-convert",
    "learning",
    "modules",
    "learn-scheduler",
    "check-chat",
    "clean-chat",
    "cutoff-mail",
    "report-job",
    "update-plan",
    "wakeup",
    "agent-monitoring",
)
