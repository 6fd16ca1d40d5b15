"""Links that open one file for a while, for whoever holds them."""

import hashlib
import hmac
import secrets
from typing import Final

from madoguchi.files.repository import FileRepository
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Forbidden

KEY_BYTES: Final = 32


class Links:
    """Signs, and checks signatures, with a key that everyone has who shares the database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: bytes | None = None

    async def sign(self, file_id: str, until: int) -> str:
        """Return the signature that opens a file until then."""
        text = f"file {file_id} until {until}"
        return hmac.new(await self._key(), text.encode(), hashlib.sha256).hexdigest()

    async def check(self, file_id: str, until: str, signature: str) -> None:
        """Raise unless this signature was given for this file and this time, and still holds."""
        if not (until.isascii() and until.isdigit() and len(until) < 12 and signature.isascii()):
            raise Forbidden("files.link_wrong")
        if not hmac.compare_digest(await self.sign(file_id, int(until)), signature):
            raise Forbidden("files.link_wrong")
        if int(until) < now_s():
            raise Forbidden("files.link_over")

    async def _key(self) -> bytes:
        if self._known is None:
            async with self._db.begin() as session:
                fresh = secrets.token_bytes(KEY_BYTES)
                self._known = await FileRepository(session).link_key(fresh)
        return self._known


def now_s() -> float:
    """Return the seconds that links are counted in."""
    return now().timestamp()
