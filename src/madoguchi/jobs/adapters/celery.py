"""Celery on Redis carries the word that a job is ready: its id, and nothing that matters.

The job table is the truth. A message may come twice, late or never; then a job is found claimed,
or is sent out anew.
"""

import base64
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from celery import Celery
from celery.signals import setup_logging, worker_shutting_down
from kombu.entity import Queue

from madoguchi.jobs.ports import Line
from madoguchi.kernel.ids import new_id

NO_MORE = {"callbacks": None, "errbacks": None, "chain": None, "chord": None}
TASK, MARK = "madoguchi.do", "madoguchi:mark"
CONNECT_S, ANSWER_S = 1.0, 5.0
VISIBILITY_S = 3600


def celery_app(url: str, queues: Iterable[str]) -> Celery:
    """Return the application that both ends share."""
    app = Celery("madoguchi", broker=url, set_as_current=False)
    app.conf.update(
        task_queues=[Queue(name, routing_key=name) for name in queues],
        task_default_queue="back-chat",
        task_create_missing_queues=False,
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        # Acknowledged before the work: our own lease notices a worker that dies, in seconds.
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_timeout=CONNECT_S,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_S,
            "socket_connect_timeout": CONNECT_S,
            "socket_timeout": ANSWER_S,
            "retry_on_timeout": False,
            # One list per queue, so that its length is the number of messages that wait.
            "priority_steps": [0],
            "queue_order_strategy": "round_robin",
            "max_retries": 0,
        },
    )
    return app


class CeleryBroker:
    """Sends the ids of ready jobs, and looks after them."""

    def __init__(self, line: Line, queues: Iterable[str]) -> None:
        self._messages = Messages(queues)
        self._line = line

    async def send(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Send (queue, id) messages, all in one go."""
        pipeline = self._line.client.pipeline(transaction=False)
        for queue, job_id in jobs:
            pipeline.lpush(queue, self._messages.message(queue, job_id))
        await self._line.ask(pipeline.execute())

    async def lengths(self, queues: Sequence[str]) -> dict[str, int]:
        """Return how many messages wait in each queue."""
        pipeline = self._line.client.pipeline(transaction=False)
        for queue in queues:
            pipeline.llen(queue)
        found = await self._line.ask(pipeline.execute())
        return dict(zip(queues, found, strict=True))

    async def keep_newest(self, queue: str, count: int) -> None:
        """Drop all but the newest messages of a queue."""
        redis = self._line.client
        await self._line.ask(redis.ltrim(queue, 0, count - 1) if count else redis.delete(queue))

    async def is_new(self) -> bool:
        """Tell whether the mark that we left is gone, and leave it anew."""
        return bool(await self._line.ask(self._line.client.set(MARK, 1, nx=True)))


class Messages:
    """Celery's messages as they lie in Redis.

    Celery itself writes one, into memory; all others differ in the id. Sent one by one through its
    producer they would cost twenty times as much.
    """

    def __init__(self, queues: Iterable[str]) -> None:
        names = list(queues)
        app = celery_app("memory://", names)
        with app.producer_pool.acquire() as producer:
            app.send_task(TASK, ("?",), queue=names[0], producer=producer)
            self._message = producer.channel.queues[names[0]].get_nowait()
        app.close()

    def message(self, queue: str, job_id: str) -> bytes:
        """Return the message that names a job."""
        body = orjson.dumps([[job_id], {}, NO_MORE])
        properties = self._message["properties"] | {
            "correlation_id": job_id,
            "delivery_tag": new_id(),
            "delivery_info": {"exchange": "", "routing_key": queue},
        }
        headers = self._message["headers"] | {"id": job_id, "root_id": job_id}
        return orjson.dumps(
            self._message
            | {
                "body": base64.b64encode(body).decode(),
                "headers": headers | {"argsrepr": f"('{job_id}',)"},
                "properties": properties,
            }
        )


def serve(
    url: str,
    queues: Iterable[str],
    at_once: int,
    do: Callable[[str], None],
    stopping: Callable[[], None],
) -> None:
    """Receive messages until told to stop; ``do`` returns when its job has ended."""
    names = list(queues)
    app = celery_app(url, names)

    @app.task(name=TASK)
    def run(job_id: str) -> None:
        do(job_id)

    @setup_logging.connect(weak=False)
    def leave_logging_alone(**_: Any) -> None:
        """The process has set it up."""

    @worker_shutting_down.connect(weak=False)
    def stop(**_: Any) -> None:
        stopping()

    worker = app.Worker(
        pool="threads",
        concurrency=at_once,
        queues=names,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        loglevel="WARNING",
        quiet=True,
    )
    worker.start()
