"""Makes the picture of a screen small: the 256 colours that say nearly all of it, in a palette."""

import struct
import zlib
from collections import Counter

HEAD = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
Colour = tuple[int, int, int]


def smaller(png: bytes) -> bytes:
    """Return an 8-bit RGB picture, as Chromium takes it, with a palette; look the same, nearly."""
    width, height, packed = _opened(png)
    lines = _unfiltered(zlib.decompress(packed), width * 3)
    pixels = [tuple(line[at : at + 3]) for line in lines for at in range(0, width * 3, 3)]
    counted: Counter[Colour] = Counter(pixels)  # type: ignore[arg-type]
    palette = _palette(counted)
    number = {colour: _nearest(colour, palette) for colour in counted}
    rows = (
        b"\x00" + bytes(number[pixel] for pixel in pixels[at : at + width])  # type: ignore[index]
        for at in range(0, len(pixels), width)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"".join(
        (
            HEAD,
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", bytes(part for colour in palette for part in colour)),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _palette(counted: Counter[Colour]) -> list[Colour]:
    """Choose one colour of every kind, however rare, then the most frequent ones."""
    frequent = [colour for colour, _ in counted.most_common()]
    kinds: dict[tuple[int, ...], Colour] = {}
    for colour in frequent:
        kinds.setdefault(tuple(part >> 5 for part in colour), colour)
    return list(dict.fromkeys([*kinds.values()][: COLOURS // 2] + frequent))[:COLOURS]


def _opened(png: bytes) -> tuple[int, int, bytes]:
    place, packed, width, height = len(HEAD), b"", 0, 0
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, *form = struct.unpack(">IIBBBBB", data)
            assert form == [8, 2, 0, 0, 0], "not 8-bit RGB"
        elif kind == b"IDAT":
            packed += data
        place += length + 12
    return width, height, packed


def _unfiltered(raw: bytes, size: int) -> list[bytes]:
    """Undo what PNG does to each line before it is packed."""
    lines, above = [], bytes(size)
    for start in range(0, len(raw), size + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + size])
        for at in range(size):
            left, corner = (line[at - 3], above[at - 3]) if at >= 3 else (0, 0)
            line[at] = (line[at] + _guess(kind, left, above[at], corner)) & 255
        above = bytes(line)
        lines.append(above)
    return lines


def _guess(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:
        return min((left, above, corner), key=lambda one: abs(left + above - corner - one))
    return (0, left, above, (left + above) // 2)[kind]


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def apart(place: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=apart)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
