"""Markup into a tree whose depth is bounded."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 200
"""A page of a real site is thirty deep; beyond this only the text is kept."""
SUSPICIOUS_TAGS = 4000
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>?")
# Elements without a content, and those whose end may be left out.
UNCOUNTED_NAMES = (
    "area base br col embed hr img input link meta source track wbr p li dt dd td th tr tbody "
    "thead tfoot option optgroup rt rp html head body"
)
UNCOUNTED = frozenset(UNCOUNTED_NAMES.split(" "))
SPACES = re.compile(r"\s+")


def parsed(text: str) -> LexborHTMLParser:
    """Return the tree of a page; the parser's cost grows with the square of the depth."""
    if text.count("<") > SUSPICIOUS_TAGS:
        text = _shallow(text)
    return LexborHTMLParser(text)


def _shallow(text: str) -> str:
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        closes, name = found[1], found[2].lower()
        if name in UNCOUNTED:
            return found[0]
        if not closes:
            depth += 1
            return found[0] if depth <= DEEPEST else ""
        kept = found[0] if depth <= DEEPEST else ""
        depth = max(depth - 1, 0)
        return kept

    return TAG.sub(keep, text)


def length_of(node: LexborNode) -> int:
    """Return how many visible characters a node holds."""
    return len(SPACES.sub("", node.text(deep=True)))


def said(node: LexborNode, name: str) -> str:
    """Return an attribute, or nothing."""
    return node.attributes.get(name) or ""


def holds(node: LexborNode, selector: str) -> bool:
    """Tell whether something below a node matches; the node itself does not count."""
    return any(found.mem_id != node.mem_id for found in node.css(selector))
