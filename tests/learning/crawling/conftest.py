"""A site to read, and readers over either database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.reading import Reader, prepare, sqlite_url
from tests.support.site import Site, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site."""
    with open_site() as opened:
        yield opened


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and nothing in them."""
    file = tmp_path_factory.mktemp("ledger") / "empty.db"
    prepare(sqlite_url(file))
    return file


@pytest.fixture
def reader(empty_ledger: Path, tmp_path: Path) -> Reader:
    """A reader over SQLite."""
    file = tmp_path / "ledger.db"
    shutil.copy(empty_ledger, file)
    return Reader(sqlite_url(file))


@pytest.fixture
def either_reader(
    database: Callable[[], dict[str, Any]], empty_ledger: Path, tmp_path: Path
) -> Reader:
    """A reader over each kind of database."""
    place = database()
    if not place:
        file = tmp_path / "ledger.db"
        shutil.copy(empty_ledger, file)
        return Reader(sqlite_url(file))
    url = "postgresql+asyncpg" + place["database"]["url"].removeprefix("postgresql")
    prepare(url)
    return Reader(url)
