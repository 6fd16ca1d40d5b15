"""Stores of both kinds, an S3 server, and a house that keeps its files in a bucket."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from madoguchi.files.adapters.local import LocalStore
from madoguchi.files.adapters.s3 import S3Store
from madoguchi.files.ports import Store
from madoguchi.kernel.ids import new_id
from tests.conftest import DEAD, Guests
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.s3 import OwnS3, own_s3


@pytest.fixture(scope="session")
def s3_server() -> Iterator[OwnS3]:
    """An S3 server, up or down."""
    with own_s3() as server:
        yield server


@pytest.fixture
def s3(s3_server: OwnS3) -> OwnS3:
    """An S3 server that is up, and may be brought down."""
    s3_server.ensure()
    return s3_server


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    if request.param == "local":
        return LocalStore(tmp_path / "files")
    server: OwnS3 = request.getfixturevalue("s3")
    return S3Store(server.url(prefix=f"house/{new_id()}"))


@pytest.fixture(scope="session")
def standing_house(s3_server: OwnS3, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that keeps its files in a bucket."""
    settings = settings_with(DEAD, files={"url": s3_server.url("house"), "max_mib": 100})
    with open_house(tmp_path_factory.mktemp("house"), settings) as opened:
        opened.add_person("member", "member")
        opened.add_person("boss", "admin")
        yield opened


@pytest.fixture
def bucket_house(standing_house: House, s3: OwnS3) -> House:
    """That house, with its bucket up and no file in its table."""
    standing_house.sql("delete from files")
    return standing_house


@pytest.fixture
def sender(bucket_house: House, guests: Guests) -> Person:
    """A member of that house."""
    return guests(bucket_house, bucket_house.keys["member"])


async def pieces_of(*pieces: bytes, pause_s: float = 0.0) -> AsyncIterator[bytes]:
    """Yield pieces as they come from a sender."""
    for piece in pieces:
        if pause_s:
            await asyncio.sleep(pause_s)
        yield piece
