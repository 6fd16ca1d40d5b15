"""Exchanges the key of a home, and kills itself with -9 once some keys are moved."""

import asyncio
import os
import signal
import sys

from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.settings import Environment
from madoguchi.entry.settings_file import load
from madoguchi.entry.turning import turn_keys
from madoguchi.entry.wiring import build


def main(enough: int) -> None:
    """Begin, and do not end."""
    environment = Environment()
    wired = build(load(environment), Home(environment.home), role=Role("none"))

    def moved(count: int) -> None:
        if count >= enough:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(turn_keys(wired.db, wired.privacy.keys, moved))


if __name__ == "__main__":
    main(int(sys.argv[1]))
