"""The keys of this installation: in a file of the home, or given in the settings."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from madoguchi.entry.settings import Settings
from madoguchi.kernel.errors import Invalid, Unavailable
from madoguchi.kernel.sealing import KEY_BYTES, Keyring, MasterKey, MasterKeys


class TurningKeys(MasterKeys, Protocol):
    """Keys that can be exchanged for a new one, step by step, and after a crash go on."""

    def begin(self) -> None:
        """Have a new key besides those known; one that a broken-off exchange has made serves."""
        ...

    def end(self, needed: Collection[str]) -> None:
        """Let go of every former key but those still needed."""
        ...


class KeyFile:
    """One file, which only its owner may read: the keys one behind the other, newest first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: tuple[int, int] | None = None
        self._keys: tuple[MasterKey, ...] = ()

    def known(self) -> Sequence[MasterKey]:
        """Read the file where it has changed; the first time ever, make it."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            self._make()
            found = self._file.stat()
        stamp = found.st_ino, found.st_mtime_ns
        if stamp != self._stamp:
            held = self._file.read_bytes()
            if not held or len(held) % KEY_BYTES:
                raise Unavailable("secret.damaged_file", file=self._file)
            cuts = range(0, len(held), KEY_BYTES)
            self._keys = tuple(MasterKey(held[at : at + KEY_BYTES]) for at in cuts)
            self._stamp = stamp
        return self._keys

    def begin(self) -> None:
        """Put a new key before the others."""
        with self._alone():
            keys = self.known()
            if len(keys) == 1:
                self._write([MasterKey(secrets.token_bytes(KEY_BYTES)), *keys])

    def end(self, needed: Collection[str]) -> None:
        """Write only what is still needed."""
        with self._alone():
            newest, *former = self.known()
            self._write([newest, *(key for key in former if key.id in needed)])

    def _make(self) -> None:
        beside = self._beside([MasterKey(secrets.token_bytes(KEY_BYTES))])
        with suppress(FileExistsError):  # another process was faster
            os.link(beside, self._file)
        beside.unlink()

    def _write(self, keys: Sequence[MasterKey]) -> None:
        self._beside(keys).replace(self._file)
        handle = os.open(self._file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _beside(self, keys: Sequence[MasterKey]) -> Path:
        beside = self._file.with_name(f".{self._file.name}.{secrets.token_hex(4)}")
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.write(handle, b"".join(key.secret for key in keys))
            os.fsync(handle)
        finally:
            os.close(handle)
        return beside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = self._file.with_name(f".{self._file.name}.lock")
        with lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class GivenKeys:
    """Keys of the settings, for several machines; a person exchanges them there.

    Who begins with a file and goes over to the settings needs the file's keys until the exchange.
    """

    def __init__(self, newest: SecretStr, former: Sequence[SecretStr], file: Path) -> None:
        given = tuple(
            MasterKey(hashlib.sha256(each.get_secret_value().encode()).digest())
            for each in (newest, *former)
        )
        self._keys = (*given, *(KeyFile(file).known() if file.exists() else ()))

    def known(self) -> Sequence[MasterKey]:
        """Return what was given."""
        return self._keys

    def begin(self) -> None:
        """Refuse unless the new key was put in front of the old one."""
        if len(self._keys) == 1:
            raise Invalid("secret.given")

    def end(self, needed: Collection[str]) -> None:
        """Leave it to the person: nothing here is ours to take away."""


def keys_of(settings: Settings, folder: Path) -> TurningKeys:
    """Return the keys: those that are given, or those in the home."""
    file = folder / "secret.key"
    if settings.secret_key is not None:
        return GivenKeys(settings.secret_key, settings.former_secret_keys, file)
    return KeyFile(file)


def keyring_of(settings: Settings, folder: Path) -> Keyring:
    """Return what seals and opens with them."""
    return Keyring(keys_of(settings, folder))
