"""The answers on their way: who writes them, who may read on, and what becomes of orphans."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta

import orjson

from madoguchi.chat.distant import Distant
from madoguchi.chat.journal import Journal, Pen
from madoguchi.chat.messages import reason, shown
from madoguchi.chat.repository.messages import MessageRepository
from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.chat.repository.streams import StreamRepository
from madoguchi.chat.revealing import OwnLog
from madoguchi.chat.schemas import ErrorEvent, StreamState
from madoguchi.chat.tables import StreamRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError, NotFound
from madoguchi.kernel.events import NumberedLog
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.kernel.runner import is_gone, this_runner
from madoguchi.kernel.words import DEFAULT_LANGUAGE
from madoguchi.privacy.restoring import Values

HEARTBEAT_S = 5.0
LOOK_EVERY_S, STOP_PATIENCE_S = 0.1, 12.0
logger = logging.getLogger(__name__)


@dataclass
class Running:
    """An answer that this process writes."""

    pen: Pen
    session_id: str
    message_id: str
    task: asyncio.Task[None] | None = None
    stopping: str | None = None

    @property
    def log(self) -> OwnLog:
        """Its numbered events."""
        return self.pen.log


class Streams:
    """Every answer on its way."""

    def __init__(self, db: Database, distant: Distant, keep_events_hours: float) -> None:
        self.runner = this_runner()
        self._db = db
        self._distant = distant
        self._keep_events = timedelta(hours=keep_events_hours)
        self._journal = Journal(db, distant.tell_grown)
        self._running: dict[str, Running] = {}
        distant.hear_stops(self._stop_here)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Mark what an earlier process left unfinished, then begin to write."""
        await self._sweep()
        self._tasks = [
            asyncio.create_task(self._journal.run()),
            asyncio.create_task(self._keep_watch()),
        ]

    async def close(self, grace_s: float) -> None:
        """Let running answers end; what is not done in time is kept and marked interrupted."""
        tasks = [running.task for running in self._running.values() if running.task]
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for running in tuple(self._running.values()):
            await self._halt(running, "interrupted")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._distant.close()

    def begin(self, stream_id: str, owner_id: str, session_id: str, message_id: str) -> Running:
        """Take up a stream that has just been committed."""
        pen = Pen(self._journal, OwnLog(stream_id, owner_id))
        self._running[stream_id] = Running(pen, session_id, message_id)
        return self._running[stream_id]

    def drop(self, stream_id: str) -> None:
        """Let go of a stream that has ended."""
        if running := self._running.pop(stream_id, None):
            running.log.close()
            self._distant.tell_grown([stream_id])

    async def stop(self, owner_id: str, stream_id: str) -> StreamState:
        """Stop an answer; what was written is kept."""
        state = await self.state(owner_id, stream_id)
        if state.status == "streaming":
            await self._stop(state.stream_id)
        return await self.state(owner_id, stream_id)

    async def wait(self, stream_id: str) -> None:
        """Wait until an answer has ended, wherever it is written."""
        running = self._running.get(stream_id)
        if running and running.task:
            await asyncio.wait([running.task])
        else:
            await self._until_ended(stream_id)

    async def stop_in(self, session_id: str) -> None:
        """Stop whatever is being written in a session."""
        if state := await self.running_in(session_id):
            await self._stop(state.stream_id)

    async def state(self, owner_id: str, stream_id: str) -> StreamState:
        """Return how an answer stands."""
        row = await self._row(owner_id, stream_id)
        if running := self._running.get(row.id):
            last_seq = running.log.last_seq
        else:
            async with self._db.read() as session:
                last_seq = await StreamRepository(session).last_seq(row.id)
        return StreamState(
            stream_id=row.id,
            session_id=row.session_id,
            message_id=row.message_id,
            status="streaming" if row.state == "running" else row.state,
            last_seq=last_seq,
        )

    async def log(self, owner_id: str, stream_id: str) -> NumberedLog:
        """Return the numbered events of an answer, whether it still runs or not."""
        running = self._running.get(as_id(stream_id) or "")
        if running and running.log.owner_id == owner_id:
            return running.log
        row = await self._row(owner_id, stream_id)
        return await self._distant.log(row.id, owner_id, row.session_id)

    async def so_far(self, state: StreamState, owner_id: str, values: Values) -> OwnLog:
        """Return what is committed of an answer by now, as its owner reads it."""
        if running := self._running.get(state.stream_id):
            return running.log
        async with self._db.read() as session:
            events = await StreamRepository(session).events(state.stream_id)
        log = OwnLog(state.stream_id, owner_id)
        log.values = values
        log.show([(channel, payload.encode()) for channel, payload in events])
        return log

    async def forget_events(self, limit: int) -> int:
        """Forget some answers' events that ended long ago; return how many answers that were."""
        async with self._db.begin() as session:
            before = now() - self._keep_events
            return await StreamRepository(session).forget_ended_before(before, limit)

    async def running_in(self, session_id: str) -> StreamState | None:
        """Return the answer that is being written in a session."""
        async with self._db.read() as session:
            repository = StreamRepository(session)
            row = await repository.running_in(session_id)
            if row is None:
                return None
            running = self._running.get(row.id)
            seq = running.log.last_seq if running else await repository.last_seq(row.id)
        return StreamState(
            stream_id=row.id,
            session_id=session_id,
            message_id=row.message_id,
            status="streaming",
            last_seq=seq,
        )

    async def _row(self, owner_id: str, stream_id: str) -> StreamRow:
        key = as_id(stream_id)
        async with self._db.read() as session:
            row = await StreamRepository(session).owned(owner_id, key) if key else None
        if row is None:
            raise NotFound("chat.stream_missing")
        return row

    async def _stop(self, stream_id: str) -> None:
        """Stop an answer here, or ask whoever writes it and wait for the end."""
        if running := self._running.get(stream_id):
            await self._halt(running, "stopped")
            return
        async with self._db.begin() as session:
            await StreamRepository(session).wish_stop(stream_id)
        self._distant.tell_stop(stream_id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_PATIENCE_S):
                await self._until_ended(stream_id)

    def _stop_here(self, stream_ids: list[str]) -> None:
        for stream_id in stream_ids:
            running = self._running.get(stream_id)
            if running and running.task and running.stopping is None:
                running.stopping = "stopped"
                running.task.cancel()

    async def _until_ended(self, stream_id: str) -> None:
        while True:
            async with self._db.read() as session:
                if not await StreamRepository(session).is_running(stream_id):
                    return
            await asyncio.sleep(LOOK_EVERY_S)

    async def _halt(self, running: Running, how: str) -> None:
        if running.task and not running.task.done() and running.stopping is None:
            running.stopping = how
            running.task.cancel()
        if running.task:
            await asyncio.wait([running.task])

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            with contextlib.suppress(AppError):  # the next beat tries again
                if self._running:
                    async with self._db.begin() as session:
                        wished = await StreamRepository(session).renew(list(self._running))
                    self._stop_here(wished)
                await self._sweep()

    async def _sweep(self) -> None:
        async with self._db.read() as session:
            rows = await StreamRepository(session).running()
        for row in rows:
            if row.id in self._running:
                continue
            # This process lives, but may have lost an answer that the database did not take.
            lost = row.runner == self.runner and row.lease_until < now()
            if lost or is_gone(row.runner, row.lease_until, now()):
                try:
                    await self._interrupt(row)
                except AppError:  # it is tried again, and the others come meanwhile
                    logger.warning("an orphan stays", exc_info=True, extra={"stream_id": row.id})

    async def _interrupt(self, row: StreamRow) -> None:
        """Keep what was shown of an orphaned answer, and say that it broke off."""
        async with self._db.begin() as session:
            streams, messages = StreamRepository(session), MessageRepository(session)
            if not await streams.end(row.id, "interrupted"):
                return
            events = await streams.events(row.id)
            content = "".join(
                orjson.loads(payload)["text"] for c, payload in events if c == "chat.chunk"
            )
            problem = {"code": "interrupted", "key": "chat.interrupted"}
            message = await messages.finish(
                row.message_id,
                content=content,
                parts=[{"type": "text", "text": content}] if content else [],
                status="interrupted",
                problem=problem,
            )
            talk = await SessionRepository(session).owned(row.owner_id, row.session_id)
            language = (talk.language if talk else None) or DEFAULT_LANGUAGE
            said = reason(problem, language)
            payload = ErrorEvent(
                stream_id=row.id,
                session_id=row.session_id,
                code="interrupted",
                message=said.message if said else "",
                trace_id=new_id(),
                answer=shown(message, await messages.sibling_ids(message), language),
            )
            seq = await streams.last_seq(row.id) + 1
            await streams.add_event(row.id, seq, "chat.error", payload.model_dump_json())
        logger.warning("an answer was interrupted", extra={"stream_id": row.id})
