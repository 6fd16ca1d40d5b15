"""Blocks that may be repeated from page to page, each known by a digest of its words."""

import hashlib
import re
from collections.abc import Iterator

from madoguchi.language.normal import normal
from madoguchi.learning.converting.questions import is_question
from madoguchi.learning.converting.schemas import Block, Converted

SIZE = 8
SHORTEST = 30
"""In characters of a paragraph: a short one may well be true of many things."""
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
MARKS = re.compile(r"[\s*_>|-]+")


def digests(document: Converted) -> bytes:
    """Return the digests of a document's blocks, each once."""
    return b"".join(dict.fromkeys(digest for digest, _ in _digested(document)))


def apart(data: bytes | None) -> set[bytes]:
    """Return digests one by one."""
    whole = data or b""
    return {whole[at : at + SIZE] for at in range(0, len(whole), SIZE)}


def without(document: Converted, left_out: set[bytes]) -> list[Block]:
    """Return a document's blocks but for those that others repeat; all, if none were left."""
    out = {id(block) for digest, block in _digested(document) if digest in left_out}
    kept = [block for block in document.blocks if id(block) not in out]
    says = any(block.kind != "heading" for block in kept)
    return kept if says else list(document.blocks)


def text_with(document: Converted, digest: bytes) -> str:
    """Return the text of the block that has this digest."""
    for each, block in _digested(document):
        if each == digest:
            return document.markdown[block.start : block.end]
    return ""


def _digested(document: Converted) -> Iterator[tuple[bytes, Block]]:
    answers = False
    for block in document.blocks:
        text = document.markdown[block.start : block.end]
        if block.kind == "heading":
            answers = is_question(text)
        elif block.kind in ("paragraph", "list", "quote") and not answers:
            # In a menu the page that one is on is no link.
            words = MARKS.sub("", normal(LINK.sub(r"\1", text)))
            if len(words) >= SHORTEST or block.kind == "list":
                yield hashlib.blake2b(words.encode(), digest_size=SIZE).digest(), block
