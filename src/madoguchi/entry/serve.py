"""The web process: run by the supervisor with an open socket, or by itself when scaled."""

import argparse
import json
import os
import signal
import socket
import sys
import threading
from dataclasses import replace
from typing import NoReturn, Protocol

import uvicorn
from starlette.types import ASGIApp

from madoguchi.entry.api import create_app
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.listening import BACKLOG
from madoguchi.entry.logs import write_logs_to
from madoguchi.entry.settings import Environment, Settings
from madoguchi.entry.settings_file import SettingsRefused, load
from madoguchi.entry.wiring import build
from madoguchi.kernel.connection.frames import MOST_TAKEN_BYTES
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.words import say

REFUSED = 78
"""Exit status: starting again will not help until a person has changed something."""


class Report(Protocol):
    """Whoever wants to know how the start went."""

    spoke: bool

    def ready(self, password: str | None) -> None:
        """The first question can be answered; a first admin's made-up password, if any."""
        ...

    def refused(self, reason: str) -> None:
        """It cannot start, and why."""
        ...


class ToSupervisor:
    """Reports one JSON line through a pipe."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self.spoke = False

    def ready(self, password: str | None) -> None:
        """Say so."""
        self.spoke = True
        os.write(self._pipe, json.dumps({"ready": True, "password": password}).encode() + b"\n")

    def refused(self, reason: str) -> None:
        """Say why."""
        self.spoke = True
        os.write(self._pipe, json.dumps({"ready": False}).encode() + b"\n")
        sys.stderr.write(reason + "\n")


def run(
    settings: Settings,
    environment: Environment,
    listener: socket.socket,
    report: Report,
    role: Role,
) -> None:
    """Serve until told to stop; ``report`` hears how the start went."""
    home = Home(environment.home)
    language = environment.language or settings.language
    try:
        home.make()
        lock = home.lock()
        wired = replace(build(settings, home, role=role), admin_password=environment.admin_password)
    except AppError as error:
        refuse(report, say(error.key, language, **error.facts))
    write_logs_to(home.log)

    def refused(error: AppError) -> None:
        report.refused(say(error.key, language, **error.facts))

    app = create_app(wired, report.ready, refused)
    server = server_of(app, settings.server.drain_s)
    try:
        server.run(sockets=[listener])
    except SystemExit:
        if not report.spoke:
            report.refused(say("start.failed", language, log=home.log))
        raise
    finally:
        lock.close()


def server_of(app: ASGIApp, drain_s: float) -> uvicorn.Server:
    """Return the server that serves ``app``; when stopped it gives answers time to end."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_max_size=MOST_TAKEN_BYTES,
            ws_per_message_deflate=False,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=max(1, int(drain_s)),
            backlog=BACKLOG,
        )
    )


def refuse(report: Report, reason: str) -> NoReturn:
    """End with a reason that a person can act on."""
    report.refused(reason)
    sys.exit(REFUSED)


def main() -> None:
    """Run under the supervisor: it hands over the socket, and two pipes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--report", type=int, required=True)
    parser.add_argument("--leash", type=int, required=True)
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    environment = Environment()
    report = ToSupervisor(given.report)
    try:
        settings = load(environment)
    except SettingsRefused as refused:
        refuse(report, str(refused))
    _stop_when_alone(given.leash)
    role = Role("api" if given.workers == 0 else "all")
    settings = settings.with_workers(given.workers)
    run(settings, environment, socket.socket(fileno=given.socket), report, role)


def _stop_when_alone(leash: int) -> None:
    """When the supervisor dies, its end of the pipe closes: this process must not go on alone."""

    def watch() -> None:
        os.read(leash, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
