"""Values of conversations that never came to be: a process died between hiding and keeping."""

from datetime import timedelta

from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.privacy.vault import Vault

OLD_ENOUGH = timedelta(hours=1)
"""No message waits that long to be kept."""


class Orphans:
    """Erases them."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    async def sweep(self, after: str) -> tuple[str | None, int]:
        """Look at some conversations behind this one; return the last of them, and how many went.

        Returns no last one when there are no more.
        """
        talk_ids = await self._vault.made_before(now() - OLD_ENOUGH, after)
        if not talk_ids:
            return None, 0
        async with self._db.begin() as session:
            orphans = set(talk_ids) - await SessionRepository(session).existing(talk_ids)
            for talk_id in sorted(orphans):
                await self._vault.erase(session, talk_id)
        return talk_ids[-1], len(orphans)
