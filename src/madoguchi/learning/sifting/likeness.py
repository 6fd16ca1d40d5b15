"""How alike two texts are. Small texts about other things may look alike, so facts come first."""

import hashlib
import re
import zlib
from array import array
from collections.abc import Sequence

from madoguchi.language.normal import normal
from madoguchi.learning.converting.schemas import Block

BINS, EMPTY = 128, 0xFFFFFFFF
SHINGLE = 8
ALIKE = 0.9
NUMBER = re.compile(r"\d+|[一二三四五六七八九十百千万億〇]+")
SPACES = re.compile(r"\s+")


def facts_of(markdown: str, blocks: Sequence[Block]) -> str:
    """Return a digest of the headings and all numbers: where these differ, so does what is said."""
    headings = [normal(_text(markdown, block)) for block in blocks if block.kind == "heading"]
    rest = normal("\n".join(_text(markdown, block) for block in blocks))
    said = "\n".join([*headings, *sorted(NUMBER.findall(rest))])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def signature_of(markdown: str, blocks: Sequence[Block]) -> bytes:
    """Return the least hash in each part of a text's shingles (one-permutation MinHash)."""
    whole = SPACES.sub("", normal("".join(_text(markdown, block) for block in blocks)))
    least = array("I", [EMPTY]) * BINS
    for at in range(max(1, len(whole) - SHINGLE + 1)):
        value, place = divmod(zlib.crc32(whole[at : at + SHINGLE].encode()), BINS)
        if value < least[place]:
            least[place] = value
    return least.tobytes()


def are_alike(one: bytes, other: bytes) -> bool:
    """Tell whether two signatures are of nearly the same text."""
    pairs = list(zip(array("I", one), array("I", other), strict=True))
    said = [pair for pair in pairs if pair != (EMPTY, EMPTY)]
    return sum(left == right for left, right in said) >= ALIKE * len(said)


def _text(markdown: str, block: Block) -> str:
    return markdown[block.start : block.end]
