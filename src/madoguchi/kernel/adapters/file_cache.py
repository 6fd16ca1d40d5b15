"""The lowest level of the cache: files in the home, which outlive the process."""

import asyncio
import contextlib
import os
import secrets
import shutil
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

from madoguchi.kernel.clock import now
from madoguchi.kernel.levels import Damaged, Place, as_generation, seal, unseal

MOST_BYTES = 256 * 2**20
ROOM_SHARE, VALUE_SHARE = 8, 16
"""Room is looked at after so large a part was written; one value takes at most that part."""
BLOCK_BYTES = 4096
CLOCK_SLACK_S = 5.0
SECRET_BYTES = 32
GENERATION_FILE = "generation"
HEAD = struct.Struct(">dd")


class FileCache:
    """A folder for each namespace, in it one for its generation, in it a file for each value."""

    name = "the cache folder"

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._written_bytes = most_bytes  # the first value kept here looks at what others left
        self._tidying = threading.Lock()

    async def get(self, place: Place) -> tuple[bytes, float] | None:
        """Return a value and how many seconds it has left."""
        return await asyncio.to_thread(self._get, self._file(place))

    async def set(self, place: Place, value: bytes, ttl_s: float) -> None:
        """Keep a value, whole or not at all."""
        await asyncio.to_thread(self._set, self._file(place), value, ttl_s)

    async def drop(self, place: Place) -> None:
        """Forget one value."""
        await asyncio.to_thread(self._file(place).unlink, missing_ok=True)

    async def generation(self, namespace: str) -> str:
        """Return the generation that was noted last: read in place, for it is asked often."""
        try:
            handle = os.open(f"{self._folder}/{namespace}/{GENERATION_FILE}", os.O_RDONLY)
        except FileNotFoundError:
            return ""
        try:
            return as_generation(os.read(handle, 100))
        finally:
            os.close(handle)

    async def note_generation(self, namespace: str, generation: str) -> None:
        """Note a generation; without room for it, the one before is removed all the same."""
        await asyncio.to_thread(self._note, self._folder / namespace, generation)

    def secret(self) -> bytes:
        """Return this home's own secret; where nothing can be kept, one for this process."""
        file = self._folder / "secret"
        with contextlib.suppress(OSError):
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                with _renamed_to(file) as made:
                    made.write_bytes(secrets.token_bytes(SECRET_BYTES))
            kept = file.read_bytes()
            if len(kept) == SECRET_BYTES:
                return kept
            file.unlink()
        return secrets.token_bytes(SECRET_BYTES)

    def _file(self, place: Place) -> Path:
        return self._folder / place.namespace / place.generation / place.address

    def _get(self, file: Path) -> tuple[bytes, float] | None:
        try:
            sealed = file.read_bytes()
        except FileNotFoundError:
            return None
        try:
            content = unseal(sealed)
        except Damaged:
            file.unlink(missing_ok=True)
            raise
        written_at, ttl_s = HEAD.unpack_from(content)
        age_s = now().timestamp() - written_at
        # A value from the future was written before the clock went back: its age is not known.
        if not -CLOCK_SLACK_S <= age_s < ttl_s:
            file.unlink(missing_ok=True)
            return None
        return content[HEAD.size :], ttl_s - max(age_s, 0.0)

    def _set(self, file: Path, value: bytes, ttl_s: float) -> None:
        written_at = now().timestamp()
        sealed = seal(HEAD.pack(written_at, ttl_s) + value)
        if len(sealed) * VALUE_SHARE > self._most_bytes:
            return
        if not file.parent.is_dir():
            _begin(file.parent)
        with _renamed_to(file) as made:
            made.write_bytes(sealed)
            # Its last moment is its date: what goes first is known without opening anything.
            os.utime(made, (written_at, written_at + ttl_s))
        self._written_bytes += len(sealed) + BLOCK_BYTES
        if self._written_bytes * ROOM_SHARE > self._most_bytes:
            self._make_room()

    def _note(self, folder: Path, generation: str) -> None:
        file = folder / GENERATION_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _renamed_to(file) as made:
                made.write_text(generation)
        except OSError:
            file.unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        """Remove what is over, and then what would be over first, until there is room again."""
        if not self._tidying.acquire(blocking=False):
            return
        try:
            self._written_bytes = 0
            files = sorted((each.st_mtime, _taken(each), path) for path, each in self._values())
            taken = sum(size for _, size, _ in files)
            moment = now().timestamp()
            for last_moment, size, path in files:
                if last_moment > moment and taken * ROOM_SHARE <= self._most_bytes * 7:
                    return
                Path(path).unlink(missing_ok=True)
                taken -= size
        finally:
            self._tidying.release()

    def _values(self) -> Iterator[tuple[str, os.stat_result]]:
        for folder in self._folder.glob("*/*/"):
            with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):
                        yield entry.path, entry.stat()


def _taken(stat: os.stat_result) -> int:
    return -(-stat.st_size // BLOCK_BYTES) * BLOCK_BYTES


def _begin(folder: Path) -> None:
    """Begin a generation, and clear the ones before it away."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.parent.iterdir():
        if other.is_dir() and other.name < folder.name:
            shutil.rmtree(other, ignore_errors=True)


@contextlib.contextmanager
def _renamed_to(file: Path) -> Iterator[Path]:
    """Hand out a file that takes the place of ``file`` once it is whole."""
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        yield made
        made.replace(file)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
