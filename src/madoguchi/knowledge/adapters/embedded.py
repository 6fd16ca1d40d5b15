"""The index in a folder of the home: no server, one writer, any number of readers.

The folder holds volumes; the file ``current`` names the one in use. A new one is made beside it and
comes into use by one atomic change of that file.
"""

import asyncio
import fcntl
import os
import shutil
import threading
from pathlib import Path
from typing import IO

from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.adapters.volume import Volume
from madoguchi.knowledge.schemas import Entry, Filter

CURRENT, LOCK = "current", "owner.lock"


class EmbeddedIndex:
    """A killed writer loses nothing committed; a reader sees each commit with its next search."""

    kind = "embedded"
    alone = True
    """The folder's lock is given back by the kernel when its holder dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: IO[str] | None = None
        self._volume = Volume(None)
        self._pointer: tuple[int, int] | None = None
        self._beside: Volume | None = None
        self._writing = threading.Lock()
        self._follow()

    @property
    def identity(self) -> str:
        """Which index this is: an index that was made anew is another one."""
        return self._volume.folder.name if self._volume.folder else ""

    async def own(self) -> bool:
        """Take the folder for writing; tell whether this process has it now."""
        if self._lock:
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = (self._folder / LOCK).open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            return False
        self._lock = lock
        self._mend()
        return True

    def stamp(self) -> str:
        """Return what differs after each change that can be seen from here."""
        self._follow()
        return f"{self.identity} {self._volume.stamp()}"

    async def replace(
        self, document_ids: list[str], entries: list[Entry], *, beside: bool = False
    ) -> None:
        """Forget these documents and take in their passages, each volume in one commit."""
        await asyncio.to_thread(self._replace, document_ids, entries, beside)

    async def begin_beside(self) -> None:
        """Begin an empty index beside this one."""
        self._beside = Volume.make(self._folder / new_id())

    async def switch(self) -> None:
        """Put the index that was made beside into the place of this one."""
        assert self._beside is not None
        self._volume, self._beside = self._beside, None
        self._name()
        self._tidy()

    async def drop_beside(self) -> None:
        """Give up the index beside."""
        if self._beside is not None:
            self._beside = None
            self._tidy()

    async def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best ``k``."""
        self._follow()
        return self._volume.search(words, grams, where, k)

    @property
    def size(self) -> int:
        """About how many passages the weights are counted over."""
        return self._volume.count()

    def word_weight(self, word: str) -> float:
        """Return how rare ``word`` is."""
        return self._volume.weight("words", word)

    def gram_weight(self, gram: str) -> float:
        """Return how rare ``gram`` is."""
        return self._volume.weight("grams", gram)

    async def count(self) -> int:
        """Return how many passages it holds."""
        self._follow()
        return self._volume.count()

    async def ids(self) -> set[str]:
        """Return the ids of all passages that it holds."""
        self._follow()
        return await asyncio.to_thread(self._volume.alive, "passage")

    async def versions(self) -> set[str]:
        """Return the versions of all documents that it holds."""
        self._follow()
        return await asyncio.to_thread(self._volume.alive, "version")

    async def close(self) -> None:
        """Wait for a writer that is at work, and leave the folder to others."""
        with self._writing:
            if self._lock:
                self._lock.close()
                self._lock = None

    def _replace(self, document_ids: list[str], entries: list[Entry], only_beside: bool) -> None:
        with self._writing:
            for volume in (self._beside, None if only_beside else self._volume):
                if volume is not None:
                    volume.replace(document_ids, entries)

    def _follow(self) -> None:
        """See what the owner did; the owner itself knows."""
        if self._lock:
            return
        pointer = self._point()
        if pointer != self._pointer and (volume := self._named()):
            self._volume, self._pointer = volume, pointer
        self._volume.follow()

    def _point(self) -> tuple[int, int] | None:
        try:
            seen = (self._folder / CURRENT).stat()
        except OSError:
            return None
        return seen.st_mtime_ns, seen.st_ino

    def _named(self) -> Volume | None:
        try:
            name = (self._folder / CURRENT).read_text("utf-8", "replace").strip()
        except OSError:
            return None
        return Volume.open(self._folder / name) if _is_plain(name) else None

    def _mend(self) -> None:
        """Open the volume in use, or begin an empty one; remove what a killed owner left."""
        volume = self._named()
        if volume is None:
            self._volume = Volume.make(self._folder / new_id())
            self._name()
        else:
            self._volume = volume
        self._tidy()

    def _name(self) -> None:
        fresh = self._folder / f"{CURRENT}.new"
        with fresh.open("w") as file:
            file.write(self.identity)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / CURRENT)

    def _tidy(self) -> None:
        for path in self._folder.iterdir():
            if path.name in (CURRENT, LOCK, self.identity):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_plain(name: str) -> bool:
    return bool(name) and "/" not in name and name not in (".", "..")
