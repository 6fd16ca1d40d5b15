"""The command line as a program: what it prints, and how it ends."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.support.processes import MADOGUCHI, PASSWORD


class Ran:
    """A command that has ended."""

    def __init__(self, done: "subprocess.CompletedProcess[str]") -> None:
        self.status = done.returncode
        self.out, self.err = done.stdout, done.stderr

    @property
    def document(self) -> Any:
        """The one JSON document that it printed."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """What it said when it could not do its work: words, not a traceback."""
        assert self.status == 1, (self.status, self.out, self.err)
        assert self.out == ""
        assert "Traceback" not in self.err, self.err
        assert self.err.strip()
        return self.err.strip()


class Cli:
    """Runs commands in one home."""

    def __init__(self, home: Path, **variables: str) -> None:
        self.home = home
        self.variables = variables

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a command finds around it."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "en_US.UTF-8",
            "MADOGUCHI_HOME": str(self.home),
            "MADOGUCHI_ADMIN_PASSWORD": PASSWORD,
            **self.variables,
            **more,
        }

    def run(self, *arguments: str, given: str = "", **more: str) -> Ran:
        """Run a command to its end."""
        return Ran(
            subprocess.run(
                [MADOGUCHI, *arguments],
                env=self.environment(**more),
                input=given,
                capture_output=True,
                text=True,
                timeout=60,
            )
        )
