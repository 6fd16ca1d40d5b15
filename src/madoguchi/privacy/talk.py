"""Whose conversation it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """A conversation, and whose it is."""

    id: str
    owner_id: str
