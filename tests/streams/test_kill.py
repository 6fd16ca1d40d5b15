"""kill -9 at any moment costs nothing that a reader has seen."""

import random
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Desk, scripted_model, settings_for
from tests.support.scripted_model import PIECE
from tests.support.tab import Door, Event, Tab, final, numbers_of, text_of

PIECES = 40
SCRIPT = f"say:{PIECES}:10"
WHOLE = PIECE * PIECES
LASTS_S = PIECES * 0.010
DICE = random.Random(8720)
MOMENTS = sorted([0.0, LASTS_S + 0.2, *(DICE.uniform(0, LASTS_S * 1.15) for _ in range(8))])
DICE.shuffle(MOMENTS)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server that will be killed often."""
    with scripted_model() as (_, base_url):
        desk = Desk(tmp_path_factory.mktemp("mortal") / "home", settings_for(base_url, SCRIPT))
        try:
            yield desk.start()
        finally:
            desk.close()


def killed_after(
    desk: Desk, moment_s: float, *, whole_group: bool
) -> tuple[str, Event, list[Event]]:
    """Ask, kill, start again; return the visitor, how it started, and what the tab has seen."""
    visitor = uuid.uuid4().hex
    with Tab(desk.address, visitor=visitor) as tab:
        started = tab.ask()
        kill = desk.kill_all if whole_group else desk.kill_server
        timer = threading.Timer(moment_s, kill)
        timer.start()
        tab.until_closed()
        timer.join()
        seen = list(tab.events(started["stream_id"]))
    if whole_group:
        desk.start()
    else:
        desk.wait_ready()
    return visitor, started, seen


# Every fourth time the whole group dies; that also keeps the supervisor's pauses short.
@pytest.mark.parametrize(
    ("moment_s", "whole_group"),
    [pytest.param(m, n % 4 == 3, id=f"{m:.3f}s") for n, m in enumerate(MOMENTS)],
)
def test_what_was_shown_before_a_kill_is_kept_replayed_and_can_be_asked_again(
    mortal: Desk, moment_s: float, whole_group: bool
) -> None:
    visitor, started, seen = killed_after(mortal, moment_s, whole_group=whole_group)
    session_id, stream_id = started["session_id"], started["stream_id"]

    with Door(mortal.address, visitor=visitor) as door, Tab(mortal.address, visitor=visitor) as tab:
        talk = door.session(session_id)
        question, answer = talk["messages"]
        assert question["content"] == "What is a help desk?"
        assert talk["running"] is None
        assert answer["content"].startswith(text_of(seen))
        assert WHOLE.startswith(answer["content"])
        ended = answer["status"] == "done"
        assert answer["status"] in ("done", "interrupted")
        assert (answer["content"] == WHOLE) or not ended

        replayed = replay(tab, stream_id, 0)
        assert replayed[: len(seen)] == seen
        assert text_of(replayed) == answer["content"] == final(replayed)["content"]
        assert replayed[-1]["channel"] == ("chat.end" if ended else "chat.error")
        assert ended or replayed[-1]["payload"]["code"] == "interrupted"
        last = replayed[-1]["seq"]
        for after in {1, min(len(seen), last - 1), last // 2, last - 1}:
            assert replay(tab, stream_id, after) == replayed[after:]

        again = tab.do("chat.retry", stream_id=stream_id)
        assert final(tab.until_end(again["stream_id"]))["status"] == "done"
        assert door.message(session_id, again["message_id"])["content"] == WHOLE
        assert len(door.message(session_id, again["message_id"])["siblings"]) == 2


def replay(tab: Tab, stream_id: str, after: int) -> list[Event]:
    """Read a stream again from a number on."""
    tab.forget(stream_id)
    tab.do("chat.resume", stream_id=stream_id, after=after)
    events = list(tab.until_end(stream_id))
    assert numbers_of(events) == list(range(after + 1, after + 1 + len(events)))
    return events


def test_a_client_that_connects_while_the_server_is_dead_waits_instead_of_being_turned_away(
    mortal: Desk,
) -> None:
    mortal.kill_server()
    with Tab(mortal.address) as tab:
        assert final(tab.until_end(tab.ask()["stream_id"]))["content"] == WHOLE


def test_many_answers_killed_together_are_all_kept(mortal: Desk) -> None:
    tabs = [Tab(mortal.address, visitor=f"one-of-many-visitors-{n}") for n in range(20)]
    streams = [tab.ask()["stream_id"] for tab in tabs]
    tabs[-1].until_chunks(streams[-1], 3)
    mortal.kill_server()
    for tab in tabs:
        tab.until_closed()
        tab.close()
    mortal.wait_ready()
    for number, (before, stream_id) in enumerate(zip(tabs, streams, strict=True)):
        with Tab(mortal.address, visitor=f"one-of-many-visitors-{number}") as tab:
            seen = before.events(stream_id)
            assert replay(tab, stream_id, 0)[: len(seen)] == seen


def test_the_lock_of_a_killed_server_is_free(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home", {})
    try:
        desk.start().kill_all()
        assert desk.start().get("/readyz").status_code == 200
    finally:
        desk.close()
