"""Passwords hashed with argon2id; secrets that are made here, and the slowing of guesses."""

import asyncio
import hashlib
import secrets
import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from madoguchi.kernel.errors import TooMany

SHORTEST_PASSWORD = 8
TRIES, WINDOW_S = 8, 300.0
MOST_REMEMBERED = 10_000

# OWASP's second choice: 19 MiB and two passes cost a guesser dearly, and us little memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_urlsafe())


def new_secret(prefix: str = "") -> str:
    """Return a fresh secret of 256 bits."""
    return prefix + secrets.token_urlsafe(32)


def new_password() -> str:
    """Return a password that can be copied from a terminal without doubt about its letters."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def digest(secret: str) -> str:
    """Return what is kept of a secret with full entropy."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return await asyncio.to_thread(_hasher.hash, password)


async def is_password(kept: str | None, password: str) -> bool:
    """Tell whether the password is right; unknown names take as long as known ones."""
    return await asyncio.to_thread(_verify, kept or _NOBODY, password) and kept is not None


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False


class Guesses:
    """Counts tries by name and by address; too many close the door for a while."""

    def __init__(self) -> None:
        self._tries: dict[str, list[float]] = {}

    def count(self, *keys: str) -> None:
        """Count a try before it is judged, so that many at once are no way around; or refuse it."""
        for key in keys:
            recent = self._recent(key)
            if len(recent) >= TRIES:
                wait_s = int(WINDOW_S - (time.monotonic() - recent[0])) + 1
                raise TooMany("accounts.too_many_tries", minutes=-(-wait_s // 60))
        if len(self._tries) > MOST_REMEMBERED:
            self._tries.clear()
        for key in keys:
            self._tries[key] = [*self._recent(key), time.monotonic()]

    def right(self, *keys: str) -> None:
        """Forget the tries of someone who knew."""
        for key in keys:
            self._tries.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = time.monotonic() - WINDOW_S
        return [moment for moment in self._tries.get(key, []) if moment > since]
