"""A database that is locked, refuses or restarts in the middle of an answer."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Desk, scripted_model, settings_for, until
from tests.support.scripted_model import PIECE
from tests.support.tab import Door, Tab, final, numbers_of, text_of

SCRIPT = "say:150:20"
WHOLE = PIECE * 150
REFUSAL = """
CREATE TRIGGER refusal BEFORE INSERT ON stream_events
BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
"""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server whose database file is shared with the tests."""
    with scripted_model() as (_, base_url):
        settings = settings_for(base_url, SCRIPT, "say:3")
        desk = Desk(tmp_path_factory.mktemp("troubled") / "home", settings)
        try:
            yield desk.start()
        finally:
            desk.close()


@contextlib.contextmanager
def database(desk: Desk) -> Iterator[sqlite3.Connection]:
    """The file, opened by another program."""
    file: Path = desk.home / "madoguchi.sqlite3"
    with contextlib.closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as opened:
        yield opened


def test_a_lock_of_three_seconds_in_mid_answer_loses_nothing(troubled: Desk) -> None:
    with Tab(troubled.address) as tab, Door(troubled.address) as door:
        started = tab.ask()
        tab.until_chunks(started["stream_id"], 5)
        with database(troubled) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(0.3)
            tab.read_for(0.2)
            held_at = len(tab.events(started["stream_id"]))
            time.sleep(2.5)
            tab.read_for(0.1)
            # What is not committed is not shown.
            assert len(tab.events(started["stream_id"])) == held_at
            other.execute("ROLLBACK")
        events = tab.until_end(started["stream_id"])
        assert events[-1]["channel"] == "chat.end"
        assert numbers_of(events) == list(range(1, len(events) + 1))
        kept = door.message(started["session_id"], started["message_id"])
        assert text_of(events) == kept["content"] == WHOLE


def test_readers_are_not_held_up_by_a_lock(troubled: Desk) -> None:
    with Tab(troubled.address) as tab, Door(troubled.address) as door:
        started = tab.ask(model="say:3")
        tab.until_end(started["stream_id"])
        with database(troubled) as other:
            other.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            assert door.message(started["session_id"], started["message_id"])["status"] == "done"
            assert time.monotonic() - begun < 1
            other.execute("ROLLBACK")


def test_an_answer_the_database_refuses_is_ended_once_it_is_well_and_nothing_leaks(
    troubled: Desk,
) -> None:
    with Tab(troubled.address) as tab, Door(troubled.address) as door:
        started = tab.ask("a very private matter")
        tab.until_chunks(started["stream_id"], 5)
        with database(troubled) as other:
            other.execute(REFUSAL)
            time.sleep(0.5)
            other.execute("DROP TRIGGER refusal")
        seen = text_of(tab.events(started["stream_id"]))

        def ended() -> bool:
            message = door.message(started["session_id"], started["message_id"])
            return bool(message["status"] != "streaming")

        until(ended, "the orphan is swept up by the process that lost it", 25)
        kept = door.message(started["session_id"], started["message_id"])
        assert kept["status"] in ("failed", "interrupted")
        assert kept["content"].startswith(seen)
        assert WHOLE.startswith(kept["content"])
        again = tab.do("chat.retry", message_id=started["message_id"], model="say:3")
        assert final(tab.until_end(again["stream_id"]))["content"] == PIECE * 3
    assert PIECE.strip() not in troubled.log()
    assert "a very private matter" not in troubled.log()
