"""Packed bodies, unpacked no further than was asked for."""

import zlib
from typing import Protocol

import brotli

RAW_DEFLATE = -15
GZIP = 31
PIECE = 1 << 18
PLAIN = ("", "identity")


class Damaged(ValueError):
    """What came cannot be unpacked."""


class Unpacker(Protocol):
    """Takes pieces of a packed body."""

    def feed(self, piece: bytes, most: int) -> bytes:
        """Return what a piece unpacks to, and stop soon after ``most`` bytes."""
        ...

    def is_whole(self) -> bool:
        """Tell whether the end has been seen."""
        ...


class _Plain:
    def feed(self, piece: bytes, most: int) -> bytes:
        return piece

    def is_whole(self) -> bool:
        return True


class _Zlib:
    """gzip, and deflate in both of the ways in which servers understand it."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self._begun = False

    def feed(self, piece: bytes, most: int) -> bytes:
        if not self._begun and self._bits == zlib.MAX_WBITS and piece and piece[0] & 0x0F != 8:
            self._stream = zlib.decompressobj(RAW_DEFLATE)
        self._begun = self._begun or bool(piece)
        found: list[bytes] = []
        size = 0
        # A full piece may have more behind it although all input is taken.
        while size <= most and (piece or (found and len(found[-1]) == PIECE)):
            try:
                found.append(self._stream.decompress(piece, PIECE))
            except zlib.error as error:
                raise Damaged(str(error)) from error
            size += len(found[-1])
            piece = self._stream.unconsumed_tail
            if self._stream.eof and self._stream.unused_data.startswith(b"\x1f\x8b"):
                piece = self._stream.unused_data
                self._stream = zlib.decompressobj(self._bits)
        return b"".join(found)

    def is_whole(self) -> bool:
        return self._stream.eof or not self._begun


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    def feed(self, piece: bytes, most: int) -> bytes:
        self._begun = self._begun or bool(piece)
        found = []
        size = 0
        try:
            found.append(self._stream.process(piece, output_buffer_limit=PIECE))
            while (size := size + len(found[-1])) <= most and not self._has_all():
                found.append(self._stream.process(b"", output_buffer_limit=PIECE))
        except brotli.error as error:
            raise Damaged(str(error)) from error
        return b"".join(found)

    def _has_all(self) -> bool:
        return bool(self._stream.is_finished() or self._stream.can_accept_more_data())

    def is_whole(self) -> bool:
        return not self._begun or bool(self._stream.is_finished())


def unpacker(encoding: str) -> Unpacker:
    """Return what unpacks a Content-Encoding; raises Damaged for one that was not asked for."""
    match encoding.strip().lower():
        case "gzip" | "x-gzip":
            return _Zlib(GZIP)
        case "deflate":
            return _Zlib(zlib.MAX_WBITS)
        case "br":
            return _Brotli()
        case name if name in PLAIN:
            return _Plain()
        case name:
            raise Damaged(name[:40])
