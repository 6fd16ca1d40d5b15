"""Several machines over one PostgreSQL and one bucket: each opens what the others have kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.talk import Talk
from tests.privacy.conftest import Office, Offices
from tests.support.s3 import OwnS3, own_s3

SAID = "taro@example.com"
OPENED = {("EMAIL", 1): SAID}


@pytest.fixture(scope="module")
def bucket() -> Iterator[OwnS3]:
    """An S3 server, up or down."""
    with own_s3() as server:
        yield server


@pytest.fixture
def settings(fresh_postgres: Callable[[], str], bucket: OwnS3) -> dict[str, Any]:
    """What all machines are set to."""
    bucket.ensure()
    return {
        "database": {"url": fresh_postgres()},
        "files": {"url": bucket.url(prefix=f"house/{new_id()}")},
        "secret_key": "the same everywhere",
    }


@pytest.fixture
def machines(open_office: Offices, tmp_path: Path) -> tuple[Office, Office]:
    """Two machines with nothing in common but the settings."""
    return open_office(tmp_path / "one"), open_office(tmp_path / "other")


@pytest.fixture
def talk() -> Talk:
    return Talk(new_id(), "hanako")


def test_what_one_machine_masks_another_restores(
    machines: tuple[Office, Office], talk: Talk
) -> None:
    one, other = machines
    assert one.mask(talk, SAID) == "<EMAIL_1>"
    assert other.values(talk) == OPENED
    assert other.mask(talk, f"{SAID} a@b.co") == "<EMAIL_1> <EMAIL_2>"


def test_what_one_machine_erases_opens_nowhere(
    machines: tuple[Office, Office], open_office: Offices, talk: Talk, tmp_path: Path
) -> None:
    one, other = machines
    one.mask(talk, SAID)
    other.erase(talk)
    assert one.run(one.vault.destroy()) == 1
    assert one.values(talk) == other.values(talk) == {}
    assert open_office(tmp_path / "third").values(talk) == {}


def test_while_the_bucket_is_away_a_new_conversation_is_refused_and_an_erasure_waits(
    machines: tuple[Office, Office], bucket: OwnS3, talk: Talk
) -> None:
    one, other = machines
    one.mask(talk, SAID)
    bucket.kill()
    with pytest.raises(Unavailable):
        one.mask(Talk(new_id(), "hanako"), SAID)
    assert one.mask(talk, f"{SAID} a@b.co") == "<EMAIL_1> <EMAIL_2>"  # its key is open here
    other.erase(talk)
    with pytest.raises(Unavailable):
        other.run(other.vault.destroy())
    assert other.run(other.wired.privacy.rotation.status()).erasures_waiting == 1
    bucket.ensure()
    assert other.run(other.vault.destroy()) == 1
