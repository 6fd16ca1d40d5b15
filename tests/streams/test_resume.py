"""Reading on from any number: no gap, no repeat, whoever reads and whenever."""

import pytest

from tests.support.processes import Desk
from tests.support.scripted_model import PIECE, random_pieces
from tests.support.tab import Door, Event, Tab, final, numbers_of, text_of


def resumed(desk: Desk, visitor: str, stream_id: str, after: int) -> Tab:
    """Open a tab that reads a stream from a number on."""
    tab = Tab(desk.address, visitor=visitor)
    state = tab.do("chat.resume", stream_id=stream_id, after=after)
    assert state["stream_id"] == stream_id
    return tab


def test_a_running_answer_is_read_on_from_every_number(desk: Desk, tab: Tab, visitor: str) -> None:
    stream_id = tab.ask(model="say:100:20")["stream_id"]
    last = tab.until_chunks(stream_id, 12)[-1]["seq"]
    readers = [resumed(desk, visitor, stream_id, after) for after in range(last + 6)]
    whole = tab.until_end(stream_id)
    for after, reader in enumerate(readers):
        with reader:
            assert reader.until_end(stream_id) == whole[after:]
    assert numbers_of(whole) == list(range(1, len(whole) + 1))


def test_an_ended_answer_is_read_again_from_every_number(
    desk: Desk, tab: Tab, visitor: str
) -> None:
    stream_id = tab.ask(model="say:40:15")["stream_id"]
    whole = list(tab.until_end(stream_id))
    for after in range(len(whole) + 6):
        tab.forget(stream_id)
        state = tab.do("chat.resume", stream_id=stream_id, after=after)
        assert (state["status"], state["last_seq"]) == ("done", len(whole))
        tab.do("connection.ping") if after >= len(whole) else tab.until_end(stream_id)
        assert tab.events(stream_id) == whole[after:]


def test_two_tabs_are_in_step(desk: Desk, tab: Tab, visitor: str) -> None:
    with Tab(desk.address, visitor=visitor) as other:
        other.do("settings.get")
        stream_id = tab.ask(model="say:40:15")["stream_id"]
        assert other.until_end(stream_id) == tab.until_end(stream_id)


def test_a_stranger_hears_nothing_and_cannot_read_on(desk: Desk, tab: Tab) -> None:
    with Tab(desk.address, visitor="somebody-else-entirely") as stranger:
        stranger.do("settings.get")
        stream_id = tab.ask(model="say:40:15")["stream_id"]
        tab.until_end(stream_id)
        for method in ("chat.resume", "chat.stop", "chat.retry"):
            refused = stranger.call(method, stream_id=stream_id)
            assert refused["error"]["code"] == "not_found"
        assert stranger.events(stream_id) == []


def test_a_page_opened_in_mid_answer_finds_it_and_reads_it_whole(
    desk: Desk, tab: Tab, door: Door, visitor: str
) -> None:
    started = tab.ask(model="say:100:20")
    stream_id = started["stream_id"]
    tab.until_chunks(stream_id, 5)
    talk = door.session(started["session_id"])
    assert talk["messages"][-1]["status"] == "streaming"
    assert talk["running"]["stream_id"] == stream_id
    assert talk["running"]["message_id"] == started["message_id"]
    assert talk["running"]["last_seq"] >= 6
    with resumed(desk, visitor, stream_id, 0) as late:
        assert late.until_end(stream_id) == tab.until_end(stream_id)
    assert door.session(started["session_id"])["running"] is None


def test_a_page_opened_in_mid_answer_is_given_all_that_was_said_by_then(
    tab: Tab, door: Door
) -> None:
    started = tab.ask(model="say:100:20")
    stream_id = started["stream_id"]
    shown = text_of(tab.until_chunks(stream_id, 5))
    talk = door.session(started["session_id"])
    answer, last = talk["messages"][-1], talk["running"]["last_seq"]
    assert answer["content"].startswith(shown)
    assert answer["parts"] == [{"type": "text", "text": answer["content"]}]
    whole = tab.until_end(stream_id)
    assert answer["content"] + text_of(whole[last:]) == text_of(whole)


def test_one_may_start_over_in_the_middle_of_reading(tab: Tab) -> None:
    stream_id = tab.ask(model="say:40:15")["stream_id"]
    tab.until_chunks(stream_id, 5)
    tab.do("chat.resume", stream_id=stream_id, after=0)
    events = tab.until_end(stream_id)
    second_start = numbers_of(events).index(1, 1)
    assert numbers_of(events[:second_start]) == list(range(1, second_start + 1))
    anew = events[second_start:]
    assert numbers_of(anew) == list(range(1, len(anew) + 1))
    assert text_of(anew) == PIECE * 40


def test_a_reader_who_comes_and_goes_misses_nothing(desk: Desk, visitor: str) -> None:
    with Tab(desk.address, visitor=visitor) as tab:
        started = tab.ask(model="say:100:20")
        seen: list[Event] = list(tab.until_chunks(started["stream_id"], 4))
    while seen[-1]["channel"] != "chat.end":
        after = seen[-1]["seq"]
        with resumed(desk, visitor, started["stream_id"], after) as tab:
            seen += tab.until_seq(started["stream_id"], after + 1)
            if seen[-1]["channel"] != "chat.end" and after > 40:
                seen += tab.until_end(started["stream_id"])[len(seen) - after :]
    assert numbers_of(seen) == list(range(1, len(seen) + 1))
    assert text_of(seen) == final(seen)["content"] == PIECE * 100


@pytest.mark.parametrize("seed", range(8))
def test_the_chunks_make_up_exactly_the_words_of_the_model_and_of_the_message(
    tab: Tab, door: Door, seed: int
) -> None:
    started = tab.ask(model=f"random:{seed}:40")
    events = tab.until_end(started["stream_id"])
    assert numbers_of(events) == list(range(1, len(events) + 1))
    words = "".join(random_pieces(seed, 40))
    kept = door.message(started["session_id"], started["message_id"])
    assert text_of(events) == final(events)["content"] == kept["content"] == words
    assert kept == final(events)


def test_a_burst_is_folded_into_few_chunks_without_losing_a_letter(tab: Tab) -> None:
    stream_id = tab.ask(model="say:3000")["stream_id"]
    events = tab.until_end(stream_id)
    assert text_of(events) == final(events)["content"] == PIECE * 3000
    assert len(events) < 500


@pytest.mark.parametrize("after", [-1, "x", 1.5, None])
def test_a_number_that_is_none_is_refused_and_the_connection_stays(tab: Tab, after: object) -> None:
    stream_id = tab.ask(model="say:3")["stream_id"]
    tab.until_end(stream_id)
    refused = tab.call("chat.resume", stream_id=stream_id, after=after)
    assert refused["error"]["code"] == "bad_params"
    assert tab.call("chat.resume", stream_id="no such stream", after=0)["error"]["code"] == (
        "not_found"
    )
    assert tab.do("chat.resume", stream_id=stream_id, after=10**18)["status"] == "done"
