"""The one way to ask for work: a row, in the transaction that causes it."""

from typing import Any

import orjson
from pydantic import BaseModel

from madoguchi.jobs.ports import Dispatcher
from madoguchi.jobs.repository.jobs import JobRepository
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Transaction, after_commit
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.jobs import NewJob, Tasks


class Enqueuer:
    """Records jobs; workers hear of them once they are committed."""

    def __init__(self, tasks: Tasks, dispatcher: Dispatcher) -> None:
        self._tasks = tasks
        self._dispatcher = dispatcher

    async def __call__(self, transaction: Transaction, *new: NewJob) -> list[str]:
        """Record jobs in the caller's transaction; return their ids, in order."""
        rows = [self._row(each) for each in new]
        jobs = JobRepository(transaction)
        await jobs.add(rows)
        ids = [row["id"] for row in rows]
        keys = [row["key"] for row in rows if row["key"]]
        if keys:
            known = await jobs.ids_by_key(keys)
            ids = [known.get(row["key"], row["id"]) for row in rows]
        ready = {row["queue"] for row in rows if row["state"] == "queued"}
        after_commit(transaction, lambda: self._dispatcher.ready(ready))
        return ids

    def _row(self, new: NewJob) -> dict[str, Any]:
        task = self._tasks.find(new.task)
        given = new.params
        params = given if isinstance(given, BaseModel) else task.params.model_validate(given)
        moment = now()
        later = new.due_at is not None and new.due_at > moment
        return {
            "id": new_id(),
            "task": task.name,
            "queue": new.queue or task.queue,
            "state": "waiting" if later else "queued",
            "params": orjson.loads(params.model_dump_json()),
            "key": new.key,
            "rank": -(task.priority if new.priority is None else new.priority),
            "owner_id": new.owner_id,
            "parent_id": new.parent_id,
            "created_at": moment,
            "ready_at": new.due_at if later else moment,
            "waits_for": "time" if later else None,
            "due_at": new.due_at if later else None,
            "attempts": task.attempts,
        }
