"""The privacy room, put together."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from madoguchi.entry.file_store import store_of
from madoguchi.entry.guarding import contact_detector
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Surroundings
from madoguchi.entry.library import LearnedLibrary
from madoguchi.entry.master_keys import TurningKeys, keys_of
from madoguchi.files.failures import Damaged
from madoguchi.files.keys import key_of
from madoguchi.files.ports import Store
from madoguchi.kernel.jobs import Enqueue
from madoguchi.kernel.sealing import Keyring
from madoguchi.knowledge.catalogue import Catalogue
from madoguchi.privacy.choices import Choices
from madoguchi.privacy.contacts import Contacts
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.guard import Guard, Switches
from madoguchi.privacy.levels import Levels
from madoguchi.privacy.overview import Overview
from madoguchi.privacy.rotating import Rotation
from madoguchi.privacy.rules import Rules
from madoguchi.privacy.vault import Vault

SHARES = "vault"
"""The folder of the home, or the part of the bucket, that no backup may hold with the database."""


class StoredShares:
    """Keeps halves of keys where files are kept, which is never in the database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, key_id: str, share: bytes) -> None:
        """Keep a half; it lasts when this returns."""
        await self._store.put(key_of(key_id), _whole(share))

    async def get(self, key_id: str) -> bytes | None:
        """Return a half, or nothing when it is gone."""
        try:
            reading = await self._store.open(key_of(key_id))
            return b"".join([piece async for piece in reading.pieces])
        except Damaged:
            return None

    async def destroy(self, key_id: str) -> None:
        """Forget a half for good; one that is not there is no fault."""
        await self._store.delete(key_of(key_id))


async def _whole(share: bytes) -> AsyncIterator[bytes]:
    yield share


@dataclass
class PrivacyRoom:
    """What the other rooms, the jobs and the commands take from it."""

    vault: Vault
    guard: Guard
    choices: Choices
    decisions: Decisions
    rotation: Rotation
    keys: TurningKeys
    services: dict[type[Any], Any]
    """What the doors and tasks may ask for."""


def privacy_room(
    around: Surroundings, home: Home, enqueue: Enqueue, decisions: Decisions
) -> PrivacyRoom:
    """Put it together."""
    db = around.db
    keys = keys_of(around.settings, home.folder)
    keyring = Keyring(keys)
    shares = StoredShares(store_of(around.settings, home, SHARES))
    vault = Vault(db, keyring, shares, enqueue)
    switches = Switches(around.settings.guard.mask, around.settings.guard.restore)
    guard, rotation = Guard(decisions, vault, switches), Rotation(db, keyring)
    library = LearnedLibrary(Catalogue(db))
    found = (
        vault,
        guard,
        Overview(db, switches, rotation),
        Rules(db, decisions),
        Contacts(db, library, contact_detector(), enqueue),
        Levels(db, library),
    )
    services: dict[type[Any], Any] = {type(each): each for each in found}
    return PrivacyRoom(vault, guard, Choices(db, guard), decisions, rotation, keys, services)
