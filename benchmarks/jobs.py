"""Jobs: how soon one begins, what one costs, how long a claim takes behind a hundred thousand."""

import asyncio
import functools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
from redis import Redis

from benchmarks.figures import Figure, median, percentile
from benchmarks.surroundings import ROOT, cpu_s, memory_mib
from madoguchi.jobs.repository.turns import TurnRepository
from madoguchi.kernel.jobs import NewJob
from tests.support.postgres import own_server
from tests.support.processes import until
from tests.support.redis import OwnRedis, own_redis
from tests.support.scaled import Office, Workforce

NOTHING = NewJob("test.nothing")
SLOTS = 8
PLAIN_SLOTS = {"prefork": 2, "threads": SLOTS, "solo": 1}


def run(quick: bool) -> list[Figure]:
    """Measure embedded and scaled, and plain Celery beside them."""
    count = 1_000 if quick else 4_000
    with own_redis() as redis:
        plain = _plain(redis, count)
        embedded = _embedded(count)
        scaled = _scaled(redis, count)
    best = max(plain.values())
    return [
        *(
            Figure(f"plain Celery, {pool}, jobs a CPU-second", each, "")
            for pool, each in plain.items()
        ),
        Figure("embedded: enqueue to start, median", embedded["start_ms"], "ms", 5),
        Figure("embedded, jobs a CPU-second", embedded["rate"], ""),
        Figure(
            "plain Celery (prefork, its default) to embedded",
            plain["prefork"] / embedded["rate"],
            "x",
            1,
        ),
        Figure("plain Celery (its best pool) to embedded", best / embedded["rate"], "x"),
        Figure("over Celery: enqueue to start, median", scaled["start_ms"], "ms", 30),
        Figure("over Celery, jobs a CPU-second", scaled["rate"], ""),
        Figure(
            "plain Celery (prefork, its default) to ours over Celery",
            plain["prefork"] / scaled["rate"],
            "x",
            2.5,
        ),
        *_behind_many(quick),
    ]


def _embedded(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = {"jobs": {"at_once": SLOTS}}
        with closing(Office(Path(folder) / "home", settings, "all")) as office:
            start_ms = _start_ms(office)
            before = cpu_s(psutil.Process())
            _do_many(office, count)
            return {"start_ms": start_ms, "rate": count / (cpu_s(psutil.Process()) - before)}


def _scaled(redis: OwnRedis, count: int) -> dict[str, float]:
    redis.wipe()
    with tempfile.TemporaryDirectory() as folder, own_server() as postgres:
        settings: dict[str, Any] = {
            "database": {"url": postgres.url},
            "redis": {"url": redis.url},
            "jobs": {"at_once": SLOTS},
        }
        workforce = Workforce(Path(folder), settings)
        with closing(Office(Path(folder) / "office", settings, "api")) as office:
            try:
                worker = psutil.Process(workforce.hire().process.pid)
                start_ms = _start_ms(office)
                before = cpu_s(psutil.Process()) + cpu_s(worker)
                _do_many(office, count)
                spent = cpu_s(psutil.Process()) + cpu_s(worker) - before
            finally:
                workforce.end()
    return {"start_ms": start_ms, "rate": count / spent}


def _start_ms(office: Office) -> float:
    times = []
    for number in range(110):
        (job_id,) = office.ask(NOTHING)
        row = office.ended(job_id)
        assert row.started_at is not None
        if number >= 10:
            times.append((row.started_at - row.created_at).total_seconds() * 1000)
    return median(times)


def _do_many(office: Office, count: int) -> None:
    """Enqueue one by one, each in a transaction of its own, and wait until all are done."""

    async def act() -> None:
        for _ in range(count):
            async with office.wired.db.begin() as transaction:
                await office.wired.jobs.enqueue(transaction, NOTHING)
        while any(queue.queued + queue.running for queue in await office.jobs.queues("en")):
            await asyncio.sleep(0.2)

    office.run(act(), 600)


def _plain(redis: OwnRedis, count: int) -> dict[str, float]:
    """Plain Celery: no row, no lease, no result."""
    found = {}
    for pool, slots in PLAIN_SLOTS.items():
        redis.wipe()
        with _plain_worker(redis.url, pool, slots) as worker, redis.client() as client:
            family = [worker, *worker.children(recursive=True)]
            before = sum(map(cpu_s, family))
            producer = subprocess.run(
                [sys.executable, "-m", "benchmarks.peers.plain_celery", str(count)],
                cwd=ROOT,
                env=os.environ | {"BENCH_REDIS": redis.url},
                capture_output=True,
                text=True,
                check=True,
            )
            until(functools.partial(_drained, client), "all is done", 300)
            spent = sum(map(cpu_s, family)) - before + float(producer.stdout)
            found[pool] = count / spent
    return found


def _drained(client: Redis) -> bool:
    return not client.llen("celery") and not client.hlen("unacked")


@contextmanager
def _plain_worker(url: str, pool: str, slots: int) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "celery", "-A", "benchmarks.peers.plain_celery", "worker"]
    command += ["--pool", pool, "--concurrency", str(slots), "--loglevel", "ERROR"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"BENCH_REDIS": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(5)
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


def _behind_many(quick: bool) -> list[Figure]:
    figures = []
    many = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder, own_server() as postgres:
        for name, database in (("SQLite", {}), ("PostgreSQL", {"database": {"url": postgres.url}})):
            with closing(Office(Path(folder) / name, dict(database))) as office:
                few_ms, _ = _claim_ms(office, 1_000)
                many_ms, grown = _claim_ms(office, many)
            figures += [
                Figure(f"{name}: claim behind 1,000, p95", few_ms, "ms"),
                Figure(f"{name}: claim behind {many:,}, p95", many_ms, "ms"),
                Figure(f"{name}: the second to the first", many_ms / few_ms, "x", 2),
                Figure(f"{name}: memory grown by them", grown, "MiB"),
            ]
    return figures


def _claim_ms(office: Office, wanted: int) -> tuple[float, float]:
    _, before = memory_mib([psutil.Process()])
    office.run(_fill(office, wanted), 600)
    times = office.run(_timed(office, lambda: _claim(office)))
    _, after = memory_mib([psutil.Process()])
    return percentile(times, 0.95), after - before


async def _fill(office: Office, wanted: int) -> None:
    there = (await office.jobs.queues("en"))[0].queued
    for _ in range(there, wanted, 500):
        async with office.wired.db.begin() as transaction:
            await office.wired.jobs.enqueue(transaction, *([NOTHING] * 500))


async def _claim(office: Office) -> None:
    async with office.wired.db.plain() as connection:
        assert await TurnRepository(connection).claim_from("back-chat", "bench:1:1", 4)


async def _timed(office: Office, act: Callable[[], Awaitable[None]]) -> list[float]:
    times = []
    for _ in range(120):
        begun = time.perf_counter()
        await act()
        times.append((time.perf_counter() - begun) * 1000)
    return times[20:]
