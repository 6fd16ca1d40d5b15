"""Exchanging the key of this installation, wherever something was sealed with it."""

from collections.abc import Callable

from pydantic import BaseModel

from madoguchi.entry.master_keys import TurningKeys
from madoguchi.kernel.db import Database
from madoguchi.kernel.sealing import Keyring
from madoguchi.learning.resealing import reseal_headers
from madoguchi.privacy.rotating import Rotation


class Turned(BaseModel):
    """What was put under the newest key."""

    key: str
    conversations: int
    sources: int


async def turn_keys(db: Database, keys: TurningKeys, moved: Callable[[int], None]) -> Turned:
    """Have a new key, put everything under it, and only then let go of the former one.

    Killed anywhere, it goes on where it was: which keys there are says that it is not done.
    """
    keys.begin()
    keyring = Keyring(keys)
    rotation = Rotation(db, keyring)
    newest, conversations, needed = keyring.newest.id, 0, {""}
    while needed - {newest}:  # a server may use the former key until it looks for the newest
        conversations += await rotation.rewrap(moved)
        needed = await rotation.strike()
    sources = await reseal_headers(db, keyring)
    keys.end(needed)
    return Turned(key=newest, conversations=conversations, sources=sources)
