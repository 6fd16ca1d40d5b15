"""Five hundred visitors connected, a hundred of them reading an answer at the same time."""

import json
import subprocess
import sys
from typing import Any

from benchmarks.figures import Figure
from benchmarks.surroundings import ROOT, cpu_s, memory_mib, running_desk, scripted_model

VISITORS, READERS = 500, 100
GOAL_MS = 150.0


def run(quick: bool) -> list[Figure]:
    """Measure memory for each connection, then the delay of every piece of text."""
    seconds = 5 if quick else 15
    script = f"stamp:{seconds * 20}:50"
    with scripted_model() as base_url, running_desk(base_url, script) as desk:
        server = desk.server
        command = [sys.executable, "-m", "benchmarks.crowd_client", desk.address]
        command += [str(VISITORS), str(READERS), script, base_url]
        before = memory_mib([server])[0]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as client:
            try:
                assert client.stdin is not None
                assert client.stdout is not None
                client.stdout.readline()
                connected = memory_mib([server])[0]
                begun = cpu_s(server)
                client.stdin.write("go\n")
                client.stdin.flush()
                said: dict[str, Any] = json.loads(client.stdout.readline())
                cost_s = cpu_s(server) - begun
                streamed = memory_mib([server])[0]
            finally:
                client.kill()
    per_connection = (connected - before) * 1024 / VISITORS
    return [
        Figure(f"memory for each of {VISITORS} idle connections", per_connection, "KiB"),
        Figure(f"memory grown by {READERS} answers", streamed - connected, "MiB"),
        Figure("answers that were not whole", said["broken"], "", 0.0, note=said["first"]),
        Figure("delay of a piece once all read, median", said["median_ms"], "ms"),
        Figure("delay of a piece once all read, p99", said["p99_ms"], "ms", GOAL_MS),
        Figure("delay of a piece once all read, longest", said["longest_ms"], "ms"),
        Figure("delay from the model itself, just before, p99", said["control_p99_ms"], "ms"),
        Figure("the same with the rush of all asking at once, p99", said["rush_p99_ms"], "ms"),
        Figure("asked all at once until the first piece, p99", said["first_ms"], "ms"),
        Figure("CPU of the server for a piece", cost_s / (READERS * seconds * 20) * 1e6, "µs"),
        Figure("CPU of the server, share of a core", cost_s / said["took_s"] * 100, "%"),
    ]
