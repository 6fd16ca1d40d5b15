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
        """What another kind of process notes."""
        return self.folder / "logs" / f"madoguchi-{process}.jsonl"

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
