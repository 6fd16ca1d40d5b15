"""Rows of messages turned into what the reader sees."""

from collections.abc import Iterable
from typing import cast

from pydantic import TypeAdapter

from madoguchi.chat.schemas import SessionSummary
from madoguchi.chat.tables import MessageRow, SessionRow
from madoguchi.kernel.conversation import (
    Citation,
    Message,
    Part,
    Reason,
    Role,
    Status,
    TextPart,
)
from madoguchi.kernel.words import known, say

PARTS: TypeAdapter[list[Part]] = TypeAdapter(list[Part])


def summary(row: SessionRow) -> SessionSummary:
    """Return a conversation as the list shows it."""
    return SessionSummary(
        id=row.id,
        title=row.title,
        pinned_language=row.pinned_language,
        created_at=row.created_at,
        updated_at=row.updated_at,
        last_activity_at=row.last_activity_at,
    )


def branch(rows: list[MessageRow], head_id: str | None) -> list[MessageRow]:
    """Return the messages from the first one down to ``head_id``."""
    by_id = {row.id: row for row in rows}
    found: list[MessageRow] = []
    place = by_id.get(head_id or "")
    while place is not None:
        found.append(place)
        place = by_id.get(place.parent_id or "")
    return found[::-1]


def newest_below(rows: list[MessageRow], message_id: str) -> str:
    """Return the end of the newest branch that goes through a message."""
    children = {row.parent_id: row.id for row in rows}  # rows come oldest first: the last one wins
    while message_id in children:
        message_id = children[message_id]
    return message_id


def places(rows: Iterable[MessageRow]) -> dict[tuple[str | None, str], list[str]]:
    """Return the ids of all messages at each place (parent and role), oldest first."""
    found: dict[tuple[str | None, str], list[str]] = {}
    for row in rows:
        found.setdefault((row.parent_id, row.role), []).append(row.id)
    return found


def shown(row: MessageRow, siblings: list[str], language: str) -> Message:
    """Return a message as the reader sees it."""
    return Message.model_construct(
        id=row.id,
        session_id=row.session_id,
        role=cast(Role, row.role),
        content=row.content,
        parts=PARTS.validate_python(row.parts),
        status=cast(Status, row.status),
        language=row.language,
        confidence=row.confidence,
        created_at=row.created_at,
        parent_id=row.parent_id,
        siblings=siblings,
        hidden=[],
        problem=reason(row.problem, language),
        stream_id=row.stream_id,
    )


def growing(messages: list[Message], message_id: str, said: str) -> list[Message]:
    """Return messages with what has been said of the one that is on its way."""
    now = {"content": said, "parts": [TextPart(text=said)] if said else []}
    return [each.model_copy(update=now) if each.id == message_id else each for each in messages]


def citations(row: MessageRow) -> list[Citation]:
    """Return where an answer comes from."""
    parts = PARTS.validate_python(row.parts)
    return [part for part in parts if isinstance(part, Citation)]


def reason(problem: dict[str, str] | None, language: str) -> Reason | None:
    """Return why an answer did not end well, in the reader's words."""
    if not problem:
        return None
    facts = {name: value for name, value in problem.items() if name not in ("code", "key")}
    key = problem["key"] if known(problem["key"]) else "internal_short"
    return Reason(code=problem["code"], message=say(key, language, **facts))
