"""From the command to the first answer of ``/readyz``."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.figures import Figure, median
from benchmarks.surroundings import ROOT, running_desk
from tests.support.processes import Desk, until

GOAL_S = 3.0
PORT = 18720


def run(quick: bool) -> list[Figure]:
    """Start with an empty home, then with the same one again, then through make."""
    begun = time.monotonic()
    with running_desk(None) as desk:
        first_s = time.monotonic() - begun
        again = [_again(desk) for _ in range(2 if quick else 5)]
    return [
        Figure("first start, handbook learned", first_s, "s"),
        Figure("second start, median", median(again), "s", GOAL_S),
        *_make_up(),
    ]


def _again(desk: Desk) -> float:
    desk.terminate()
    begun = time.monotonic()
    desk.start()
    return time.monotonic() - begun


def _make_up() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        # Run by make itself, this would hand its own arguments down.
        ours = {name: each for name, each in os.environ.items() if not name.startswith("MAKE")}
        environment = ours | {
            "MADOGUCHI_HOME": str(Path(folder) / "home"),
            "MADOGUCHI_PORT": str(PORT),
            "ARGS": "",
        }
        try:
            times = [_through_make(environment) for _ in range(3)]
        except RuntimeError as error:
            return [Figure("make up, second start", None, "s", GOAL_S, str(error))]
    return [Figure("make up, second start", median(times[1:]), "s", GOAL_S)]


def _through_make(environment: dict[str, str]) -> float:
    begun = time.monotonic()
    process = subprocess.Popen(
        ["make", "up"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        until(lambda: process.poll() is not None or _is_ready(), "make up is ready", 300)
        if process.poll() is not None:
            raise RuntimeError("make up ended by itself")
        return time.monotonic() - begun
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
