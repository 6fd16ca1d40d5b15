"""Two web processes over one database and one Redis: what one does, the other shows."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from madoguchi.kernel.jobs import NewJob
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.processes import until
from tests.support.redis import OwnRedis, own_redis
from tests.support.scripted_model import PIECE, ScriptedModel
from tests.support.tab import Door, Tab, final, numbers_of, text_of

SLOW, LONG = "say:60:50", "say:600:50"


@pytest.fixture(scope="module")
def their_redis() -> Iterator[OwnRedis]:
    with own_redis() as server:
        yield server


@pytest.fixture(scope="module")
def pair(
    fresh_postgres: Callable[[], str],
    their_redis: OwnRedis,
    models: tuple[ScriptedModel, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, House]]:
    """Two houses with the same data."""
    more: dict[str, Any] = {
        "database": {"url": fresh_postgres()},
        "redis": {"url": their_redis.url},
    }
    settings = settings_with(models[1], (SLOW, LONG, "say:3"), routes={"chat": SLOW}, **more)
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(open_house(Path(tmp_path_factory.mktemp("pair")), settings))
            for _ in range(2)
        )
        first.add_person("member", "member")
        yield first, second


def test_an_answer_is_followed_live_through_the_other_process(pair: tuple[House, House]) -> None:
    here, there = pair
    with Tab(here.address) as asker, Tab(there.address) as other, Door(there.address) as door:
        started = asker.ask("How are you?")
        stream_id = started["stream_id"]
        # Nobody told the other tab anything: news of the answer reach it by themselves.
        seen = other.until_chunks(stream_id, 3)
        assert len(seen) < 60
        events = other.until_end(stream_id)
        assert numbers_of(events) == list(range(1, len(events) + 1))
        assert text_of(events) == text_of(asker.until_end(stream_id)) == PIECE * 60
        kept = door.message(started["session_id"], started["message_id"])
        assert kept["content"] == PIECE * 60


def test_an_answer_is_stopped_through_the_other_process(pair: tuple[House, House]) -> None:
    here, there = pair
    with Tab(here.address) as asker, Tab(there.address) as other:
        started = asker.ask("How are you?")
        asker.until_chunks(started["stream_id"], 3)
        begun = time.monotonic()
        state = other.do("chat.stop", stream_id=started["stream_id"])
        assert state["status"] == "stopped"
        assert time.monotonic() - begun < 3
        assert final(asker.until_end(started["stream_id"]))["status"] == "stopped"


def test_a_list_of_conversations_changes_in_every_tab(pair: tuple[House, House]) -> None:
    here, there = pair
    with Tab(here.address) as asker, Tab(there.address) as other:
        started = asker.ask("Is anybody there?", model="say:3")
        asker.until_end(started["stream_id"])
        other.read_for(1)
        told = [e["payload"] for e in other.news if e["channel"] == "sessions.changed"]
        assert started["session_id"] in {each["session_id"] for each in told}


def test_a_key_that_is_withdrawn_ends_connections_elsewhere(pair: tuple[House, House]) -> None:
    here, there = pair
    with closing(Person(here.address)) as me:
        me.sign_in()
        made = me.do("POST", "/api/apikeys", json={"name": "elsewhere"})
        with closing(Person(there.address, made["key"])) as program:
            line = program.line()
            line.do("connection.ping")
            me.do("DELETE", f"/api/apikeys/{made['id']}")
            with pytest.raises(ConnectionClosed):
                line.quiet(5)


def test_jobs_are_watched_wherever_they_are_done(pair: tuple[House, House]) -> None:
    here, there = pair
    with closing(Person(there.address)) as admin:
        admin.sign_in()
        line = admin.line()
        line.do("jobs.watch")
        (job_id,) = here.enqueue(NewJob("test.sleep", {"seconds": 0.6, "steps": 3}))

        def states() -> set[str]:
            line.quiet(0.1)
            jobs = [e["payload"]["job"] for e in line.events if e["channel"] == "jobs.progress"]
            return {job["state"] for job in jobs if job["id"] == job_id}

        until(lambda: "done" in states(), "the end is told")


def test_without_redis_an_answer_can_still_be_followed_and_stopped(
    pair: tuple[House, House], their_redis: OwnRedis
) -> None:
    here, there = pair
    their_redis.kill()
    try:
        with Tab(here.address) as asker, Tab(there.address) as other:
            started = asker.ask("Without?", model=LONG)
            asker.until_chunks(started["stream_id"], 2)
            other.do("chat.resume", stream_id=started["stream_id"], after=0)
            other.until_chunks(started["stream_id"], 3)
            state = other.do("chat.stop", stream_id=started["stream_id"])
            assert state["status"] == "stopped"
        component = _redis(there)
        assert component["state"] == "missing"
        assert component["mend"]
    finally:
        their_redis.start()
    with Tab(here.address) as asker, Tab(there.address) as other:
        # Both are told that they may have missed something, once news come through again.
        until(lambda: _missed(asker) and _missed(other), "news come through again")
        until(lambda: _redis(here)["state"] == "running", "it is seen to be back")
        until(lambda: _redis(there)["state"] == "running", "there as well")
        started = asker.ask("And now?", model="say:3")
        asker.until_end(started["stream_id"])
        other.until_end(started["stream_id"])


def _redis(house: House) -> dict[str, Any]:
    with closing(Person(house.address)) as admin:
        admin.sign_in()
        found = {each["id"]: each for each in admin.do("GET", "/api/components")}
    component: dict[str, Any] = found["redis"]
    return component


def _missed(tab: Tab) -> bool:
    tab.read_for(0.1)
    return any(event["channel"] == "connection.missed" for event in tab.news)
