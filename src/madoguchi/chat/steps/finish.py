"""Step 8: the answer is kept as it ended, in the same transaction as the event that says so."""

import logging
from typing import Any

from pydantic import BaseModel

from madoguchi.chat.messages import reason, shown, summary
from madoguchi.chat.news import News
from madoguchi.chat.repository.messages import MessageRepository
from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.chat.repository.streams import StreamRepository
from madoguchi.chat.round import Problem, Round
from madoguchi.chat.schemas import EndEvent, ErrorEvent
from madoguchi.chat.titles import title_from
from madoguchi.kernel.clock import now
from madoguchi.kernel.conversation import Message
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.ids import new_id
from madoguchi.language.codes import UNKNOWN

STREAM_STATES = {"done": "done", "stopped": "stopped", "interrupted": "interrupted"}
logger = logging.getLogger(__name__)


class Finish:
    """Keeps the answer, the title and the log of the round."""

    def __init__(self, db: Database, news: News) -> None:
        self._db = db
        self._news = news

    async def __call__(self, state: Round) -> None:
        """Close the stream."""
        log, found = state.running.log, state.recognised
        spoken = state.kept.language_before if found.language == UNKNOWN else found.language
        await state.running.pen.settle()
        async with self._db.begin() as session:
            streams, messages = StreamRepository(session), MessageRepository(session)
            how = STREAM_STATES.get(state.status, "failed")
            if not await streams.end(state.kept.stream_id, how):
                return  # someone else has closed it meanwhile: their word stands
            talk = await SessionRepository(session).answered(
                state.kept.session_id, title_from(state.masked.text), spoken
            )
            await messages.recognised(
                state.kept.user_message_id, spoken, state.recognised.confidence
            )
            row = await messages.finish(
                state.kept.message_id,
                content=state.running.pen.text,
                parts=_parts(state),
                status=state.status,
                language=state.language,
                problem=state.problem.stored() if state.problem else None,
            )
            again = state.wish.answers_again
            siblings = await messages.sibling_ids(row) if again else [row.id]
            message = shown(row, siblings, state.wish.reader_language)
            channel, event = _event(state, message, talk.title if talk else None)
            payload, seq = event.model_dump_json(), log.last_seq + 1
            await streams.add_event(state.kept.stream_id, seq, channel, payload)
        log.show([(channel, payload.encode())])
        if talk:
            change = "answered" if state.kept.was_named else "renamed"
            self._news.sessions_changed(talk.owner_id, change, talk.id, summary(talk), log.values)

    def say_unsaved(self, state: Round, failure: AppError) -> None:
        """Tell whoever reads that the end could not be kept; what was shown before it is safe."""
        state.status, state.problem = "failed", Problem(failure.code, failure.key, {})
        message = Message(
            id=state.kept.message_id,
            session_id=state.kept.session_id,
            role="assistant",
            content=state.running.pen.text,
            parts=_parts(state),
            status="failed",
            language=state.language,
            created_at=now(),
            parent_id=state.kept.user_message_id,
            siblings=[state.kept.message_id],
            problem=reason(state.problem.stored(), state.wish.reader_language),
            stream_id=state.kept.stream_id,
        )
        channel, event = _event(state, message, None)
        state.running.log.show([(channel, event.model_dump_json().encode())])

    async def remember(self, state: Round) -> None:
        """Write the log of the round; that it cannot be written must not cost the answer."""
        try:
            async with self._db.begin() as session:
                await StreamRepository(session).log_round(
                    session_id=state.kept.session_id,
                    message_id=state.kept.message_id,
                    model=state.model,
                    language=state.language,
                    status=state.status,
                    reason=state.problem.code if state.problem else None,
                    passages=[found.id for found in state.found],
                    steps=state.steps,
                    prompt_tokens=state.usage.prompt_tokens if state.usage else None,
                    answer_tokens=state.usage.answer_tokens if state.usage else None,
                )
        except AppError:
            logger.warning("the log of a round could not be written", exc_info=True)


def _event(state: Round, message: Message, title: str | None) -> tuple[str, BaseModel]:
    """Return the event that ends the stream, well or not."""
    stream_id, session_id = state.kept.stream_id, state.kept.session_id
    if state.problem is None:
        return "chat.end", EndEvent(
            stream_id=stream_id, session_id=session_id, message=message, title=title
        )
    said = reason(state.problem.stored(), state.wish.reader_language)
    return "chat.error", ErrorEvent(
        stream_id=stream_id,
        session_id=session_id,
        code=state.problem.code,
        message=said.message if said else "",
        trace_id=new_id(),
        answer=message,
    )


def _parts(state: Round) -> list[dict[str, Any]]:
    text = state.running.pen.text
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}] if text else []
    return parts + [citation.model_dump() for citation in state.citations]
