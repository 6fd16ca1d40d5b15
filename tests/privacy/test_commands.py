"""``mask`` and ``unmask`` on the command line."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.processes import MADOGUCHI


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "home")


def test_a_text_is_masked(cli: Cli) -> None:
    ran = cli.run("mask", given="Write to taro@example.com\nor {name}, not <EMAIL_1>.\n")
    assert ran.out == "Write to <EMAIL_1>\nor {name}, not <VERBATIM_1>.\n"


def test_a_text_is_masked_with_what_brings_it_back(cli: Cli) -> None:
    said = "Write to ｔａｒｏ@example.com or TARO@example.com.\n"
    ran = cli.run("mask", "--json", given=said)
    assert ran.document["masked"] == "Write to <EMAIL_1> or <EMAIL_1>.\n"
    back = cli.run("unmask", given=ran.out)
    assert back.document == {"text": said}


def test_lines_are_masked_and_come_back_exactly(cli: Cli) -> None:
    lines = [
        {"id": "a", "text": "窓口 a@b.co と A@B.co、<PERSON_1>\n二行目"},
        {"id": 2, "text": "nothing here"},
        {"id": "c", "text": ""},
    ]
    given = "\n".join(json.dumps(line) for line in lines) + "\n\n"
    masked = cli.run("mask", given=given)
    found = [json.loads(line) for line in masked.out.splitlines()]
    assert [line["id"] for line in found] == ["a", 2, "c"]
    assert found[0]["masked"] == "窓口 <EMAIL_1> と <EMAIL_1>、<VERBATIM_1>\n二行目"
    assert found[0]["entities"][0] == {
        "type": "EMAIL",
        "start": 3,
        "end": 9,
        "text": "a@b.co",
        "placeholder": "<EMAIL_1>",
    }
    back = cli.run("unmask", given=masked.out)
    assert [json.loads(line) for line in back.out.splitlines()] == lines


def test_each_line_is_answered_before_the_next_one_comes(cli: Cli) -> None:
    with subprocess.Popen(
        [MADOGUCHI, "mask"],
        env=cli.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin
        assert running.stdout
        for n in range(3):
            running.stdin.write(json.dumps({"id": n, "text": f"u{n}@b.co"}) + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == n
        running.stdin.close()
    assert running.returncode == 0


@pytest.mark.parametrize(
    ("command", "given", "says"),
    [
        ("mask", '{"id": 1, "text": "x"}\n{"id": 2}\n', "Line 2"),
        ("mask", '{"id": 1, "text": "x"}\n{"id"\n', "Line 2"),
        ("mask", '{"id": 1, "text": 5}\n', "Line 1"),
        ("unmask", "just a text\n", "Line 1"),
        ("unmask", '{"masked": "x"}\n', "Line 1"),
        (
            "unmask",
            '{"masked": "x", "entities":'
            ' [{"type": "EMAIL", "start": 0, "end": 1, "text": "a", "placeholder": "x"}]}\n',
            "Line 1",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_named(cli: Cli, command: str, given: str, says: str) -> None:
    ran = cli.run(command, given=given)
    assert ran.status == 1
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_what_is_no_text_is_refused(cli: Cli) -> None:
    done = subprocess.run(
        [MADOGUCHI, "mask"], env=cli.environment(), input=b"ok\n\xff\xfe\n", capture_output=True
    )
    assert done.returncode == 1
    assert b"Line 2" in done.stderr
    assert done.stdout == b""


def test_a_line_that_cannot_be_read_does_not_show_what_it_holds(cli: Cli) -> None:
    ran = cli.run("mask", given='{"id": 1, "text": ["taro@example.com"]}\n')
    assert ran.status == 1
    assert "taro" not in ran.err
