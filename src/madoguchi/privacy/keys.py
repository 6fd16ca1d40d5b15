"""The key of one conversation: two halves in two places, and what is made of both."""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.sealing import KEY_BYTES, MasterKey, Sealer
from madoguchi.privacy.grammar import Hideable
from madoguchi.privacy.repository.vault import Mark, Sealed, Wrapped
from madoguchi.privacy.sameness import folded
from madoguchi.privacy.talk import Talk


class HalfMissing(Unavailable):
    """One half of a conversation's key is gone: what lies under it cannot be opened any more."""


class ConversationKey:
    """Seals the values of one conversation, and marks them so that they are found again."""

    def __init__(self, talk: Talk, key_id: str, inner: bytes, share: bytes) -> None:
        self.talk, self.key_id = talk, key_id
        derive = HKDF(SHA256(), 2 * KEY_BYTES, salt=share, info=b"madoguchi vault")
        made = derive.derive(inner)
        self._sealer, self._marking = Sealer(made[:KEY_BYTES]), made[KEY_BYTES:]

    def mark(self, kind: Hideable, value: str) -> Mark:
        """Return what all ways of writing a value have in common, so that nobody can read it."""
        same = f"{kind}\0{folded(kind, value)}".encode()
        return kind, hmac.digest(self._marking, same, hashlib.sha256)

    def seal(self, kind: Hideable, number: int, value: str) -> bytes:
        """Seal what a placeholder stands for."""
        return self._sealer.seal(value.encode(), self._about(kind, number))

    def open(self, row: Sealed) -> str:
        """Return what a placeholder stands for."""
        return self._sealer.open(row.sealed, self._about(row.kind, row.number)).decode()

    def _about(self, kind: Hideable, number: int) -> str:
        return f"vault value/{self.talk.id}/{kind}/{number}/{self.key_id}"


def new_half() -> bytes:
    """Return one half of a key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(talk: Talk, key_id: str, inner: bytes, master: MasterKey) -> Wrapped:
    """Return the half for the database, under a master key."""
    about = _about_half(talk.id, key_id, master.id)
    return Wrapped(talk.id, talk.owner_id, key_id, master.sealer.seal(inner, about), master.id)


def unwrap(row: Wrapped, master: MasterKey) -> bytes:
    """Return the half that lies in the database."""
    about = _about_half(row.conversation_id, row.key_id, master.id)
    return master.sealer.open(row.wrapped, about)


def _about_half(conversation_id: str, key_id: str, master_id: str) -> str:
    return f"vault key/{conversation_id}/{key_id}/{master_id}"
