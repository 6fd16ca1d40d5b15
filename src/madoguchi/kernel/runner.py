"""Who does a piece of work, so that a restart knows what was orphaned."""

import os
import socket
from datetime import datetime
from pathlib import Path


def this_runner() -> str:
    """Return the name of this process, distinct from any earlier one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_gone(runner: str, lease_until: datetime, moment: datetime) -> bool:
    """Tell whether a runner has let go: its lease is over, or its process on this machine is."""
    return lease_until < moment or has_died(runner)


def has_died(runner: str) -> bool:
    """Tell whether a runner was a process of this machine that is no more."""
    host, process, started = runner.rsplit(":", 2)
    here = host == socket.gethostname() and Path("/proc/self/stat").exists()
    return here and _started(int(process)) != started


def _started(process: int) -> str:
    """Return when a process was started, in the kernel's ticks; empty when there is none."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
