"""How the guard stands: what it has counted, its keys, and who has looked behind it."""

from datetime import timedelta

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.privacy.guard import Switches
from madoguchi.privacy.repository.contacts import ContactRepository
from madoguchi.privacy.repository.counts import CountRepository
from madoguchi.privacy.repository.decisions import DecisionRepository
from madoguchi.privacy.repository.vault import VaultRepository
from madoguchi.privacy.rotating import Rotation
from madoguchi.privacy.schemas import DayCount, GuardState, Look

KEPT_DAYS = 90


class Overview:
    """Tells an administrator how it goes: kinds and numbers, never values."""

    def __init__(self, db: Database, switches: Switches, rotation: Rotation) -> None:
        self._db = db
        self._switches = switches
        self._rotation = rotation

    async def state(self) -> GuardState:
        """Return how the guard stands."""
        async with self._db.read() as session:
            rules = await DecisionRepository(session).count_rules(active=True)
            proposed = await ContactRepository(session).count("proposed")
        return GuardState(
            masks=self._switches.mask,
            restores=self._switches.restore,
            rules=rules,
            proposed=proposed,
            vault=await self._rotation.status(),
        )

    async def counts(self, days: int) -> list[DayCount]:
        """Return how much was newly hidden on each of the last days."""
        async with self._db.read() as session:
            return await CountRepository(session).since(now().date() - timedelta(days=days - 1))

    async def looks(self, limit: int) -> list[Look]:
        """Return who has looked at originals, the last before the others."""
        async with self._db.read() as session:
            return await VaultRepository(session).looks(limit)

    async def forget_old_counts(self) -> None:
        """Forget counts that are kept long enough."""
        async with self._db.begin() as session:
            oldest = now().date() - timedelta(days=KEPT_DAYS - 1)
            await CountRepository(session).forget_before(oldest)
