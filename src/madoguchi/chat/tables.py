"""Tables of the chat room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table

RUNNING = text("state = 'running'")


class SessionRow(Table):
    """One conversation. ``head_id`` is the newest message of the branch that is shown."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_owner_activity", "owner_id", "last_activity_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str]
    title: Mapped[str | None]
    language: Mapped[str | None]
    pinned_language: Mapped[str | None]
    head_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_activity_at: Mapped[datetime]


class MessageRow(Table):
    """One message. Edits and retries add siblings under the same parent; nothing is overwritten."""

    __tablename__ = "messages"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[str | None]
    request: Mapped[str | None] = mapped_column(unique=True)
    role: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    masked: Mapped[bool] = mapped_column(server_default=false())
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    status: Mapped[str]
    language: Mapped[str | None]
    confidence: Mapped[float | None]
    problem: Mapped[dict[str, str] | None] = mapped_column(JSON)
    stream_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class StreamRow(Table):
    """One answer on its way. Only one runs in a session; who runs it must keep its lease fresh."""

    __tablename__ = "streams"
    __table_args__ = (
        Index(
            "uq_streams_one_running",
            "session_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index("ix_streams_state", "state"),
        Index("ix_streams_ended_at", "ended_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[str]
    owner_id: Mapped[str]
    state: Mapped[str]
    runner: Mapped[str]
    lease_until: Mapped[datetime]
    stop_wished: Mapped[bool] = mapped_column(server_default=false())
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class EventRow(Table):
    """One numbered event, committed before anyone is shown it."""

    __tablename__ = "stream_events"

    stream_id: Mapped[str] = mapped_column(
        ForeignKey("streams.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    payload: Mapped[str] = mapped_column(Text)


class SessionLogRow(Table):
    """How one round went: what was found, who answered, how long each step took, why it failed."""

    __tablename__ = "session_logs"

    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[str]
    created_at: Mapped[datetime]
    model: Mapped[str | None]
    language: Mapped[str | None]
    status: Mapped[str]
    reason: Mapped[str | None]
    passages: Mapped[list[str]] = mapped_column(JSON)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    prompt_tokens: Mapped[int | None]
    answer_tokens: Mapped[int | None]
