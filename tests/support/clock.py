"""A clock that processes go by and a test sets."""

import shutil
from pathlib import Path

import pytest

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


class Clock:
    """The time of day, as processes see it that are told to look here."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jump("+0")

    @property
    def around(self) -> dict[str, str]:
        """What such a process needs in its environment."""
        (library, *_) = [str(file) for each in LIBRARIES for file in Path("/").glob(each[1:])]
        return {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, by: str) -> None:
        """Be off by so many seconds from now on."""
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{by}\n")
        beside.replace(self._file)


def clock_in(folder: Path) -> Clock:
    """Return one that is kept in a folder, or fail and say what is needed."""
    if shutil.which("faketime") is None:
        pytest.fail("these tests need faketime (Debian: apt-get install faketime)")
    return Clock(folder / "clock")
