"""Word to every open connection of a person: their list changed, an answer begins."""

import asyncio
from typing import Any

from madoguchi.chat.messages import summary
from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.chat.revealing import is_masked, named
from madoguchi.chat.schemas import AsIs, SessionsChangedEvent, SessionSummary
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.events import News as Told
from madoguchi.kernel.events import NumberedLog, Topics, frame_of
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.talk import Talk

ELSEWHERE = "sessions.elsewhere"


class News:
    """Tells a person's connections, whichever tab they are in.

    No value goes from process to process: others put them back themselves.
    """

    def __init__(self, db: Database, topics: Topics, guard: Guard) -> None:
        self._db = db
        self._topics = topics
        self._guard = guard
        self._tasks: set[asyncio.Task[None]] = set()
        topics.hear(ELSEWHERE, self._hear)

    def sessions_changed(
        self,
        owner_id: str,
        change: str,
        session_id: str,
        session: SessionSummary | None = None,
        values: Values | None = None,
    ) -> None:
        """A conversation was created, renamed or deleted; ``session`` is as it is kept."""
        told = session and named(session, values or {})
        frame = _frame(SessionsChangedEvent(session_id=session_id, change=change, session=told))
        if session is None or not is_masked(session.title):
            self._topics.tell(owner_id, frame)
            return
        self._topics.tell_here(owner_id, frame)
        which = {"owner": owner_id, "session": session_id, "change": change}
        self._topics.tell_elsewhere(ELSEWHERE, which)

    def chosen(self, owner_id: str, now: AsIs) -> None:
        """What of a conversation is sent as it is has changed."""
        frame = frame_of("chat.as_is", now.model_dump_json().encode())
        self._topics.tell(owner_id, {"frame": frame.decode()})

    def answer_begins(self, log: NumberedLog, asker: str | None) -> None:
        """Every tab follows the answer from its start; the asking one does so after its result."""
        self._topics.tell(log.owner_id, {"begins": log.stream_id, "asker": asker})

    def _hear(self, news: Told) -> None:
        if news["owner"] in set(self._topics):
            task = asyncio.create_task(self._tell(news["owner"], news["session"], news["change"]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tell(self, owner_id: str, session_id: str, change: str) -> None:
        try:
            async with self._db.read() as session:
                row = await SessionRepository(session).owned(owner_id, session_id)
            values = await self._guard.values(Talk(session_id, owner_id))
        except AppError:
            return  # the database is away: who comes back to the page reads anew
        if row is not None:
            told = named(summary(row), values)
            event = SessionsChangedEvent(session_id=session_id, change=change, session=told)
            self._topics.tell_here(owner_id, _frame(event))


def _frame(event: SessionsChangedEvent) -> dict[str, Any]:
    frame = frame_of("sessions.changed", event.model_dump_json().encode())
    return {"frame": frame.decode()}
