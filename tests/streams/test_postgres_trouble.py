"""PostgreSQL goes away, or our server does, in the middle of an answer that PostgreSQL keeps."""

import time
from collections.abc import Iterator

import pytest

from tests.support.postgres import OwnServer, own_server
from tests.support.processes import Desk, scripted_model, settings_for, until
from tests.support.scripted_model import PIECE
from tests.support.tab import Door, Tab, final, numbers_of, text_of

SCRIPT = "say:150:20"
WHOLE = PIECE * 150


@pytest.fixture(scope="module")
def postgres() -> Iterator[OwnServer]:
    """A server that only these tests use: they bring it down."""
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def kept_apart(postgres: OwnServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that keeps everything in that server."""
    with scripted_model() as (_, base_url):
        settings = settings_for(base_url, SCRIPT, "say:3", database={"url": postgres.url})
        desk = Desk(tmp_path_factory.mktemp("apart") / "home", settings)
        try:
            yield desk.start()
        finally:
            desk.close()


def test_a_database_that_crashes_and_comes_back_in_mid_answer_loses_nothing(
    postgres: OwnServer, kept_apart: Desk
) -> None:
    with Tab(kept_apart.address) as tab, Door(kept_apart.address) as door:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 5)
        postgres.crash()
        time.sleep(1)
        postgres.start()
        events = tab.until_end(started["stream_id"])
        assert events[-1]["channel"] == "chat.end"
        assert numbers_of(events) == list(range(1, len(events) + 1))
        kept = door.message(started["session_id"], started["message_id"])
        assert text_of(events) == kept["content"] == WHOLE


def test_an_answer_that_a_long_outage_broke_off_is_marked_and_keeps_what_was_shown(
    postgres: OwnServer, kept_apart: Desk
) -> None:
    with Tab(kept_apart.address) as tab, Door(kept_apart.address) as door:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 5)
        postgres.crash()
        try:
            last = tab.until_end(started["stream_id"])[-1]
        finally:
            postgres.start()
        assert (last["channel"], last["payload"]["code"]) == ("chat.error", "unavailable")
        assert "again" in last["payload"]["message"]
        seen = text_of(tab.events(started["stream_id"]))

        def ended() -> bool:
            message = door.message(started["session_id"], started["message_id"])
            return bool(message["status"] == "interrupted")

        until(lambda: kept_apart.get("/readyz").status_code == 200, "ready again")
        until(ended, "the orphan is swept up by the process that lost it", 25)
        kept = door.message(started["session_id"], started["message_id"])["content"]
        assert seen
        assert kept.startswith(seen)
        assert WHOLE.startswith(kept)
        again = tab.do("chat.retry", message_id=started["message_id"], model="say:3")
        assert final(tab.until_end(again["stream_id"]))["content"] == PIECE * 3


def test_a_server_killed_in_mid_answer_has_kept_every_character_it_showed(
    kept_apart: Desk,
) -> None:
    with Tab(kept_apart.address) as tab, Door(kept_apart.address) as door:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 5)
        kept_apart.kill_server()
        seen = text_of(tab.events(started["stream_id"]))
        kept_apart.wait_ready()

        def interrupted() -> bool:
            message = door.message(started["session_id"], started["message_id"])
            return bool(message["status"] == "interrupted")

        until(interrupted, "the answer is marked")
        content = door.message(started["session_id"], started["message_id"])["content"]
        assert seen
        assert content.startswith(seen)
        assert WHOLE.startswith(content)


def test_while_the_database_is_away_a_question_is_refused_with_what_to_do(
    postgres: OwnServer, kept_apart: Desk
) -> None:
    question = {"user_input": "Are you there?", "model": "say:3"}
    with Door(kept_apart.address) as door:
        assert door.http.post("/api/chat", json=question).status_code == 200
        postgres.crash()
        try:
            answer = door.http.post("/api/chat", json=question)
        finally:
            postgres.start()
        assert answer.status_code == 503
        problem = answer.json()["error"]
        assert problem["code"] == "unavailable"
        assert "again" in problem["message"]
        until(lambda: kept_apart.get("/readyz").status_code == 200, "ready again")
        assert door.http.post("/api/chat", json=question).status_code == 200
