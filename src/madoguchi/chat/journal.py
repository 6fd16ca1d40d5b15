"""One writer for all streams: what is shown is committed first, together, in one short transaction.

The first event after a pause is written at once; while a transaction is under way the next events
gather, and text that arrives together becomes one chunk: the clock sets the cost, not the chunks.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any, Protocol

import orjson
from pydantic import BaseModel

from madoguchi.chat.repository.streams import ADD_EVENT, StreamRepository
from madoguchi.chat.revealing import OwnLog
from madoguchi.kernel.db import Database, keepable
from madoguchi.kernel.errors import AppError, Conflict, Unavailable

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.012, 0.030
PAUSE_PER_COMMIT = 4
"""The writer rests four times as long as it wrote: it never takes more than a fifth of a core."""
MOST_WAITING_CHARACTERS = 64_000
PATIENCE_S = 10.0
logger = logging.getLogger(__name__)


class Paper(Protocol):
    """What a pen writes on."""

    def wake(self, pen: "Pen") -> None:
        """Say that a pen has something."""
        ...


class Pen:
    """Writes the events of one stream through the journal."""

    def __init__(self, journal: Paper, log: OwnLog) -> None:
        self.log = log
        self._journal = journal
        self._shown: list[str] = []
        self._length = 0
        self._events: list[tuple[str, bytes]] = []
        self._text: list[str] = []
        self._waiting_characters = 0
        self._settled = asyncio.Event()
        self._settled.set()
        self._failure: AppError | None = None

    @property
    def text(self) -> str:
        """Everything that was written so far."""
        return "".join(self._shown)

    @property
    def length(self) -> int:
        """How many characters that is."""
        return self._length

    async def write(self, text: str) -> None:
        """Write more of the answer; wait when the database cannot keep up."""
        self._raise()
        text = keepable(text)
        self._shown.append(text)
        self._length += len(text)
        self._text.append(text)
        self._waiting_characters += len(text)
        self._hand_over()
        if self._waiting_characters > MOST_WAITING_CHARACTERS:
            await self.settle()

    def note(self, channel: str, payload: BaseModel) -> None:
        """Write another kind of event."""
        self._raise()
        self._fold_text()
        self._events.append((channel, payload.model_dump_json().encode()))
        self._hand_over()

    async def end_text(self) -> None:
        """Show what of the text was held back: nothing follows any more."""
        await self.settle()
        if self.log.holds_back:
            self._text.append("")
            self._hand_over()

    async def settle(self) -> None:
        """Wait until everything written is committed and shown."""
        await self._settled.wait()
        self._raise()

    def take(self) -> list[tuple[str, bytes]]:
        """Return what waits to be committed."""
        self._fold_text()
        events, self._events = self._events, []
        return events

    def committed(self, events: list[tuple[str, bytes]]) -> None:
        """Show what is safe now."""
        self.log.show(events)
        if not self._events and not self._text:
            self._settled.set()

    def failed(self, failure: AppError) -> None:
        """Nothing more can be written, nor what waits: it would stand behind a gap."""
        self._failure = failure
        self._events.clear()
        self._text.clear()
        self._settled.set()

    def _hand_over(self) -> None:
        self._settled.clear()
        self._journal.wake(self)

    def _fold_text(self) -> None:
        if self._text:
            chunk = {"stream_id": self.log.stream_id, "text": "".join(self._text)}
            self._events.append(("chat.chunk", orjson.dumps(chunk)))
            self._text.clear()
            self._waiting_characters = 0

    def _raise(self) -> None:
        if self._failure is not None:
            raise self._failure


class Journal:
    """The one writer."""

    def __init__(self, db: Database, grown: Callable[[list[str]], None]) -> None:
        self._db = db
        self._grown = grown
        self._wake = asyncio.Event()
        self._waiting: dict[Pen, None] = {}

    def wake(self, pen: Pen) -> None:
        """Say that a pen has something."""
        self._waiting[pen] = None
        self._wake.set()

    async def run(self) -> None:
        """Commit for as long as the process lives."""
        clock = asyncio.get_running_loop().time
        while True:
            await self._wake.wait()
            self._wake.clear()
            begun = clock()
            await self._flush()
            pause_s = PAUSE_PER_COMMIT * (clock() - begun)
            await asyncio.sleep(min(max(pause_s, SHORTEST_PAUSE_S), LONGEST_PAUSE_S))

    async def _flush(self) -> None:
        pens, self._waiting = tuple(self._waiting), {}
        batch = [(pen, events) for pen in pens if (events := pen.take())]
        if not batch:
            return
        try:
            await self._commit_patiently(batch)
        except Conflict:
            # One stream's session was deleted: that must not cost the others their words.
            for one in batch:
                await self._commit_alone(*one)
        except AppError as failure:
            logger.exception("events could not be saved")
            for pen, _ in batch:
                pen.failed(failure)

    async def _commit_alone(self, pen: Pen, events: list[tuple[str, bytes]]) -> None:
        try:
            await self._commit([(pen, events)])
        except AppError as failure:
            # A commit whose answer got lost has happened all the same.
            if await self._is_kept(pen.log.stream_id, pen.log.last_seq + len(events)):
                pen.committed(events)
            else:
                pen.failed(failure)

    async def _is_kept(self, stream_id: str, seq: int) -> bool:
        async with self._db.read() as session:
            return await StreamRepository(session).last_seq(stream_id) == seq

    async def _commit_patiently(self, batch: list[tuple[Pen, list[tuple[str, bytes]]]]) -> None:
        """A database that restarts or is locked gets a while to come back."""
        pause_s = 0.05
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    try:
                        return await self._commit(batch)
                    except Unavailable:
                        await asyncio.sleep(pause_s)
                        pause_s = min(pause_s * 2, 1.0)
        raise Unavailable("db.unavailable")

    async def _commit(self, batch: list[tuple[Pen, list[tuple[str, bytes]]]]) -> None:
        rows: list[dict[str, Any]] = [
            {
                "stream_id": pen.log.stream_id,
                "seq": pen.log.last_seq + 1 + place,
                "channel": channel,
                "payload": payload.decode(),
            }
            for pen, events in batch
            for place, (channel, payload) in enumerate(events)
        ]
        await self._db.append(ADD_EVENT, rows)
        for pen, events in batch:
            pen.committed(events)
        self._grown([pen.log.stream_id for pen, _ in batch])
