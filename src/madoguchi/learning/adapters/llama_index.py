"""LlamaIndex's readers, each in a process of its own: one that goes wrong costs only its run."""

import asyncio
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from madoguchi.kernel.secrets import without_passwords
from madoguchi.learning.adapters.llama_index_wire import Failure, Told, Wish
from madoguchi.learning.adapters.wire import LENGTH, framed, length_of
from madoguchi.learning.reading.failures import ReaderFailed
from madoguchi.learning.reading.schemas import SECRET, Argument, Read, ReaderSettings

log = logging.getLogger(__name__)
# No secret of the house: a reader finds programs, a folder of its own, and what was meant for it.
SURROUNDINGS = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
ROOM_AROUND_A_TEXT = 2 * 2**20
GROWTH_AS_JSON = 6
LAST_WORDS_BYTES = 2000
LONGEST_REASON = 300
PATIENCE_S = 10.0
STARS = "**********"
OUT_OF_MEMORY = ("MemoryError", "ArrayMemoryError", "_ArrayMemoryError")


@dataclass
class _Process:
    """A reader at work."""

    process: asyncio.subprocess.Process
    stream: asyncio.StreamReader
    writer: asyncio.StreamWriter
    words: bytearray = field(default_factory=bytearray)
    listening: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Hear whatever it prints, so that it never waits for us; keep the end of it."""
        assert self.process.stdout is not None
        while part := await self.process.stdout.read(2**16):
            self.words += part
            del self.words[: -2 * LAST_WORDS_BYTES]


class LlamaIndexReaders:
    """Begins a process for each reading; ``folder`` holds a folder of its own for each reader."""

    def __init__(self, folder: Path, largest_bytes: int) -> None:
        self._folder = folder
        self._largest_bytes = largest_bytes

    async def read(
        self, name: str, reader: ReaderSettings, arguments: Mapping[str, Argument]
    ) -> AsyncGenerator[Read, None]:
        """Yield every document that the reader gives, at the pace at which they are taken."""
        deadline = asyncio.get_running_loop().time() + 60 * reader.minutes
        at_work = await self._begin(name, reader)
        try:
            at_work.writer.write(framed(self._wish(reader, arguments)))
            count = 0
            async for document in self._documents(name, reader, at_work, deadline):
                count += 1
                if count > reader.max_documents:
                    raise ReaderFailed(
                        "learning.reader_too_many", name=name, limit=reader.max_documents
                    )
                yield document
        except ReaderFailed:
            await self._note(name, reader, at_work)
            raise
        finally:
            await _end(at_work)

    async def _documents(
        self, name: str, reader: ReaderSettings, at_work: _Process, deadline: float
    ) -> AsyncGenerator[Read, None]:
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    told = await self._told(at_work.stream)
            except TimeoutError as error:
                raise ReaderFailed(
                    "learning.reader_too_slow", name=name, limit=reader.minutes
                ) from error
            except (asyncio.IncompleteReadError, ConnectionError, ValueError) as error:
                raise await _died(name, reader, at_work) from error
            if told.failure:
                raise _failed(name, reader, told.failure)
            if told.done or told.document is None:
                return
            yield told.document

    async def _told(self, stream: asyncio.StreamReader) -> Told:
        length = length_of(await stream.readexactly(LENGTH.size))
        if length > GROWTH_AS_JSON * self._largest_bytes + ROOM_AROUND_A_TEXT:
            raise ValueError("no reader says so much at once")
        return Told.model_validate_json(await stream.readexactly(length))

    def _wish(self, reader: ReaderSettings, arguments: Mapping[str, Argument]) -> Wish:
        return Wish(
            class_path=reader.class_path,
            path=reader.path,
            options=_filled(reader.options, reader.secrets),
            # Secrets are filled in where the operator wrote, never where somebody typed.
            load=_filled(reader.load, reader.secrets) | dict(arguments),
            memory_bytes=reader.memory_mib * 2**20,
            largest_bytes=self._largest_bytes,
        )

    async def _begin(self, name: str, reader: ReaderSettings) -> _Process:
        folder = self._folder / name
        passing = folder / "tmp"
        await asyncio.to_thread(_make_anew, passing)
        ours, theirs = socket.socketpair()
        own = {each: value.get_secret_value() for each, value in reader.secrets.items()}
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-I", "-u", "-m", f"{__package__}.llama_index_process"),
                    str(theirs.fileno()),
                    env=SURROUNDINGS | {"HOME": str(folder), "TMPDIR": str(passing)} | own,
                    cwd=folder,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.STDOUT,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )
        except OSError as error:
            ours.close()
            raise ReaderFailed("learning.reader_not_begun", name=name) from error
        stream, writer = await asyncio.open_unix_connection(sock=ours)
        at_work = _Process(process, stream, writer)
        at_work.listening = asyncio.create_task(at_work.listen())
        return at_work

    async def _note(self, name: str, reader: ReaderSettings, at_work: _Process) -> None:
        """Keep what the reader itself wrote last, for whoever looks after it."""
        await _end(at_work)
        words = _without(at_work.words.decode("utf-8", "replace"), reader.secrets)
        log.warning(
            "a reader has stopped early",
            extra={"reader": name, "last_words": words[-LAST_WORDS_BYTES:]},
        )


async def _end(at_work: _Process) -> None:
    """End a reader with all that it has begun."""
    at_work.writer.close()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(at_work.process.pid, signal.SIGKILL)
    await at_work.process.wait()
    if at_work.listening is not None:
        await asyncio.wait([at_work.listening], timeout=PATIENCE_S)
        at_work.listening.cancel()


async def _died(name: str, reader: ReaderSettings, at_work: _Process) -> ReaderFailed:
    code = None
    with suppress(TimeoutError):
        code = await asyncio.wait_for(at_work.process.wait(), PATIENCE_S)
    if code == -signal.SIGABRT:
        return ReaderFailed("learning.reader_too_much_memory", name=name, limit=reader.memory_mib)
    return ReaderFailed("learning.reader_died", name=name, code="?" if code is None else code)


def _failed(name: str, reader: ReaderSettings, failure: Failure) -> ReaderFailed:
    if failure.kind in OUT_OF_MEMORY:
        return ReaderFailed("learning.reader_too_much_memory", name=name, limit=reader.memory_mib)
    reason = " ".join(_without(f"{failure.kind}: {failure.says}", reader.secrets).split())
    key = "learning.reader_not_loaded" if failure.stage == "loading" else "learning.reader_failed"
    return ReaderFailed(key, name=name, reason=reason[:LONGEST_REASON])


def _without(text: str, secrets: Mapping[str, SecretStr]) -> str:
    for secret in secrets.values():
        if value := secret.get_secret_value():
            text = text.replace(value, STARS)
    return without_passwords(text)


def _filled(value: Any, secrets: Mapping[str, SecretStr]) -> Any:
    """Return a value with its secrets in their places."""
    if isinstance(value, dict):
        return {name: _filled(each, secrets) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, secrets) for each in value]
    if not isinstance(value, str):
        return value
    return SECRET.sub(lambda found: secrets[found[1]].get_secret_value(), value)


def _make_anew(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
