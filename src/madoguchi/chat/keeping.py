"""Committing a question with the place of its answer, in one short transaction."""

from madoguchi.chat.messages import shown
from madoguchi.chat.repository.messages import MessageRepository
from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.chat.repository.streams import StreamRepository
from madoguchi.chat.round import Kept, Wish
from madoguchi.chat.schemas import StartedEvent
from madoguchi.chat.tables import MessageRow, SessionRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Busy, Conflict, NotFound
from madoguchi.kernel.events import frame_of
from madoguchi.kernel.ids import as_id, new_id


class Keeper:
    """Step 2 of a round: what a person said is safe before any model is asked."""

    def __init__(self, db: Database, runner: str) -> None:
        self._db = db
        self._runner = runner

    async def keep(self, wish: Wish) -> Kept:
        """Commit the question and the empty answer; one answer at a time in a session."""
        try:
            async with self._db.begin() as session:
                repositories = (
                    SessionRepository(session),
                    MessageRepository(session),
                    StreamRepository(session),
                )
                return await _Keeping(wish, self._runner, *repositories).run()
        except Busy:
            raise
        except Conflict as conflict:
            raise Busy("chat.busy") from conflict


class _Keeping:
    """One transaction's worth of keeping."""

    def __init__(
        self,
        wish: Wish,
        runner: str,
        sessions: SessionRepository,
        messages: MessageRepository,
        streams: StreamRepository,
    ) -> None:
        self._wish = wish
        self._runner = runner
        self._sessions = sessions
        self._messages = messages
        self._streams = streams

    async def run(self) -> Kept:
        """Do it."""
        talk, is_new = await self._session()
        request_id = as_id(self._wish.request_id)
        if again := await self._as_before(talk, request_id):
            return again
        if await self._streams.running_in(talk.id):
            raise Busy("chat.busy")
        asked = await self._asked(talk, request_id)
        answer = _row(talk.id, "assistant", asked.id, "", "streaming")
        answer.stream_id = new_id()
        await self._messages.add(answer)
        await self._streams.start(
            answer.stream_id, talk.id, answer.id, self._wish.caller.id, self._runner
        )
        language_before = talk.language
        await self._sessions.change(talk.id, head_id=answer.id, last_activity_at=now())
        event = await self._event(asked, answer, request_id)
        return Kept(
            session_id=talk.id,
            stream_id=answer.stream_id,
            user_message_id=asked.id,
            message_id=answer.id,
            question=asked.content,
            language_before=language_before,
            is_new_session=is_new,
            frame=frame_of("chat.started", event.encode(), 1),
        )

    async def _session(self) -> tuple[SessionRow, bool]:
        owner_id, wished = self._wish.caller.id, as_id(self._wish.session_id)
        found = await self._sessions.owned(owner_id, wished) if wished else None
        if found is not None:
            return found, False
        if self._wish.answers_again or self._wish.replaces:
            raise NotFound("chat.message_missing")
        return await self._sessions.add(owner_id), True

    async def _asked(self, talk: SessionRow, request_id: str | None) -> MessageRow:
        """Return the question: found for a retry, new otherwise."""
        if self._wish.answers_again:
            found = await self._messages.one(talk.id, self._wish.answers_again)
            if found is None or found.role != "user":
                raise NotFound("chat.message_missing")
            return found
        parent_id = talk.head_id
        if self._wish.replaces:
            key = as_id(self._wish.replaces)
            replaced = await self._messages.one(talk.id, key) if key else None
            if replaced is None or replaced.role != "user":
                raise NotFound("chat.message_missing")
            parent_id = replaced.parent_id
        row = _row(talk.id, "user", parent_id, self._wish.text or "", "done")
        row.request_id = request_id
        await self._messages.add(row)
        return row

    async def _as_before(self, talk: SessionRow, request_id: str | None) -> Kept | None:
        """Return what this very request has led to, when it was sent before."""
        asked = await self._messages.asked_as(talk.id, request_id) if request_id else None
        answer = await self._messages.answer_to(asked.id) if asked else None
        if asked is None or answer is None or answer.stream_id is None:
            return None
        return Kept(
            session_id=talk.id,
            stream_id=answer.stream_id,
            user_message_id=asked.id,
            message_id=answer.id,
            question=asked.content,
            language_before=talk.language,
            is_new_session=False,
            frame=b"",
            again=True,
        )

    async def _event(self, asked: MessageRow, answer: MessageRow, request_id: str | None) -> str:
        language = self._wish.reader_language
        event = StartedEvent(
            stream_id=answer.stream_id or "",
            session_id=answer.session_id,
            message_id=answer.id,
            parent_id=asked.id,
            user_message=shown(asked, await self._messages.sibling_ids(asked), language),
            request_id=request_id,
        )
        payload = event.model_dump_json()
        stream_id = event.stream_id
        await self._streams.add_events(
            [{"stream_id": stream_id, "seq": 1, "channel": "chat.started", "payload": payload}]
        )
        return payload


def _row(
    session_id: str, role: str, parent_id: str | None, content: str, status: str
) -> MessageRow:
    moment = now()
    return MessageRow(
        id=new_id(),
        session_id=session_id,
        parent_id=parent_id,
        role=role,
        content=content,
        parts=[{"type": "text", "text": content}] if content else [],
        status=status,
        created_at=moment,
        updated_at=moment,
    )
