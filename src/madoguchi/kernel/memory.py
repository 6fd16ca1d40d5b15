"""Giving memory back after a burst of work."""

import ctypes
import gc
import re
from pathlib import Path

MAPPED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r--. \S+ \S+ \d+ +(.+)$", re.M)
"""A stretch of a file that is mapped to be read and never written."""
DONT_NEED = 4


def give_back() -> None:
    """Return what was freed to the system; C libraries other than glibc do so unasked."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def let_go(file_name: str) -> None:
    """Take no part any more in holding the pages of a mapped file.

    They come back by themselves where they are read again. Only Linux tells where they are.
    """
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return
    advise = ctypes.CDLL(None).madvise
    for first, last, path in MAPPED.findall(maps.read_text("utf-8", "replace")):
        if Path(path).name == file_name:
            start = int(first, 16)
            advise(ctypes.c_void_p(start), ctypes.c_size_t(int(last, 16) - start), DONT_NEED)
