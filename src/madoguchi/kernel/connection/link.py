"""One open connection: what it follows, and the single task that writes to it.

A stream is never pushed into a queue of its own: the link keeps a place in the stream's log and
reads on when the socket takes more. A slow reader costs a number, not memory.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from madoguchi.kernel.events import NumberedLog, frame_of
from madoguchi.kernel.ids import new_id

MISSED = frame_of("connection.missed", b"{}")
NEWS_LIMIT = 256
FRAMES_A_TURN = 32

Send = Callable[[bytes], Awaitable[None]]


class Link:
    """What one open connection is to be told."""

    def __init__(self, send: Send) -> None:
        self.id = new_id()
        self._send = send
        self._wake = asyncio.Event()
        self._direct: deque[tuple[bytes, Callable[[], None]]] = deque()
        self._news: deque[bytes] = deque()
        self._missed_news = False
        self._ended = False
        self._places: dict[str, tuple[NumberedLog, int]] = {}
        self._leaves: dict[str, Callable[[], None]] = {}

    def answer(self, frame: bytes, written: Callable[[], None]) -> None:
        """Write a result; ``written`` is called when the socket has taken it."""
        self._direct.append((frame, written))
        self._wake.set()

    def tell(self, frame: bytes) -> None:
        """Write an event without a number. Who is too slow hears once that some were missed."""
        if len(self._news) >= NEWS_LIMIT:
            self._missed_news = True
            return
        self._news.append(frame)
        self._wake.set()

    def follow(self, log: NumberedLog, after: int = 0) -> None:
        """Write every frame of ``log`` that follows number ``after``, now and later."""
        self._places[log.stream_id] = (log, after)
        log.listen(self._wake.set)
        self._wake.set()

    def end(self) -> None:
        """Close the connection: whoever opened it may no longer."""
        self._ended = True
        self._wake.set()

    def until_leaving(self, name: str, leave: Callable[[], None]) -> None:
        """Call ``leave`` when the connection ends, or when something of that name takes over."""
        self._leaves.pop(name, _nothing)()
        self._leaves[name] = leave

    def leave(self) -> None:
        """Follow nothing any more."""
        for leave in self._leaves.values():
            leave()
        self._leaves.clear()
        for log, _ in self._places.values():
            log.forget(self._wake.set)
        self._places.clear()

    async def write(self) -> None:
        """Write until the connection is to end."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._ended:
                return
            more = True
            while more:
                await self._write_answers()
                await self._write_news()
                more = await self._write_streams()

    async def _write_answers(self) -> None:
        while self._direct:
            frame, written = self._direct.popleft()
            await self._send(frame)
            written()

    async def _write_news(self) -> None:
        while self._news:
            await self._send(self._news.popleft())
        if self._missed_news:
            self._missed_news = False
            await self._send(MISSED)

    async def _write_streams(self) -> bool:
        """Write one turn of every stream; tell whether something is left."""
        left = False
        for stream_id in tuple(self._places):
            left |= await self._write_turn(stream_id)
        return left or bool(self._direct)

    async def _write_turn(self, stream_id: str) -> bool:
        if stream_id not in self._places:
            return False
        log, place = self._places[stream_id]
        frames = log.after(place, FRAMES_A_TURN)
        for frame in frames:
            await self._send(frame)
            place += 1
            # Someone may have asked to start over meanwhile: their wish wins.
            if self._places.get(stream_id, (log, place))[1] != place - 1:
                return True
            self._places[stream_id] = (log, place)
        if log.closed and place >= log.last_seq:
            del self._places[stream_id]
            log.forget(self._wake.set)
            return False
        return place < log.last_seq


def _nothing() -> None:
    """There was nothing to leave."""
