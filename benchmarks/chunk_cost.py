"""CPU of the server for each piece the model sends: both doors, one and twenty at once."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import yaml

from benchmarks.figures import Figure, median
from benchmarks.surroundings import QUESTION, ROOT, cpu_s, running_desk, scripted_model
from benchmarks.wires import Ask, Wire, ask_sse, ask_websocket, new_visitor
from tests.support.processes import settings_for, until

BURST, ONE = "say:1000", "say:1"
GOAL_US = 35.0
DOORS: dict[str, Ask] = {"WebSocket": ask_websocket, "SSE": ask_sse}


class Server:
    """A server whose CPU time is watched."""

    def __init__(self, address: str, process: psutil.Process) -> None:
        self.address = address
        self.process = process

    def cost_s(self, door: str, script: str, at_once: int, times: int = 1) -> float:
        """Return the CPU that questions cost, asked ``at_once`` through a door, ``times`` over."""
        wires = [Wire(self.address) for _ in range(at_once)]
        try:
            if door == "WebSocket":
                for wire in wires:
                    wire.open_websocket("/ws", new_visitor())
            begun = cpu_s(self.process)
            asking = [
                threading.Thread(target=_ask, args=(DOORS[door], wire, script, times))
                for wire in wires
            ]
            for thread in asking:
                thread.start()
            for thread in asking:
                thread.join()
            return cpu_s(self.process) - begun
        finally:
            for wire in wires:
                wire.socket.close()


def _ask(ask: Ask, wire: Wire, script: str, times: int) -> None:
    for _ in range(times):
        ask(wire, script, QUESTION)


def run(quick: bool) -> list[Figure]:
    """Measure bursts and a steady pace, and bursts without keeping."""
    repeats, steady = (3, "say:60:50") if quick else (15, "say:200:50")
    with scripted_model() as base_url:
        with running_desk(base_url, BURST, ONE, steady) as desk:
            server = Server(desk.address, desk.server)
            figures = _bursts(server, repeats)
            figures += _paced(server, steady)
        with _unkept(base_url, BURST, ONE, steady) as server:
            figures += [
                Figure(f"{each.name}, nothing kept", each.value, each.unit)
                for each in _bursts(server, repeats) + _paced(server, steady)
                if each.unit == "µs"
            ]
    return figures


def _bursts(server: Server, repeats: int) -> list[Figure]:
    figures = []
    for door in DOORS:
        server.cost_s(door, BURST, 1, 2)
        question_s = server.cost_s(door, ONE, 1, repeats * 4) / (repeats * 4)
        for at_once in (1, 20):
            found = [
                (server.cost_s(door, BURST, at_once) / at_once - question_s) / 999
                for _ in range(repeats if at_once == 1 else max(2, repeats // 5))
            ]
            figures.append(
                Figure(f"{door}, burst, {at_once} at once", median(found) * 1e6, "µs", GOAL_US)
            )
        figures.append(Figure(f"{door}, a whole short question", question_s * 1000, "ms"))
    return figures


def _paced(server: Server, script: str) -> list[Figure]:
    pieces = int(script.split(":")[1])
    figures = []
    for door in DOORS:
        for at_once in (1, 20):
            question_s = server.cost_s(door, ONE, at_once) / at_once
            cost_s = server.cost_s(door, script, at_once) / at_once - question_s
            figures.append(
                Figure(f"{door}, 20 a second, {at_once} at once", cost_s / pieces * 1e6, "µs")
            )
    return figures


@contextlib.contextmanager
def _unkept(base_url: str, *scripts: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "madoguchi.yaml").write_text(yaml.safe_dump(settings_for(base_url, *scripts)))
        environment = dict(os.environ) | {"MADOGUCHI_HOME": str(home), "LANG": "en_US.UTF-8"}
        said = Path(folder) / "said"
        command = [sys.executable, "-m", "benchmarks.unkept", "0"]
        with said.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output)
        try:
            found = until(lambda: re.search(r"http://[\w.]+:\d+", said.read_text()), "it starts")
            yield Server(found[0], psutil.Process(process.pid))
        finally:
            process.kill()
            process.wait()
