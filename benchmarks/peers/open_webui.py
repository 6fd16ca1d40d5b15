"""Open WebUI beside ours, in the same run: ``MADOGUCHI_BENCH_OPEN_WEBUI=…/bin/open-webui``."""

import contextlib
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.figures import Figure, median, percentile
from benchmarks.surroundings import (
    QUESTION,
    cpu_s,
    family,
    memory_mib,
    running_desk,
    scripted_model,
)
from benchmarks.wires import Wire, ask_model, ask_sse
from tests.support.processes import until

GIVEN = "MADOGUCHI_BENCH_OPEN_WEBUI"
PORT = 18730
SHORT, BURST = "say:5", "say:1000"
PATIENCE_S = 180.0
CAVEAT = "; this door of theirs keeps and looks up nothing, ours does both"
QUIET = {
    "OFFLINE_MODE": "true",
    "HF_HUB_OFFLINE": "1",
    "BYPASS_EMBEDDING_AND_RETRIEVAL": "true",
    "RAG_EMBEDDING_ENGINE": "openai",
    "ENABLE_OLLAMA_API": "false",
    "ENABLE_TITLE_GENERATION": "false",
    "ENABLE_TAGS_GENERATION": "false",
    "ENABLE_FOLLOW_UP_GENERATION": "false",
    "ENABLE_VERSION_UPDATE_CHECK": "false",
    "ANONYMIZED_TELEMETRY": "false",
    "SCARF_NO_ANALYTICS": "true",
    "DO_NOT_TRACK": "true",
    "WEBUI_SECRET_KEY": "bench",
    "OPENAI_API_KEY": "x",
}


@dataclass
class Measured:
    """The same figures for whoever it is."""

    started_s: float
    idle_pss_mib: float
    added_ms: list[float]
    chunk_us: float
    question_ms: float
    loaded_pss_mib: float


class Peer:
    """A running Open WebUI."""

    def __init__(self, process: subprocess.Popen[bytes], token: str, started_s: float) -> None:
        self.process = psutil.Process(process.pid)
        self.token = token
        self.started_s = started_s
        self.address = f"http://127.0.0.1:{PORT}"

    def ask(self, wire: Wire, script: str, question: str) -> list[float]:
        """Ask through its REST door, streamed."""
        body = {
            "model": script,
            "stream": True,
            "messages": [{"role": "user", "content": question}],
        }
        headers = {"Authorization": f"Bearer {self.token}"}
        return wire.post(
            "/api/chat/completions", body, headers, b'"content"', b"[DONE]", b"\r\n0\r\n\r\n"
        )


def run(quick: bool) -> list[Figure]:
    """Measure ours, then the peer when it is given."""
    command = os.environ.get(GIVEN)
    with scripted_model(SHORT, BURST) as base_url:
        ours = _measure_ours(base_url, quick)
        if not command:
            return _figures(ours, None, f"not measured: {GIVEN} is not set")
        try:
            with running_peer(command, base_url) as peer:
                address, processes = peer.address, [peer.process, *peer.process.children(True)]
                figures = _measure(
                    base_url, address, processes, peer.ask, peer.started_s, quick=quick
                )
        except (OSError, AssertionError, ConnectionError) as error:
            return _figures(ours, None, f"not measured: {str(error)[-80:]}")
    return _figures(ours, figures, "")


@contextlib.contextmanager
def running_peer(command: str, base_url: str) -> Iterator[Peer]:
    """Start it in a temporary folder, offline, with the scripted model; sign its admin up."""
    with tempfile.TemporaryDirectory() as folder:
        environment = QUIET | {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "DATA_DIR": folder,
            "OPENAI_API_BASE_URL": base_url,
        }
        log = Path(folder) / "peer.log"
        _first_start_s = _serve(command, folder, environment, log)[0]
        process: subprocess.Popen[bytes] | None = None
        try:
            started_s, process = _start(command, folder, environment, log)
            yield Peer(process, _token(), started_s)
        finally:
            if process:
                process.kill()
                process.wait()


def _serve(command: str, folder: str, environment: dict[str, str], log: Path) -> tuple[float, str]:
    """Start once, so that its tables are made, sign up, and stop again."""
    took_s, process = _start(command, folder, environment, log)
    try:
        return took_s, _token()
    finally:
        process.terminate()
        process.wait(30)


def _start(
    command: str, folder: str, environment: dict[str, str], log: Path
) -> tuple[float, subprocess.Popen[bytes]]:
    begun = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [command, "serve", "--host", "127.0.0.1", "--port", str(PORT)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )

    def ready() -> bool:
        assert process.poll() is None, log.read_text("utf-8", "replace")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    try:
        until(ready, "Open WebUI is ready", PATIENCE_S)
    except AssertionError:
        process.kill()
        raise
    return time.monotonic() - begun, process


def _token() -> str:
    person = {"name": "Bench", "email": "bench@example.com", "password": "Correct-horse-1"}
    for door in ("signup", "signin"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{PORT}/api/v1/auths/{door}",
            json.dumps(person).encode(),
            {"Content-Type": "application/json"},
        )
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(request) as answer:
            token: str = json.load(answer)["token"]
            return token
    raise ConnectionError("Open WebUI lets nobody sign up or in")


def _measure_ours(base_url: str, quick: bool) -> Measured:
    with running_desk(base_url, SHORT, BURST) as desk:
        desk.terminate()
        begun = time.monotonic()
        desk.start()
        started_s = time.monotonic() - begun
        processes = family(desk)
        return _measure(base_url, desk.address, processes, ask_sse, started_s, quick=quick)


def _measure(
    base_url: str,
    address: str,
    processes: list[psutil.Process],
    ask: Callable[[Wire, str, str], Any],
    started_s: float,
    *,
    quick: bool,
) -> Measured:
    time.sleep(3 if quick else 10)
    idle = memory_mib(processes)[0]
    rounds, bursts = (20, 2) if quick else (100, 10)
    with Wire(base_url) as to_model, Wire(address) as wire:
        for _ in range(5):
            ask(wire, SHORT, QUESTION)
        pairs = [
            (ask(wire, SHORT, QUESTION)[0], ask_model(to_model, SHORT, QUESTION)[0])
            for _ in range(rounds)
        ]
        before_s = _cpu(processes)
        for _ in range(rounds):
            ask(wire, SHORT, QUESTION)
        question_s = (_cpu(processes) - before_s) / rounds
        before_s = _cpu(processes)
        for _ in range(bursts):
            ask(wire, BURST, QUESTION)
        burst_s = (_cpu(processes) - before_s) / bursts
    return Measured(
        started_s=started_s,
        idle_pss_mib=idle,
        added_ms=[(through - direct) * 1000 for through, direct in pairs],
        chunk_us=(burst_s - question_s) / 995 * 1e6,
        question_ms=question_s * 1000,
        loaded_pss_mib=memory_mib(processes)[0],
    )


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(cpu_s(each) for each in processes)


def _figures(ours: Measured, peer: Measured | None, why_not: str) -> list[Figure]:
    rows: list[tuple[str, str, Callable[[Measured], float]]] = [
        ("second start", "s", lambda m: m.started_s),
        ("idle, PSS", "MiB", lambda m: m.idle_pss_mib),
        ("after the questions, PSS", "MiB", lambda m: m.loaded_pss_mib),
        ("added to the first token over SSE, median", "ms", lambda m: median(m.added_ms)),
        ("added to the first token over SSE, p95", "ms", lambda m: percentile(m.added_ms, 0.95)),
        ("CPU for a whole short question", "ms", lambda m: m.question_ms),
        ("CPU for a piece in a burst, SSE", "µs", lambda m: m.chunk_us),
    ]
    figures: list[Figure] = []
    for name, unit, of in rows:
        figures.append(Figure(f"Madoguchi: {name}", of(ours), unit))
        if peer is None:
            figures.append(Figure(f"Open WebUI: {name}", None, unit, note=why_not))
        else:
            ratio = f"{of(peer) / of(ours):.1f}× ours{CAVEAT if unit in ('ms', 'µs') else ''}"
            figures.append(Figure(f"Open WebUI: {name}", of(peer), unit, note=ratio))
    return figures
