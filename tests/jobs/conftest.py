"""The same promises on every executor: in this process on either database, and over Celery."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.redis import OwnRedis, own_redis
from tests.support.scaled import Office, Workforce


@pytest.fixture(scope="session")
def redis_server() -> Iterator[OwnRedis]:
    """A Redis that nobody brings down."""
    with own_redis() as server:
        yield server


@pytest.fixture(scope="module", params=["embedded on sqlite", "embedded on postgres", "celery"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Someone who asks for work, whoever does it."""
    folder: Path = tmp_path_factory.mktemp("office")
    settings: dict[str, Any] = {"jobs": {"at_once": 6}, "server": {"drain_s": 0.5}}
    if request.param != "embedded on sqlite":
        make: Callable[[], str] = request.getfixturevalue("fresh_postgres")
        settings |= {"database": {"url": make()}}
    if request.param != "celery":
        with closing(Office(folder / "home", settings, "all")) as opened:
            yield opened
        return
    redis: OwnRedis = request.getfixturevalue("redis_server")
    redis.wipe()
    settings |= {"redis": {"url": redis.url}}
    workforce = Workforce(folder, settings)
    with closing(Office(folder / "home", settings, "api")) as opened:
        try:
            workforce.hire()
            yield opened
        finally:
            workforce.end()
