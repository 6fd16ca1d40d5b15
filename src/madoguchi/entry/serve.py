"""The web process: run by the supervisor with an open socket, or by itself when scaled."""

import argparse
import json
import os
import signal
import socket
import sys
import threading
from dataclasses import replace
from typing import IO, NoReturn

import uvicorn

from madoguchi.entry.api import create_app
from madoguchi.entry.home import Home
from madoguchi.entry.listening import BACKLOG
from madoguchi.entry.logs import write_logs_to
from madoguchi.entry.settings import Environment, Settings
from madoguchi.entry.settings_file import SettingsRefused, load
from madoguchi.entry.wiring import build
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.words import say

REFUSED = 78
"""Exit status: starting again will not help until a person has changed something."""


class Report:
    """Tells the supervisor how the start went, one JSON line."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file

    def write(self, **facts: object) -> None:
        """Say something once."""
        if self._file and not self._file.closed:
            self._file.write(json.dumps(facts) + "\n")
            self._file.flush()


def run(
    settings: Settings, environment: Environment, listener: socket.socket, report: Report
) -> None:
    """Serve until told to stop."""
    home = Home(environment.home)
    home.make()
    language = environment.language or settings.language
    try:
        lock = home.lock()
        wired = replace(build(settings, home), admin_password=environment.admin_password)
    except AppError as error:
        refuse(report, say(error.key, language, **error.facts))
    write_logs_to(home.log)
    app = create_app(wired, lambda password: report.write(ready=True, password=password))
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=2 * 1024 * 1024,
        ws_per_message_deflate=False,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=max(1, int(settings.server.drain_s)),
        backlog=BACKLOG,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        lock.close()


def refuse(report: Report, reason: str) -> NoReturn:
    """End with a reason that a person can act on."""
    report.write(ready=False, reason=reason)
    sys.stderr.write(reason + "\n")
    sys.exit(REFUSED)


def main() -> None:
    """Run under the supervisor: it hands over the socket, and two pipes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--report", type=int, required=True)
    parser.add_argument("--leash", type=int, required=True)
    given = parser.parse_args()
    environment = Environment()
    report = Report(os.fdopen(given.report, "w", encoding="utf-8"))
    try:
        settings = load(environment)
    except SettingsRefused as refused:
        refuse(report, str(refused))
    _stop_when_alone(given.leash)
    run(settings, environment, socket.socket(fileno=given.socket), report)


def _stop_when_alone(leash: int) -> None:
    """When the supervisor dies, its end of the pipe closes: this process must not go on alone."""

    def watch() -> None:
        os.read(leash, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
