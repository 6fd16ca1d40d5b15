"""Processes that read documents, begun by the forker and watched from here."""

import asyncio
import logging
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from madoguchi.kernel.errors import Unavailable
from madoguchi.learning.adapters.wire import MESSAGE_BYTES, message, words_of

log = logging.getLogger(__name__)
# No secret of the house: a reader finds programs and nothing else.
SURROUNDINGS = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "MALLOC_ARENA_MAX": "1",
}
PATIENCE_S = 10.0
SHARE_THAT_IS_FULL = 0.6
KIB = 1024 if sys.platform == "linux" else 1


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int
    most_memory_bytes: int

    @property
    def ran_out_of_time(self) -> bool:
        """Whether the system ended it for its CPU time."""
        return -self.code == signal.SIGXCPU

    def ran_out_of_memory(self, limit_bytes: int) -> bool:
        """Whether it asked for too much: libraries abort then, and the system kills."""
        is_full = self.most_memory_bytes > SHARE_THAT_IS_FULL * limit_bytes
        return is_full or -self.code in (signal.SIGABRT, signal.SIGKILL)


class Reader:
    """One process that reads documents."""

    def __init__(
        self,
        nursery: "Nursery",
        number: int,
        stream: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.stream = stream
        self.writer = writer
        self.documents = 0
        self._nursery = nursery
        self._number = number

    @property
    def is_alive(self) -> bool:
        """Whether it may be asked."""
        return not self.stream.at_eof() and not self.writer.is_closing()

    async def ended(self) -> Ended:
        """Return how it ended, which it has or is about to."""
        return await self._nursery.end_of(self._number)

    def let_go(self) -> None:
        """End it, whatever it does."""
        self.writer.close()
        self._nursery.kill(self._number)


class Nursery:
    """Begins readers; starts the forker when there is none."""

    def __init__(self) -> None:
        self._forker: subprocess.Popen[bytes] | None = None
        self._gone: list[subprocess.Popen[bytes]] = []
        self._control: socket.socket | None = None
        self._ends: dict[int, asyncio.Future[Ended | None]] = {}
        self._count = 0

    async def begin(self, module: str) -> Reader:
        """Begin a reader that has ``module`` loaded."""
        control = self._control or self._start()
        ours, theirs = socket.socketpair()
        self._count += 1
        number = self._count
        self._ends[number] = asyncio.get_running_loop().create_future()
        try:
            with theirs:
                socket.send_fds(
                    control, [message("begin", number, module or "-")], [theirs.fileno()]
                )
            stream, writer = await asyncio.open_unix_connection(sock=ours)
        except OSError as error:
            ours.close()
            self._lose()
            raise Unavailable("convert.no_reader") from error
        return Reader(self, number, stream, writer)

    def kill(self, number: int) -> None:
        """End a reader; one that has ended already stays so."""
        future = self._ends.get(number)
        if future is None or self._control is None:
            return
        if future.done():
            del self._ends[number]
            return
        future.add_done_callback(lambda _: self._ends.pop(number, None))
        with suppress(OSError):
            self._control.sendall(message("end", number))

    async def end_of(self, number: int) -> Ended:
        """Return how a reader ended, or raise Unavailable when the forker ended with it."""
        ended = None
        if number in self._ends:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    ended = await asyncio.shield(self._ends[number])
        if ended is None:
            raise Unavailable("convert.no_reader")
        return ended

    async def close(self) -> None:
        """End the forker and with it every reader."""
        self._lose()
        for forker in self._gone:
            await asyncio.to_thread(_wait_for, forker)
        self._gone.clear()

    def _start(self) -> socket.socket:
        self._gone = [each for each in self._gone if each.poll() is None]
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        is_told = log.isEnabledFor(logging.DEBUG)
        with theirs:
            self._forker = subprocess.Popen(
                [sys.executable, "-I", "-m", f"{__package__}.forker", str(theirs.fileno())],
                env=SURROUNDINGS,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if is_told else subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._control = ours
        asyncio.get_running_loop().add_reader(ours.fileno(), self._hear)
        return ours

    def _hear(self) -> None:
        control = self._control
        if control is None:
            return
        try:
            received = control.recv(MESSAGE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            log.warning("The process that reads documents has ended")
            self._lose()
            return
        _, number, code, memory = words_of(received)
        future = self._ends.get(int(number))
        if future is not None and not future.done():
            future.set_result(Ended(int(code), int(memory) * KIB))

    def _lose(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
        self._control = None
        if self._forker is not None:
            self._gone.append(self._forker)
        self._forker = None
        for future in self._ends.values():
            if not future.done():
                future.set_result(None)
        self._ends.clear()


def _wait_for(forker: subprocess.Popen[bytes]) -> None:
    """Wait until the forker has gone, which it does when nobody holds the other end."""
    try:
        forker.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        forker.kill()
        forker.wait()
