"""Exchanging the master key: every conversation's key is wrapped anew, batch by batch."""

from collections.abc import Callable

from madoguchi.kernel.db import Database, Transaction
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.sealing import Keyring, MasterKey
from madoguchi.privacy.keys import unwrap, wrap
from madoguchi.privacy.repository.vault import VaultRepository, Wrapped
from madoguchi.privacy.schemas import Master, VaultStatus
from madoguchi.privacy.talk import Talk

BATCH = 200


class Rotation:
    """Puts all keys under the newest master key. Broken off anywhere, it goes on from there."""

    def __init__(self, db: Database, keyring: Keyring) -> None:
        self._db = db
        self._keyring = keyring

    async def rewrap(self, moved: Callable[[int], None]) -> int:
        """Move every key; return how many there were."""
        count = 0
        while some := await self._db.again(self._batch):
            count += some
            moved(count)
        return count

    async def strike(self) -> set[str]:
        """Strike master keys that nothing lies under; return the ids of those still needed."""
        async with self._db.begin() as session:
            repository = VaultRepository(session)
            await repository.strike_masters_but(self._keyring.newest.id)
            return await repository.master_ids()

    async def status(self) -> VaultStatus:
        """Tell which master keys are needed, and for how much."""
        newest = self._keyring.newest
        async with self._db.read() as session:
            repository = VaultRepository(session)
            found = await repository.masters()
            waiting = await repository.erasures_waiting()
        masters = [
            Master(
                id=key_id,
                known_since=since,
                conversations=count,
                here=self._keyring.find(key_id) is not None,
                newest=key_id == newest.id,
            )
            for key_id, since, count in found
        ]
        return VaultStatus(masters=masters, erasures_waiting=waiting)

    async def _batch(self, session: Transaction) -> int:
        newest, repository = self._keyring.newest, VaultRepository(session)
        rows = await repository.under_others(newest.id, BATCH)
        if rows:
            await repository.record_master(newest.id)
            await repository.rewrap([self._anew(row, newest) for row in rows])
        return len(rows)

    def _anew(self, row: Wrapped, newest: MasterKey) -> Wrapped:
        master = self._keyring.find(row.master_id)
        if master is None:
            raise Unavailable("vault.wrong_key")
        talk = Talk(row.conversation_id, row.owner_id)
        return wrap(talk, row.key_id, unwrap(row, master), newest)
