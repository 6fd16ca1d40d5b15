"""Starts the server, watches it, starts it again when it dies. Owns the listening socket.

Imports next to nothing, so that watching costs next to no memory; a client that connects while the
server starts again waits in the socket's queue instead of being turned away.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from types import FrameType

REFUSED = 78
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 10.0
CALM_S = 30.0
STOP_PATIENCE_S = 15.0


class Supervisor:
    """Keeps one server alive."""

    def __init__(self, listener: int, banner: str, made_up: str, more: list[str]) -> None:
        self._listener = listener
        self._more = more
        self._banner = banner
        self._made_up = made_up
        self._child: subprocess.Popen[bytes] | None = None
        self._leash: int | None = None
        self._stopping = False
        self._announced = False

    def run(self) -> int:
        """Keep the server alive until told to stop; return the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        pause_s = FIRST_PAUSE_S
        while True:
            begun = time.monotonic()
            status = self._live_once()
            if self._stopping:
                return 0
            if status == REFUSED or (not self._announced and status != -signal.SIGKILL):
                return 1
            if time.monotonic() - begun > CALM_S:
                pause_s = FIRST_PAUSE_S
            again_at = time.monotonic() + pause_s
            while not self._stopping and time.monotonic() < again_at:
                time.sleep(0.05)
            if self._stopping:
                return 0
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def _live_once(self) -> int:
        report_read, report_write = os.pipe()
        leash_read, leash_write = os.pipe()
        command = [sys.executable, "-m", "madoguchi.entry.serve"]
        command += ["--socket", str(self._listener), "--report", str(report_write)]
        command += ["--leash", str(leash_read), *self._more]
        self._child = subprocess.Popen(
            command, pass_fds=(self._listener, report_write, leash_read), start_new_session=True
        )
        self._leash = leash_write
        if self._stopping:  # told so while the child was being made
            self._child.terminate()
        os.close(report_write)
        os.close(leash_read)
        self._hear(report_read)
        os.close(report_read)
        status = self._wait()
        os.close(leash_write)
        return status

    def _hear(self, report: int) -> None:
        """Wait for the server's word on its start."""
        with os.fdopen(os.dup(report), encoding="utf-8") as lines:
            line = lines.readline()
        if line and json.loads(line).get("ready") and not self._announced:
            self._announced = True
            password = json.loads(line).get("password")
            hint = self._made_up.replace("{password}", password) if password else ""
            sys.stdout.write(self._banner.replace("{made_up}", hint) + "\n")
            sys.stdout.flush()

    def _wait(self) -> int:
        assert self._child is not None
        while True:
            try:
                return self._child.wait()
            except InterruptedError:
                continue

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._stopping and self._child:
            self._child.kill()
        self._stopping = True
        if self._child:
            self._child.terminate()
            signal.signal(signal.SIGALRM, self._kill)
            signal.alarm(int(STOP_PATIENCE_S))

    def _kill(self, number: int, frame: FrameType | None) -> None:
        if self._child:
            self._child.kill()


def main() -> None:
    """Run with a socket that is open already."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--banner", required=True)
    parser.add_argument("--made-up", required=True)
    parser.add_argument("--workers")
    given = parser.parse_args()
    more = ["--workers", given.workers] if given.workers else []
    sys.exit(Supervisor(given.socket, given.banner, given.made_up, more).run())


if __name__ == "__main__":
    main()
