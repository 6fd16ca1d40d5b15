"""SQL of answers on their way: streams, their numbered events, and the log of rounds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.chat.tables import EventRow, SessionLogRow, StreamRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id

LEASE = timedelta(seconds=15)
ADD_STREAM = insert(StreamRow.__table__)  # type: ignore[arg-type]
ADD_EVENT = insert(EventRow.__table__)  # type: ignore[arg-type]
ADD_LOG = insert(SessionLogRow.__table__)  # type: ignore[arg-type]
NO_SYNC = {"synchronize_session": False}


class StreamRepository:
    """Reads and writes streams inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def start(
        self, stream_id: str, session_id: str, message_id: str, owner_id: str, runner: str
    ) -> None:
        """Begin a stream; a second one in the same session is a conflict."""
        moment = now()
        values = {
            "id": stream_id,
            "session_id": session_id,
            "message_id": message_id,
            "owner_id": owner_id,
            "state": "running",
            "runner": runner,
            "lease_until": moment + LEASE,
            "stop_wished": False,
            "started_at": moment,
        }
        await self._session.execute(ADD_STREAM, values)

    async def owned(self, owner_id: str, stream_id: str) -> StreamRow | None:
        """Return a stream if it is this person's."""
        query = select(StreamRow).where(StreamRow.id == stream_id, StreamRow.owner_id == owner_id)
        return await self._session.scalar(query)

    async def running_in(self, session_id: str) -> StreamRow | None:
        """Return the stream that runs in a session."""
        query = select(StreamRow).where(
            StreamRow.session_id == session_id, StreamRow.state == "running"
        )
        return await self._session.scalar(query)

    async def running(self) -> Sequence[StreamRow]:
        """Return every stream that is said to run."""
        return (
            await self._session.scalars(select(StreamRow).where(StreamRow.state == "running"))
        ).all()

    async def renew(self, stream_ids: Sequence[str]) -> list[str]:
        """Say that these streams are still being written; return those that are to be stopped."""
        query = (
            update(StreamRow)
            .where(StreamRow.id.in_(stream_ids), StreamRow.state == "running")
            .values(lease_until=now() + LEASE)
            .returning(StreamRow.id, StreamRow.stop_wished)
        )
        rows = await self._session.execute(query, execution_options=NO_SYNC)
        return [stream_id for stream_id, wished in rows if wished]

    async def end(self, stream_id: str, state: str) -> bool:
        """End a running stream; tell whether it was still running."""
        query = (
            update(StreamRow)
            .where(StreamRow.id == stream_id, StreamRow.state == "running")
            .values(state=state, ended_at=now())
            .returning(StreamRow.id)
        )
        ended = await self._session.execute(query, execution_options=NO_SYNC)
        return ended.first() is not None

    async def add_event(self, stream_id: str, seq: int, channel: str, payload: str) -> None:
        """Keep one numbered event."""
        values = {"stream_id": stream_id, "seq": seq, "channel": channel, "payload": payload}
        await self._session.execute(ADD_EVENT, values)

    async def last_seq(self, stream_id: str) -> int:
        """Return the number of the newest event."""
        query = select(func.max(EventRow.seq)).where(EventRow.stream_id == stream_id)
        return await self._session.scalar(query) or 0

    async def is_running(self, stream_id: str) -> bool:
        """Tell whether an answer is being written."""
        query = select(StreamRow.state).where(StreamRow.id == stream_id)
        return await self._session.scalar(query) == "running"

    async def wish_stop(self, stream_id: str) -> None:
        """Note that an answer is to be stopped, by whoever writes it."""
        query = update(StreamRow).where(StreamRow.id == stream_id, StreamRow.state == "running")
        await self._session.execute(query.values(stop_wished=True))

    async def events(self, stream_id: str, after: int = 0) -> list[tuple[str, str]]:
        """Return (channel, payload) of every event that follows a number, in order."""
        query = select(EventRow.channel, EventRow.payload).where(
            EventRow.stream_id == stream_id, EventRow.seq > after
        )
        rows = await self._session.execute(query.order_by(EventRow.seq))
        return [(row.channel, row.payload) for row in rows]

    async def forget_ended_before(self, moment: datetime, limit: int) -> int:
        """Forget some answers' events that ended long ago; return how many answers that were."""
        query = select(StreamRow.id).where(StreamRow.ended_at < moment).limit(limit)
        ended = (await self._session.scalars(query)).all()
        if ended:
            await self._session.execute(delete(StreamRow).where(StreamRow.id.in_(ended)))
        return len(ended)

    async def log_round(self, **values: Any) -> None:
        """Keep how a round went."""
        await self._session.execute(ADD_LOG, {"id": new_id(), "created_at": now(), **values})
