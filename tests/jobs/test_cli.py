"""What the screens show of jobs, at the command line."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.clock import now
from madoguchi.kernel.jobs import NewJob
from tests.support.cli import Cli
from tests.support.scaled import Office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Cli, Office]]:
    """A home in which nobody works, and someone who asks for work."""
    with closing(Office(tmp_path / "home", {})) as office:
        yield Cli(tmp_path / "home"), office


def test_a_job_is_listed_shown_cancelled_and_run_again(desk: tuple[Cli, Office]) -> None:
    cli, office = desk
    later = now() + timedelta(hours=1)
    (job_id,) = office.ask(NewJob("test.echo", {"text": "x"}, due_at=later))
    (listed,) = cli.run("jobs", "list", "--json").document
    assert (listed["id"], listed["state"]) == (job_id, "waiting")
    assert job_id in cli.run("jobs", "list").out
    assert cli.run("jobs", "list", "--state", "failed", "--json").document == []
    shown: dict[str, Any] = cli.run("jobs", "show", job_id, "--json").document
    assert shown["params"] == {"text": "x"}
    assert cli.run("jobs", "cancel", job_id, "--json").document["state"] == "cancelled"
    assert "cancelled" in cli.run("jobs", "show", job_id).out
    assert cli.run("jobs", "retry", job_id, "--json").document["state"] == "queued"


def test_what_cannot_be_done_is_said_in_one_sentence(desk: tuple[Cli, Office]) -> None:
    cli, office = desk
    (job_id,) = office.ask(NewJob("test.nothing"))
    assert "not found" in cli.run("jobs", "show", "nothing").sentence
    assert cli.run("jobs", "retry", job_id).sentence
    assert "back-chat" in cli.run("worker", "--queues", "no-such-queue").sentence
    assert cli.run("jobs", "answer", job_id, "step", "--answer", "not json").status == 2


def test_a_queue_is_paused_and_resumed(desk: tuple[Cli, Office]) -> None:
    cli, _ = desk
    assert cli.run("queues", "pause", "learning", "--json").document["paused"]
    paused = [each for each in cli.run("queues", "list", "--json").document if each["paused"]]
    assert [each["name"] for each in paused] == ["learning"]
    assert "○ learning" in cli.run("queues", "list").out
    assert not cli.run("queues", "resume", "learning", "--json").document["paused"]
