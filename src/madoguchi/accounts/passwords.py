"""Passwords hashed with argon2id; secrets that are made here, and the slowing of guesses."""

import asyncio
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from madoguchi.kernel.errors import TooMany
from madoguchi.kernel.pace import Pace

SHORTEST_PASSWORD = 8
WINDOW_S = 300.0
TRIES, TRIES_FROM_AN_ADDRESS, TRIES_AT_A_NAME = 8, 40, 400

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
    """Counts tries at a password; too many close the door for a while.

    It closes for one name from one address, so that strangers cannot lock anybody out; very many
    from one address, or at one name from everywhere, are guessing all the same.
    """

    def __init__(self) -> None:
        self._pace = Pace(WINDOW_S)

    def count(self, name: str, address: str) -> None:
        """Count a try before it is judged; or refuse it."""
        limits = (TRIES, TRIES_FROM_AN_ADDRESS, TRIES_AT_A_NAME)
        if wait_s := self._pace.count(dict(zip(_keys(name, address), limits, strict=True))):
            raise TooMany("accounts.too_many_tries", wait_s=wait_s, minutes=-(-wait_s // 60))

    def right(self, name: str, address: str) -> None:
        """Forget the tries of someone who knew; they were no guess."""
        both, *others = _keys(name, address)
        self._pace.forget(both)
        self._pace.take_back(*others)


def _keys(name: str, address: str) -> tuple[str, str, str]:
    called = name.casefold()
    return f"both {address} {called}", f"address {address}", f"name {called}"
