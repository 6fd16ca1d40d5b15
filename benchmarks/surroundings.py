"""The processes a benchmark needs: a scripted model, our server, and a look at what they cost."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from tests.support.processes import Desk, settings_for

ROOT = Path(__file__).parents[1]
QUESTION = "窓口を始めるにはどうすればよいですか"


@contextlib.contextmanager
def scripted_model(*listed: str) -> Iterator[str]:
    """Run the scripted model in a process of its own; yield its base_url."""
    command = [sys.executable, "-m", "tests.support.scripted_model", "0", *listed]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        finally:
            process.kill()


@contextlib.contextmanager
def running_desk(base_url: str | None, *scripts: str, **more: Any) -> Iterator[Desk]:
    """Run ``madoguchi up`` in a fresh home; each script is a model, the first one answers."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(base_url, *scripts) if base_url else {}
        for model in settings.get("models", []):
            model["timeouts"] = {"first_token_s": 60.0, "silence_s": 30.0}
        desk = Desk(Path(folder) / "home", settings | more)
        try:
            yield desk.start()
        finally:
            desk.close()


def cpu_s(process: psutil.Process) -> float:
    """Return the CPU time of a process so far, to the nanosecond where the kernel tells."""
    try:
        tasks = Path(f"/proc/{process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except OSError:
        times = process.cpu_times()
        return float(times.user + times.system)


def memory_mib(processes: list[psutil.Process]) -> tuple[float, float]:
    """Return (PSS, RSS) of processes together."""
    found = [process.memory_full_info() for process in processes]
    pss = sum(getattr(each, "pss", each.uss) for each in found)
    return pss / 2**20, sum(each.rss for each in found) / 2**20


def family(desk: Desk) -> list[psutil.Process]:
    """Return every process of a running desk."""
    return [desk.supervisor, *desk.supervisor.children(recursive=True)]
