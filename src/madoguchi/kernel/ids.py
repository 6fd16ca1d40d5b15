"""Identifiers are UUIDs; what arrives from outside is checked before it meets the database."""

from uuid import UUID, uuid4


def new_id() -> str:
    """Return a new random id."""
    return str(uuid4())


def as_id(text: str | None) -> str | None:
    """Return ``text`` as a canonical UUID, or nothing when it is blank, null or malformed."""
    if text is None or len(text) > 64:
        return None
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None
