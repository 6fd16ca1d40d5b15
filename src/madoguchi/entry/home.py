"""The folder that holds all state, and the lock that gives it to one server."""

import fcntl
import os
from pathlib import Path
from typing import IO

from madoguchi.kernel.errors import Conflict, Invalid


class Home:
    """Where things lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def database_url(self) -> str:
        """The embedded database."""
        return f"sqlite+aiosqlite:///{self.folder / 'madoguchi.sqlite3'}"

    @property
    def index(self) -> Path:
        """The embedded index."""
        return self.folder / "index"

    @property
    def cache(self) -> Path:
        """What may be removed at any time, and is made again."""
        return self.folder / "cache"

    @property
    def log(self) -> Path:
        """What the server notes."""
        return self.folder / "logs" / "madoguchi.jsonl"

    def log_of(self, process: str) -> Path:
        """What this process of another kind notes: each of them has a file of its own."""
        number = 1
        while not _take(self.log.parent / f".{(name := _numbered(process, number))}.lock"):
            number += 1
        return self.log.parent / f"madoguchi-{name}.jsonl"

    def make(self) -> None:
        """Make the folder; only its owner may look inside."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self.log.parent.mkdir(exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Invalid("home.unusable", folder=self.folder, reason=reason) from error

    def lock(self) -> IO[str]:
        """Take the home for this process; raise when another server has it."""
        file = (self.folder / "server.lock").open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise Conflict("home.taken", process=file.read().strip() or "?") from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        return file


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _take(file: Path) -> bool:
    """Take a file for as long as this process lives; tell whether it was free."""
    handle = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return False
    return True
