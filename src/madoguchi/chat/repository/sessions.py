"""SQL of conversations."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.chat.tables import MessageRow, SessionRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Glance
from madoguchi.kernel.ids import new_id

ADD = insert(SessionRow.__table__)  # type: ignore[arg-type]
OWNED = Glance(
    select(SessionRow.id).where(
        SessionRow.id == bindparam("session"), SessionRow.owner_id == bindparam("owner")
    )
)
NO_SYNC = {"synchronize_session": False}
"""Nothing of the changed rows is held in memory: there is nothing to bring up to date."""


class SessionRepository:
    """Reads and writes conversations inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        owner_id: str,
        title: str | None = None,
        head_id: str | None = None,
        id: str | None = None,
    ) -> SessionRow:
        """Open a conversation."""
        moment = now()
        values = {
            "id": id or new_id(),
            "owner_id": owner_id,
            "title": title,
            "language": None,
            "pinned_language": None,
            "head_id": head_id,
            "created_at": moment,
            "updated_at": moment,
            "last_activity_at": moment,
        }
        await self._session.execute(ADD, values)
        return SessionRow(**values)

    async def owned(self, owner_id: str, session_id: str) -> SessionRow | None:
        """Return a conversation if it is this person's."""
        query = select(SessionRow).where(SessionRow.id == session_id)
        return await self._session.scalar(query.where(SessionRow.owner_id == owner_id))

    async def newest(
        self, owner_id: str, search: str, limit: int, hidden: Mapping[str, Collection[str]]
    ) -> list[SessionRow]:
        """Return conversations, the liveliest first; ``search`` looks at titles and messages.

        ``hidden`` is how the same stands in some of them, by conversation.
        """
        query = select(SessionRow).where(SessionRow.owner_id == owner_id)
        if search:
            elsewise = [
                (SessionRow.id == talk_id) & _says(way)
                for talk_id, ways in hidden.items()
                for way in ways
            ]
            query = query.where(or_(_says(search), *elsewise))
        query = query.order_by(SessionRow.last_activity_at.desc(), SessionRow.id).limit(limit)
        return list((await self._session.scalars(query)).all())

    async def existing(self, session_ids: Collection[str]) -> set[str]:
        """Return those of these conversations that there are."""
        query = select(SessionRow.id).where(SessionRow.id.in_(session_ids))
        return set((await self._session.scalars(query)).all())

    async def change(self, session_id: str, **values: object) -> None:
        """Change some fields."""
        query = update(SessionRow).where(SessionRow.id == session_id)
        await self._session.execute(
            query.values(updated_at=now(), **values), execution_options=NO_SYNC
        )

    async def answered(
        self, session_id: str, title: str, language: str | None
    ) -> SessionRow | None:
        """Note an answer; the title is set unless there is one already."""
        moment = now()
        query = (
            update(SessionRow)
            .where(SessionRow.id == session_id)
            .values(
                title=func.coalesce(SessionRow.title, title),
                language=language,
                updated_at=moment,
                last_activity_at=moment,
            )
            .returning(SessionRow)
        )
        return await self._session.scalar(query, execution_options=NO_SYNC)

    async def remove(self, session_id: str) -> None:
        """Delete a conversation and everything in it."""
        await self._session.execute(delete(SessionRow).where(SessionRow.id == session_id))


def _says(words: str) -> ColumnElement[bool]:
    """Tell whether a title or a message of a conversation holds these words."""
    escaped = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    pattern = f"%{escaped}%"
    said = select(MessageRow.session_id).where(
        MessageRow.session_id == SessionRow.id, MessageRow.content.ilike(pattern, escape="\\")
    )
    return SessionRow.title.ilike(pattern, escape="\\") | said.exists()


async def is_owned(db: Database, owner_id: str, session_id: str) -> bool:
    """Tell whether a conversation is this person's."""
    return bool(await db.glance(OWNED, {"session": session_id, "owner": owner_id}))
