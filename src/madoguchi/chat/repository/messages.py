"""SQL of messages."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.chat.tables import MessageRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Glance

ADD = insert(MessageRow.__table__)  # type: ignore[arg-type]
COLUMNS = tuple(column.key for column in MessageRow.__table__.columns)
ASKED_AS = Glance(select(MessageRow.id).where(MessageRow.request == bindparam("request")))
FRESH = {"synchronize_session": False, "populate_existing": True}


class MessageRepository:
    """Reads and writes messages inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all_of(self, session_id: str) -> list[MessageRow]:
        """Return every message of every branch, oldest first."""
        query = select(MessageRow).where(MessageRow.session_id == session_id)
        query = query.order_by(MessageRow.created_at, MessageRow.role.desc(), MessageRow.id)
        return list((await self._session.scalars(query)).all())

    async def one(self, session_id: str, message_id: str) -> MessageRow | None:
        """Return one message of a conversation."""
        query = select(MessageRow).where(
            MessageRow.id == message_id, MessageRow.session_id == session_id
        )
        return await self._session.scalar(query)

    async def any_with_id(self, message_id: str) -> MessageRow | None:
        """Return a message by its id alone; whose it is must be checked by the caller."""
        return await self._session.get(MessageRow, message_id)

    async def asked_as(self, request: str) -> MessageRow | None:
        """Return the user message that came with this very request before."""
        return await self._session.scalar(select(MessageRow).where(MessageRow.request == request))

    async def answer_to(self, user_message_id: str) -> MessageRow | None:
        """Return the newest answer to a user message."""
        query = select(MessageRow).where(MessageRow.parent_id == user_message_id)
        return await self._session.scalar(query.order_by(MessageRow.created_at.desc()).limit(1))

    async def sibling_ids(self, row: MessageRow) -> list[str]:
        """Return the ids of all messages at the same place, oldest first."""
        query = select(MessageRow.id).where(
            MessageRow.session_id == row.session_id,
            MessageRow.parent_id == row.parent_id,
            MessageRow.role == row.role,
        )
        return list((await self._session.scalars(query.order_by(MessageRow.created_at))).all())

    async def add(self, rows: list[MessageRow]) -> None:
        """Keep new messages."""
        values = [{name: getattr(row, name) for name in COLUMNS} for row in rows]
        await self._session.execute(ADD, values)

    async def finish(
        self,
        message_id: str,
        *,
        content: str,
        parts: list[dict[str, Any]],
        status: str,
        problem: dict[str, str] | None,
        language: str | None = None,
    ) -> MessageRow:
        """Keep an answer as it ended, and return it."""
        query = (
            update(MessageRow)
            .where(MessageRow.id == message_id)
            .values(
                content=content,
                parts=parts,
                status=status,
                language=language,
                problem=problem,
                updated_at=now(),
            )
            .returning(MessageRow)
        )
        rows = await self._session.scalars(query, execution_options=FRESH)
        return rows.one()

    async def recognised(self, message_id: str, language: str | None, confidence: float) -> None:
        """Note which language a question is in."""
        query = update(MessageRow).where(MessageRow.id == message_id)
        values = {"language": language, "confidence": confidence}
        await self._session.execute(
            query.values(**values), execution_options={"synchronize_session": False}
        )


async def was_asked(db: Database, request: str) -> bool:
    """Tell whether this very request came before."""
    return bool(await db.glance(ASKED_AS, {"request": request}))
