"""Sealing what was sealed with a former key once more, with the newest."""

from madoguchi.kernel.db import Database
from madoguchi.kernel.sealing import Keyring
from madoguchi.learning.repository.sources import SourceRepository


async def reseal_headers(db: Database, keyring: Keyring) -> int:
    """Seal the headers of protected sites anew; return how many sources have any."""
    count = 0
    async with db.begin() as session:
        for row in await SourceRepository(session).all():
            if row.headers is not None:
                row.headers = keyring.seal(keyring.open(row.headers, row.id), row.id)
                count += 1
    return count
