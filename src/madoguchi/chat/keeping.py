"""Committing a question with the place of its answer, in one short transaction."""

from datetime import datetime
from typing import Any

from madoguchi.chat.messages import shown, summary
from madoguchi.chat.repository.messages import MessageRepository, was_asked
from madoguchi.chat.repository.sessions import SessionRepository, is_owned
from madoguchi.chat.repository.streams import StreamRepository
from madoguchi.chat.round import Kept, Wish
from madoguchi.chat.schemas import StartedEvent
from madoguchi.chat.tables import MessageRow, SessionRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Busy, Conflict, NotFound
from madoguchi.kernel.ids import as_id, new_id


class Keeper:
    """Step 2 of a round: what a person said is safe before any model is asked."""

    def __init__(self, db: Database, runner: str) -> None:
        self._db = db
        self._runner = runner

    async def keep(self, wish: Wish) -> Kept:
        """Commit the question and the empty answer; one answer at a time in a session."""
        try:
            return await self._keep(wish)
        except Conflict:
            # Either the same request came twice at once, and is found now, or an answer is running.
            try:
                return await self._keep(wish)
            except Conflict as conflict:
                raise Busy("chat.busy") from conflict

    async def was_asked(self, wish: Wish) -> bool:
        """Tell whether this very request came before."""
        request = request_of(wish)
        return request is not None and await was_asked(self._db, request)

    async def place(self, wish: Wish) -> str:
        """Return the conversation that a question goes to."""
        wished = as_id(wish.session_id)
        found = wished and await is_owned(self._db, wish.caller.id, wished)
        return wished if wished and found else new_id()

    async def _keep(self, wish: Wish) -> Kept:
        async with self._db.begin() as session:
            repositories = (
                SessionRepository(session),
                MessageRepository(session),
                StreamRepository(session),
            )
            return await _Keeping(wish, self._runner, *repositories).run()


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
        if again := await self._as_before():
            return again
        found = await self._session()
        answer_id, stream_id = new_id(), new_id()
        talk = found or await self._new_session(answer_id)
        asked, siblings = await self._asked(talk if found else None, talk.id)
        answer = self._row(talk.id, "assistant", asked.id, id=answer_id, stream_id=stream_id)
        rows = [answer] if self._wish.answers_again else [asked, answer]
        await self._messages.add(rows)
        await self._streams.start(stream_id, talk.id, answer_id, self._wish.caller.id, self._runner)
        if found:
            await self._sessions.change(talk.id, head_id=answer_id, last_activity_at=now())
        event = StartedEvent(
            stream_id=stream_id,
            session_id=talk.id,
            message_id=answer_id,
            parent_id=asked.id,
            user_message=shown(asked, siblings, self._wish.reader_language),
            request_id=as_id(self._wish.request_id),
        ).model_dump_json()
        await self._streams.add_event(stream_id, 1, "chat.started", event)
        return Kept(
            session_id=talk.id,
            stream_id=stream_id,
            user_message_id=asked.id,
            message_id=answer_id,
            question=asked.content,
            language_before=talk.language,
            pinned_language=talk.pinned_language,
            new_session=None if found else summary(talk),
            was_named=talk.title is not None,
            frame=("chat.started", event.encode()),
            masked=asked.masked,
        )

    async def _new_session(self, answer_id: str) -> SessionRow:
        made_id = self._wish.new_session_id or new_id()
        return await self._sessions.add(self._wish.caller.id, head_id=answer_id, id=made_id)

    async def _session(self) -> SessionRow | None:
        """Return the conversation that is meant; nothing when a new one is to be opened."""
        wished = as_id(self._wish.session_id)
        found = await self._sessions.owned(self._wish.caller.id, wished) if wished else None
        if found is None and (self._wish.answers_again or self._wish.replaces):
            raise NotFound("chat.message_missing")
        return found

    async def _asked(
        self, talk: SessionRow | None, session_id: str
    ) -> tuple[MessageRow, list[str]]:
        """Return the question, found for a retry and new otherwise, and its siblings."""
        if talk is None:
            row = self._question(session_id, None)
            return row, [row.id]
        if self._wish.answers_again:
            row = await self._user_message(talk, self._wish.answers_again)
            return row, await self._messages.sibling_ids(row)
        parent_id = talk.head_id
        if self._wish.replaces:
            parent_id = (await self._user_message(talk, self._wish.replaces)).parent_id
        row = self._question(session_id, parent_id)
        return row, [*await self._messages.sibling_ids(row), row.id]

    async def _user_message(self, talk: SessionRow, message_id: str) -> MessageRow:
        key = as_id(message_id)
        found = await self._messages.one(talk.id, key) if key else None
        if found is None or found.role != "user":
            raise NotFound("chat.message_missing")
        return found

    async def _as_before(self) -> Kept | None:
        """Return what this very request has led to, when it was sent before."""
        request = request_of(self._wish)
        asked = await self._messages.asked_as(request) if request else None
        answer = await self._messages.answer_to(asked.id) if asked else None
        if asked is None or answer is None or answer.stream_id is None:
            return None
        return Kept(
            session_id=asked.session_id,
            stream_id=answer.stream_id,
            user_message_id=asked.id,
            message_id=answer.id,
            question=asked.content,
            language_before=None,
            pinned_language=None,
            new_session=None,
            was_named=True,
            frame=("", b""),
            again=True,
        )

    def _question(self, session_id: str, parent_id: str | None) -> MessageRow:
        row = self._row(session_id, "user", parent_id, id=new_id(), request=request_of(self._wish))
        row.content, row.status = self._wish.text or "", "done"
        row.parts = [{"type": "text", "text": row.content}]
        return row

    def _row(self, session_id: str, role: str, parent_id: str | None, **others: Any) -> MessageRow:
        moment: datetime = now()
        return MessageRow(
            session_id=session_id,
            parent_id=parent_id,
            role=role,
            content="",
            parts=[],
            status="streaming",
            masked=self._wish.masked,
            created_at=moment,
            updated_at=moment,
            **others,
        )


def request_of(wish: Wish) -> str | None:
    """Return what makes this request one of its kind: nobody else's can be mistaken for it."""
    request_id = as_id(wish.request_id)
    return f"{wish.caller.id}/{request_id}" if request_id else None
