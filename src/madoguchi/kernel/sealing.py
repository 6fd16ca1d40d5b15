"""Secrets that lie in the database: sealed with a key that lies elsewhere."""

import secrets

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
