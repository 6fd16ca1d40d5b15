"""Files in a folder of the home."""

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from madoguchi.files.failures import Damaged
from madoguchi.files.keys import is_key, key_of, sound
from madoguchi.files.pieces import Tally, blocks
from madoguchi.files.ports import PIECE_BYTES, Found, Reading, Stored
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.ids import new_id

BLOCK_BYTES: Final = 1024 * 1024
BEGUN: Final = "begun"
T = TypeVar("T")


class LocalStore:
    """One file for each key. It is written under another name and takes its own when complete."""

    exclusive = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, pieces: AsyncIterator[bytes]) -> Stored:
        """Write, make it last, and only then give it its name."""
        half = await _do(_Half, self._begun(key))
        try:
            async for block in blocks(pieces, BLOCK_BYTES):
                await _do(half.write, block)
            return await _do(half.finish, self._path(key))
        except BaseException:
            half.abandon()
            raise

    async def open(self, key: str, start: int = 0, stop: int | None = None) -> Reading:
        """Look at the size; read as it is asked for."""
        path = self._path(key)
        size = await _do(_size, path)
        return Reading(size, _read(path, start, size if stop is None else stop))

    async def delete(self, key: str) -> None:
        """Remove the file, whole or half."""
        await _do(_remove, self._path(key), self._begun(key))

    async def everything(self) -> AsyncIterator[list[Found]]:
        """Walk through the folders; a half-written file goes by the key that it was to have."""
        for folder in await _do(_folders, self._folder):
            yield await _do(_found_in, folder)

    async def check(self) -> str:
        """Write something and take it back."""
        half = await _do(_Half, self._folder / BEGUN / new_id())
        await _do(half.try_out)
        return str(self._folder)

    def _path(self, key: str) -> Path:
        return self._folder / sound(key)

    def _begun(self, key: str) -> Path:
        return self._folder / BEGUN / self._path(key).name


class _Half:
    """A file that is being written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = path.open("wb")
        self._tally = Tally()

    def write(self, block: bytes) -> None:
        """Add a block."""
        self._file.write(block)
        self._tally.add(block)

    def finish(self, path: Path) -> Stored:
        """Make what was written outlast a power cut, then show it."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        path.parent.mkdir(exist_ok=True)
        self._path.replace(path)
        _keep_names(path.parent)
        _keep_names(path.parent.parent)
        return self._tally.stored

    def try_out(self) -> None:
        """Find out whether writing works."""
        try:
            self._file.write(b"?")
            self._file.flush()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Leave nothing."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


async def _do(act: Callable[..., T], *given: object) -> T:
    """Do something slow in a thread. Even a cancelled task waits for it: it has a file in hand."""
    work = asyncio.ensure_future(asyncio.to_thread(act, *given))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise
    except FileNotFoundError as error:
        raise Damaged("files.damaged") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unavailable("files.folder_unusable", reason=reason) from error


async def _read(path: Path, start: int, stop: int) -> AsyncGenerator[bytes, None]:
    file = await _do(_opened, path)
    try:
        await _do(file.seek, start)
        while start < stop:
            piece = await _do(file.read, min(PIECE_BYTES, stop - start))
            if not piece:
                raise Damaged("files.damaged")
            start += len(piece)
            yield piece
    finally:
        file.close()


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _size(path: Path) -> int:
    return path.stat().st_size


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder.exists() else []


def _found_in(folder: Path) -> list[Found]:
    found = []
    for path in folder.iterdir():
        key = key_of(path.name)
        if is_key(key) and folder.name in (path.name[:2], BEGUN):
            with suppress(FileNotFoundError):
                changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                found.append(Found(key, changed_at))
    return found


def _keep_names(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
