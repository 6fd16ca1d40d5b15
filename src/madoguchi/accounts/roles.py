"""What each role may do. Least privilege: a door that nobody was given stays shut."""

from typing import Final

from madoguchi.kernel.http import EVERYTHING

VISITOR: Final = "visitor"
_CHAT = frozenset({"chat.use", "knowledge.read", "settings.public"})
_FILES = frozenset({"files.read", "files.write", "files.share"})
REVEAL: Final = frozenset({"chat.reveal"})
"""To send to the model as it is what was taken for personal."""
_MEMBER = _CHAT | _FILES | REVEAL | {"accounts.keys", "accounts.password", "jobs.read"}

ROLES: Final[dict[str, frozenset[str]]] = {
    VISITOR: _CHAT,
    "member": _MEMBER,
    "operator": _MEMBER | {"learning.read", "learning.start", "privacy.look"},
    "admin": frozenset({EVERYTHING}),
}
LOCKED_OUT: Final = frozenset({"settings.public"})
"""What a visitor may do where one must sign in to chat."""


def of_visitors(*, chat: bool, reveal: bool) -> frozenset[str]:
    """Return what visitors may do here."""
    if not chat:
        return LOCKED_OUT
    return ROLES[VISITOR] | REVEAL if reveal else ROLES[VISITOR]
