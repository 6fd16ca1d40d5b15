"""Real processes of the product in homes of their own, and a scripted model beside them."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import psutil
import yaml

from tests.support.scripted_model import ScriptedModel

MADOGUCHI = Path(sys.executable).with_name("madoguchi")
PASSWORD = "correct-horse"
PATIENCE_S = 30.0
PASSED_ON = ("PATH", "PYTHONPATH", "TMPDIR")


def until(true: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
    """Wait until something is so, and return it."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(f"not in {patience_s} s: {what}")


class Desk:
    """``madoguchi up`` in a home: started, killed, drained, started again."""

    def __init__(
        self,
        home: Path,
        settings: dict[str, Any],
        around: dict[str, str] | None = None,
        program: Path = MADOGUCHI,
    ) -> None:
        self.home = home
        self._around = around or {}
        self._program = program
        self.address = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._output = home.with_name(home.name + ".out")
        home.mkdir(parents=True, exist_ok=True)
        (home / "madoguchi.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True))

    def start(self) -> "Desk":
        """Start it, at the same address as before if there was one."""
        port = self.address.rpartition(":")[2] or "0"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [self._program, "up", "--port", port],
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
                | {
                    "LANG": "en_US.UTF-8",
                    "MADOGUCHI_HOME": str(self.home),
                    "MADOGUCHI_ADMIN_PASSWORD": PASSWORD,
                }
                | self._around,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.address = until(self._announced, "the address is printed")
        self.wait_ready()
        return self

    def wait_ready(self) -> None:
        """Wait until it answers questions."""
        until(lambda: self.get("/readyz").status_code == 200, "ready")

    def get(self, path: str, **given: Any) -> httpx2.Response:
        """Ask over HTTP; a server that is away answers 503."""
        try:
            return httpx2.get(self.address + path, timeout=15, trust_env=False, **given)
        except httpx2.TransportError:
            return httpx2.Response(503)

    @property
    def supervisor(self) -> psutil.Process:
        """The process that watches."""
        assert self._process is not None
        return psutil.Process(self._process.pid)

    @property
    def server(self) -> psutil.Process:
        """The process that serves."""
        child: psutil.Process = until(lambda: self.supervisor.children(), "a server runs")[0]
        return child

    def kill_server(self) -> None:
        """Kill -9 what serves; the supervisor stays."""
        self.server.kill()

    def kill_all(self) -> None:
        """Kill -9 both at once, the watcher first, as a power cut would."""
        processes = [self.supervisor, *self.supervisor.children()]
        for each in processes:
            each.kill()
        psutil.wait_procs(processes[1:], timeout=10)
        self._wait()

    def terminate(self) -> tuple[int, float]:
        """Send SIGTERM; return the exit status and how many seconds it took."""
        begun = time.monotonic()
        self.supervisor.send_signal(signal.SIGTERM)
        return self._wait(), time.monotonic() - begun

    def close(self) -> None:
        """End it, whatever state it is in."""
        if self._process is None or self._process.poll() is not None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            self.kill_all()

    def log(self) -> str:
        """What the server noted."""
        file = self.home / "logs" / "madoguchi.jsonl"
        return file.read_text("utf-8") if file.exists() else ""

    def _announced(self) -> str:
        assert self._process is not None
        ended = self._process.poll()
        said = self._output.read_text("utf-8", "replace")
        if ended is not None:
            raise AssertionError(f"it ended with {ended}: {said}")
        found = re.search(r"http://[\w.]+:\d+", said)
        return found[0] if found else ""

    def _wait(self) -> int:
        assert self._process is not None
        return self._process.wait(timeout=40)


@contextlib.contextmanager
def scripted_model() -> Iterator[tuple[ScriptedModel, str]]:
    """Run a scripted model; yield it with its base_url."""
    model = ScriptedModel()
    with served(model) as base_url:
        yield model, base_url


@contextlib.contextmanager
def served(model: ScriptedModel) -> Iterator[str]:
    """Run a model server in a thread; yield its base_url."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(model.start(), loop).result(10)
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        asyncio.run_coroutine_threadsafe(_end(model), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(model: ScriptedModel) -> None:
    await model.stop()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def settings_for(base_url: str, *scripts: str, **more: Any) -> dict[str, Any]:
    """Return settings with one model for each script, the first of which answers."""
    timeouts = {"connect_s": 1.0, "first_token_s": 1.0, "silence_s": 1.0}
    models = [
        {
            "id": script,
            "provider": "openai",
            "base_url": base_url,
            "model": script,
            "api_key": "x",
            "timeouts": timeouts,
        }
        for script in scripts
    ]
    return {"models": models, "routes": {"chat": scripts[0]}} | more
