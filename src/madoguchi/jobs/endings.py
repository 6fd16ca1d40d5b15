"""How a job ended, as the row will say it."""

import random
from datetime import datetime, timedelta
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.jobs import Task

LONGEST_BACKOFF_S = 900.0
JITTER = (0.5, 1.5)
ENDED = ("done", "failed", "cancelled")


class GiveWay(BaseException):
    """Not a failure: the job goes on later, from its start, over the steps already done."""

    def __init__(
        self,
        waits_for: str,
        *,
        due_at: datetime | None = None,
        question: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(waits_for)
        self.waits_for = waits_for
        self.due_at = due_at
        self.question = question


def ending(state: str, failures: int, **values: Any) -> dict[str, Any]:
    """Return the columns of an end."""
    moment = now()
    return {
        "state": state,
        "failures": failures,
        "ready_at": moment,
        "ended_at": moment if state in ENDED else None,
        "waits_for": None,
        "due_at": None,
        "question": None,
        "result": None,
        "error": None,
    } | values


def waiting(way: GiveWay, failures: int) -> dict[str, Any]:
    """Return the columns of a job that gave way."""
    return ending(
        "waiting",
        failures,
        waits_for=way.waits_for,
        due_at=way.due_at,
        question=way.question,
    )


def failing(
    task: Task | None, failures: int, error: dict[str, Any], attempts: int
) -> dict[str, Any]:
    """Return the columns of a failure: tried again later, or the end of it."""
    if task is None or failures >= attempts:
        return ending("failed", failures, error=error)
    due_at = now() + timedelta(seconds=backoff_s(task.backoff_s, failures))
    return ending("waiting", failures, waits_for="time", due_at=due_at, error=error)


def backoff_s(first_s: float, failures: int) -> float:
    """Return how long to wait after so many failures: twice as long each time, never in step."""
    doubled: float = min(LONGEST_BACKOFF_S, first_s * 2 ** min(failures - 1, 20))
    return doubled * random.uniform(*JITTER)
