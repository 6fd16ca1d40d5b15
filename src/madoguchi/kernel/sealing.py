"""Secrets that lie in the database: sealed with a key that lies elsewhere."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madoguchi.kernel.errors import Unavailable

KEY_BYTES, NONCE_BYTES = 32, 12


class Sealer:
    """Seals with AES-256-GCM; what was altered, or sealed with another key, does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, text: bytes, about: str) -> bytes:
        """Return the sealed text; it opens only as being ``about`` the same thing."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed."""
        try:
            nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return self._cipher.decrypt(nonce, rest, about.encode())
        except (InvalidTag, ValueError) as error:
            raise Unavailable("secret.wrong_key") from error


@dataclass(frozen=True)
class MasterKey:
    """A key of this installation, known by an id that does not give it away."""

    secret: bytes = field(repr=False)

    @cached_property
    def id(self) -> str:
        """Its id."""
        return hashlib.sha256(b"madoguchi master key\0" + self.secret).hexdigest()[:16]

    @cached_property
    def sealer(self) -> Sealer:
        """What seals with it."""
        return Sealer(self.secret)


class MasterKeys(Protocol):
    """Where the keys of this installation lie; another process may change them at any time."""

    def known(self) -> Sequence[MasterKey]:
        """Return every key that still opens something, the newest first."""
        ...


class Keyring:
    """Seals with the newest key; opens what any key that is still known has sealed."""

    def __init__(self, keys: MasterKeys) -> None:
        self._keys = keys

    @property
    def newest(self) -> MasterKey:
        """The key that seals."""
        return self._keys.known()[0]

    def find(self, key_id: str) -> MasterKey | None:
        """Return a key by its id."""
        return next((key for key in self._keys.known() if key.id == key_id), None)

    def seal(self, text: bytes, about: str) -> bytes:
        """Return the sealed text; it opens only as being ``about`` the same thing."""
        return self.newest.sealer.seal(text, about)

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed."""
        newest, *former = self._keys.known()
        for key in former:
            try:
                return key.sealer.open(sealed, about)
            except Unavailable:
                continue
        return newest.sealer.open(sealed, about)
