"""What travels between the house and the processes that read documents.

Only JSON and bytes: nothing that comes back from a document is ever unpickled.
"""

import socket
import struct
from typing import Any

from pydantic import BaseModel

from madoguchi.learning.converting.schemas import Converted, Hint, Limits, Notice

LENGTH = struct.Struct("!Q")
MESSAGE_BYTES = 128
"""Every message to and from the forker has this size."""


class Request(BaseModel):
    """One document; ``size`` bytes follow unless it lies at ``path``."""

    hint: Hint
    limits: Limits
    path: str | None = None
    size: int = 0


class Answer(BaseModel):
    """What became of a document."""

    converted: Converted | None = None
    refused: Notice | None = None
    cpu_ms: float = 0.0


def message(*words: object) -> bytes:
    """Return a message to or from the forker."""
    return " ".join(map(str, words)).encode().ljust(MESSAGE_BYTES)


def words_of(received: bytes) -> list[str]:
    """Return the words of a message."""
    return received.decode().split()


def framed(model: BaseModel, rest: bytes = b"") -> bytes:
    """Return a request or an answer as it travels."""
    body = model.model_dump_json().encode()
    return LENGTH.pack(len(body)) + body + rest


def length_of(head: bytes) -> int:
    """Return how long the message is that begins."""
    found: tuple[Any, ...] = LENGTH.unpack(head)
    return int(found[0])


def taken(line: socket.socket, size: int) -> bytes:
    """Return exactly ``size`` bytes, or nothing when the line has ended."""
    received = bytearray()
    while len(received) < size:
        part = line.recv(min(size - len(received), 2**20))
        if not part:
            return b""
        received += part
    return bytes(received)
