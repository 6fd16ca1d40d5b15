"""What lies below the memory of the cache: places that may be away, full or damaged."""

import hashlib
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from madoguchi.kernel.errors import Unavailable

MAGIC = b"mdg1"
"""Raised when the form of what is kept changes: the form before is not read any more."""
DIGEST_BYTES = 16
GENERATION = re.compile(r"[0-9]{20}[0-9a-f]{8}")
QUICK = 1
logger = logging.getLogger(__name__)


class Place(NamedTuple):
    """Where a value is kept: ``address`` is a keyed hash, for keys may hold what a person asked."""

    namespace: str
    generation: str
    address: str


class Damaged(Exception):
    """What was kept cannot be read any more, or was kept by another version."""


class Level(Protocol):
    """One place below memory; any call may raise one of ``FAILURES``."""

    name: str

    async def get(self, place: Place) -> tuple[bytes, float] | None:
        """Return a value and how many seconds it has left."""
        ...

    async def set(self, place: Place, value: bytes, ttl_s: float) -> None:
        """Keep a value; leaving it out is allowed."""
        ...

    async def drop(self, place: Place) -> None:
        """Forget one value."""
        ...

    async def generation(self, namespace: str) -> str:
        """Return the generation that was noted last, or nothing."""
        ...

    async def note_generation(self, namespace: str, generation: str) -> None:
        """Note a generation; when that fails, the one before must not be read again either."""
        ...


FAILURES = (OSError, Unavailable, Damaged)


class Outages:
    """Notes an outage of a level once, when it begins."""

    def __init__(self) -> None:
        self._failing: set[tuple[str, str]] = set()

    @contextmanager
    def survived(self, level: Level, act: str) -> Iterator[None]:
        """Go on after a failure of ``level``."""
        try:
            yield
        except FAILURES as error:
            if all(name != level.name for name, _ in self._failing):
                reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
                logger.warning("the cache goes on without %s: %s", level.name, reason)
            self._failing.add((level.name, act))
        else:
            self._failing.discard((level.name, act))


def as_generation(noted: bytes) -> str:
    """Return a generation as it was noted, or nothing when that is none."""
    text = noted.decode("ascii", "replace")
    return text if GENERATION.fullmatch(text) else ""


def seal(content: bytes) -> bytes:
    """Return ``content`` in the form in which it leaves memory."""
    body = zlib.compress(content, QUICK)
    return MAGIC + _digest(body) + body


def unseal(sealed: bytes) -> bytes:
    """Return what was sealed; raises Damaged when a byte of it is wrong."""
    start = len(MAGIC) + DIGEST_BYTES
    body = sealed[start:]
    if sealed[:start] != MAGIC + _digest(body):
        raise Damaged
    return zlib.decompress(body)


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=DIGEST_BYTES).digest()
