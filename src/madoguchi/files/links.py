"""Links that open one file for a while, for whoever holds them."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Forbidden, Unavailable
from madoguchi.kernel.ids import new_id

KEY_BYTES: Final = 32


class Links:
    """Signs, and checks signatures, with a key of the home. Without that file every link ends."""

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file
        self._known: bytes | None = None

    def sign(self, file_id: str, until: int) -> str:
        """Return the signature that opens a file until then."""
        text = f"file {file_id} until {until}"
        return hmac.new(self._key(), text.encode(), hashlib.sha256).hexdigest()

    def check(self, file_id: str, until: str, signature: str) -> None:
        """Raise unless this signature was given for this file and this time, and still holds."""
        if not (until.isascii() and until.isdigit() and len(until) < 12 and signature.isascii()):
            raise Forbidden("files.link_wrong")
        if not hmac.compare_digest(self.sign(file_id, int(until)), signature):
            raise Forbidden("files.link_wrong")
        if int(until) < now_s():
            raise Forbidden("files.link_over")

    def _key(self) -> bytes:
        if self._known is None:
            try:
                self._known = _read_or_make(self._key_file)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise Unavailable("files.no_key", file=self._key_file, reason=reason) from error
        return self._known


def now_s() -> float:
    """Return the seconds that links are counted in."""
    return now().timestamp()


def _read_or_make(file: Path) -> bytes:
    with suppress(FileNotFoundError):
        return file.read_bytes()
    fresh = file.with_name(f"{file.name}.{new_id()}")
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    with suppress(FileExistsError):  # of several processes the first decides
        file.hardlink_to(fresh)
    fresh.unlink()
    return file.read_bytes()
