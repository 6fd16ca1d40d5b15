"""Pages whose tags lie too deep in each other: a parser's time grows with the square of that."""

import re

DEEPEST = 3_000
HARMLESS_BYTES = 3 * DEEPEST
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LEADING_TAG = re.compile(rb"<(?:a|area|base|frame|iframe|link|meta)\b[^<>]*>", re.I)
# These hold nothing, or are closed by the next of their kind.
FLAT = re.compile(
    rb"area|base|br|col|d[dt]|embed|hr|img|input|li|link|meta|option|p|param|source|t[dhr]|wbr",
    re.I,
)


def is_too_deep(body: bytes) -> bool:
    """Tell whether tags lie deeper in each other than any page needs."""
    if len(body) < HARMLESS_BYTES:
        return False
    depth = 0
    for closing, name in TAG.findall(body):
        if FLAT.fullmatch(name):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEEPEST:
            return True
    return False


def flattened(body: bytes) -> bytes:
    """Return only the tags that lead somewhere, side by side."""
    return b"".join(tag + b"</a></iframe>" for tag in LEADING_TAG.findall(body))
