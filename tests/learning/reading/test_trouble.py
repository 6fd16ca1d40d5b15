"""A reader that goes wrong costs its own run, with a sentence, and nothing else."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from madoguchi.learning.adapters.llama_index import LlamaIndexReaders
from madoguchi.learning.reading.failures import ReaderFailed
from madoguchi.learning.reading.schemas import ReaderSettings
from tests.learning.reading.conftest import NAUGHTY, TOKEN, Source, Sources, Wiki
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until


def rooms(made: Source) -> set[str]:
    found = made.documents.items()
    return {address.rpartition("/")[2] for address, each in found if each["state"] == "learned"}


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("throw", "ConnectionError"),
        ("leave", "exit code 3"),
        ("die", "exit code -9"),
        ("no_such_way", "KeyError"),
    ],
)
def test_what_came_before_the_trouble_is_learned_and_the_run_says_what_it_was(
    source: Sources, librarian: Person, then: str, says: str
) -> None:
    made = source("naughty", then=then, good=3)
    run = made.learn()
    assert run["state"] == "failed"
    assert says in run["error"]["message"]
    assert "naughty" in run["error"]["message"]
    assert rooms(made) == {"0", "1", "2"}
    job = librarian.do("GET", f"/api/jobs/{run['job_id']}")
    assert job["state"] == "failed"


def test_nothing_is_removed_before_a_reader_has_come_to_its_end(source: Sources) -> None:
    made = source("naughty", then="end", good=4)
    made.learn()
    made.ask(then="throw", good=1)
    assert made.learn()["state"] == "failed"
    assert rooms(made) == {"0", "1", "2", "3"}
    made.ask(then="end", good=1)
    assert made.learn()["steps"]["gather"]["counts"]["removed"] == 3
    assert rooms(made) == {"0"}


def test_a_reader_that_suddenly_gives_nothing_removes_nothing(source: Sources) -> None:
    made = source("naughty", good=2)
    made.learn()
    made.ask(good=0)
    run = made.learn()
    assert run["state"] == "failed"
    assert "2" in run["error"]["message"]
    assert rooms(made) == {"0", "1"}


def test_an_empty_source_is_no_trouble(source: Sources) -> None:
    assert source("naughty", good=0).learn()["state"] == "done"


def test_neither_secrets_nor_passwords_are_told(
    source: Sources, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        run = source("naughty", then="throw").learn()
    told = run["error"]["message"] + str([vars(each) for each in caplog.records])
    assert "wiki said no" in run["error"]["message"]
    assert "last_words" in told
    assert TOKEN not in told
    assert "me:pass" not in told


def test_the_last_words_of_a_reader_that_died_are_in_the_log(
    source: Sources, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        source("naughty", then="die").learn()
    assert "these are my last words" in str([vars(each) for each in caplog.records])


def test_a_reader_may_print_whatever_it_likes(source: Sources) -> None:
    made = source("naughty", then="print_a_lot", good=1)
    assert made.learn()["state"] == "done"
    assert rooms(made) == {"0", "99"}


def test_a_reader_that_takes_too_much_memory_is_stopped(source: Sources) -> None:
    made = source("small")
    run = made.learn()
    assert run["state"] == "failed"
    assert "256 MiB" in run["error"]["message"]
    assert rooms(made) == {"0", "1"}


def test_a_reader_that_never_ends_is_stopped_at_its_limit(source: Sources) -> None:
    made = source("few")
    run = made.learn()
    assert run["state"] == "failed"
    assert "more than 5" in run["error"]["message"]
    assert len(rooms(made)) == 5, made.documents


@pytest.mark.parametrize(
    ("reader", "says"), [("unready", "no credentials"), ("missing", "no_such_library")]
)
def test_a_reader_that_cannot_be_made_says_why(source: Sources, reader: str, says: str) -> None:
    run = source(reader).learn()
    assert run["state"] == "failed"
    assert says in run["error"]["message"]
    assert "learning.readers" in run["error"]["message"]


def test_a_text_that_is_too_large_is_passed_over(source: Sources) -> None:
    made = source("naughty", then="be_large", good=1)
    assert made.learn()["state"] == "done"
    shown = made.documents["https://rooms.example/50"]
    assert shown["state"] == "refused"
    assert "convert.max_mib" in shown["notices"][0]["message"]


def test_odd_texts_and_metadata_do_no_harm(source: Sources) -> None:
    made = source("naughty", then="be_odd", good=0)
    assert made.learn()["state"] == "done"
    (odd,) = made.documents.values()
    assert odd["state"] == "learned"
    assert odd["url"] is None
    assert odd["title"] == "題 --- lang: xx"


def test_a_reader_that_hangs_is_stopped_when_its_time_is_over(tmp_path: Path) -> None:
    named = ReaderSettings.model_validate(NAUGHTY | {"load": {"then": "hang"}})
    hasty = named.model_copy(update={"minutes": 0.06})
    came: set[str] = set()

    async def read() -> None:
        async for each in LlamaIndexReaders(tmp_path, 1000).read("hasty", hasty, {}):
            came.add(each.text)

    with pytest.raises(ReaderFailed) as stopped:
        asyncio.run(read())
    assert stopped.value.key == "learning.reader_too_slow"
    assert len(came) == 2


def running(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_who_cancels_a_run_ends_the_reader_and_what_it_has_begun(
    source: Sources, librarian: Person, reading_folder: Path
) -> None:
    pids = reading_folder / "home" / "readers" / "naughty" / "pids"
    made = source("naughty", then="begin_others")
    run = librarian.do("POST", f"/api/sources/{made.id}/run", json={})
    until(lambda: pids.exists() and " " in pids.read_text(), "it hangs")
    processes = [int(each) for each in pids.read_text().split()]
    assert all(map(running, processes))
    librarian.do("POST", f"/api/runs/{run['id']}/cancel")
    until(lambda: not any(map(running, processes)), "they have ended", 20)
    ended = librarian.do("GET", f"/api/runs/{run['id']}")
    assert ended["state"] == "cancelled"


def test_a_reader_that_is_not_named_any_more_says_so(
    source: Sources, wiki: Wiki, reading_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki({"text": "一行", "metadata": {"url": "https://wiki.example/1"}})
    made = source("wiki")
    made.learn()
    named: dict[str, Any] = reading_house.wired.settings.learning.readers
    monkeypatch.delitem(named, "wiki")
    run = made.learn()
    assert run["state"] == "failed"
    assert "learning.readers" in run["error"]["message"]
    assert made.documents
