"""Several machines over one PostgreSQL and one bucket: each opens what the others have kept."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.talk import Talk
from tests.privacy.conftest import Office, Offices
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.processes import scripted_model, until
from tests.support.redis import own_redis
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


@contextmanager
def two_houses(folder: Path, base_url: str, settings: dict[str, Any]) -> Iterator[list[House]]:
    """Serve from two machines; a person is known to both."""
    chosen = settings_with(base_url, ("say:3",), **settings)
    with open_house(folder / "one", chosen) as one, open_house(folder / "other", chosen) as other:
        one.add_person("hanako", "member")
        yield [one, other]


def test_pages_at_another_machine_read_titles_that_no_news_carried(
    settings: dict[str, Any], tmp_path: Path
) -> None:
    title = f"{SAID} の件"
    with own_redis() as redis, scripted_model() as (_, base_url), redis.client() as client:
        carried = client.pubsub()
        carried.psubscribe("*")
        with two_houses(tmp_path, base_url, settings | {"redis": {"url": redis.url}}) as houses:
            key = houses[0].keys["hanako"]
            with (
                closing(Person(houses[0].address, key)) as asks,
                closing(Person(houses[1].address, key)) as reads,
            ):
                line = reads.line()
                turn = asks.ask(f"{SAID} に送ってください", model="say:3")
                told = line.event("sessions.changed")
                while told["payload"]["change"] != "answered" and not _titled(told):
                    told = line.event("sessions.changed")
                assert SAID in told["payload"]["session"]["title"]
                path = f"/api/sessions/{turn['session_id']}/title"
                asks.do("PATCH", path, json={"title": title})
                until(lambda: _titled(line.event("sessions.changed")) == title, "it is renamed")
        said = [each["data"] for each in iter(lambda: carried.get_message(timeout=0.5), None)]
        kept = [each for name in client.scan_iter() for each in (name, client.dump(name) or b"")]
    news = b"\n".join(each for each in (*said, *kept) if isinstance(each, bytes))
    assert b"sessions.elsewhere" in news
    assert SAID.encode() not in news


def _titled(told: Any) -> str | None:
    title: str | None = (told["payload"]["session"] or {}).get("title")
    return title
