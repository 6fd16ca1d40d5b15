"""The server's notes help to mend what broke, and hold nothing that a person said."""

import asyncio
import gc
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.entry.home import Home
from madoguchi.entry.logs import JsonLines
from madoguchi.kernel.errors import Unavailable

QUOTED = "taro@example.jp"


def noted(error: BaseException) -> str:
    try:
        try:
            raise error
        except BaseException as cause:
            raise Unavailable("db.unavailable") from cause
    except Unavailable:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "it failed", None, sys.exc_info())
    line = JsonLines().format(record)
    found: str = json.loads(line)["error.stack_trace"]
    return found


def test_a_failure_is_noted_with_its_kind_its_cause_and_where_it_was() -> None:
    trace = noted(KeyError("x"))
    assert "Unavailable: db.unavailable" in trace
    assert "KeyError" in trace
    assert "test_logs.py" in trace


def test_what_an_unexpected_error_quotes_is_left_out() -> None:
    assert "taro@example.jp" not in noted(ValueError("cannot read 'taro@example.jp'"))


def test_of_a_task_that_nobody_waited_for_only_that_is_noted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> None:
        raise ValueError(f"cannot read {QUOTED}")

    async def forget() -> None:
        loop = asyncio.get_running_loop()
        tasks = [asyncio.create_task(fail())]
        loop.call_soon(int, QUOTED)
        await asyncio.sleep(0.01)
        tasks.clear()
        gc.collect()

    asyncio.run(forget())
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "asyncio"]
    said = "\n".join(lines)
    assert "Task exception was never retrieved" in said
    assert "Exception in callback" in said
    assert QUOTED not in said


def test_what_the_system_says_stays_without_the_name_of_the_file() -> None:
    trace = noted(FileNotFoundError(2, "No such file or directory", "/home/taro/secret.txt"))
    assert "No such file or directory" in trace
    assert "taro" not in trace


def test_each_worker_of_a_home_writes_a_log_of_its_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    names = [home.log_of("worker").name for _ in range(3)]
    assert names == [f"madoguchi-worker{more}.jsonl" for more in ("", "-2", "-3")]


CRASHING = """
import sys, threading
from pathlib import Path
from madoguchi.entry.logs import write_logs_to

write_logs_to(Path(sys.argv[1]))
said = sys.stdin.read()

class Odd:
    def __del__(self):
        raise ValueError(said)

def fail():
    raise KeyError(said)

thread = threading.Thread(target=fail)
thread.start()
thread.join()
Odd()
raise RuntimeError(said)
"""


def test_a_process_that_breaks_down_says_what_broke_and_not_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    ended = subprocess.run(
        [sys.executable, "-c", CRASHING, str(file)],
        input=QUOTED,
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = ended.stdout + ended.stderr
    noted_there = file.read_text("utf-8")
    assert ended.returncode == 1
    assert "RuntimeError" in said
    assert all(kind in noted_there for kind in ("ValueError", "KeyError", "RuntimeError"))
    assert QUOTED not in said + noted_there
