"""Running text of a page: emphasis, links, code, ruby, pictures that say something."""

import re
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from madoguchi.learning.converting.html.parse import said
from madoguchi.learning.converting.writing import flat, soft

TEXT = "-text"
FILE_NAME = re.compile(r"^[\w.-]+\.(?:jpe?g|png|gif|webp|svg|bmp)$", re.I)
SILENT = frozenset(("rt", "rp", "rtc", "wbr", "hr", "source", "track", "col", "colgroup"))
AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~"}
BLOCK_NAMES = (
    "address article aside blockquote body button center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu ol p pre search "
    "section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(BLOCK_NAMES.split(" "))
SCHEMES = ("http", "https", "mailto", "tel")
DEEPEST = 400


class Inline:
    """Writes what stands inside one block; ``base`` makes addresses whole."""

    def __init__(self, base: str | None) -> None:
        self._base = base

    def of(self, node: LexborNode, depth: int = 0) -> str:
        """Return the content of an element; a meant line break is a line break."""
        if depth > DEEPEST:
            return flat(node.text(deep=True))
        return "".join(
            self.one(child, depth + 1) for child in node.iter(include_text=True, skip_empty=False)
        )

    def one(self, node: LexborNode, depth: int = 0) -> str:
        """Return one node of running text."""
        tag = node.tag or ""
        if tag == TEXT:
            return soft(node.text_content or "")
        if tag == "br":
            return "\n"
        if tag in SILENT or tag[:1] in "-!":
            return ""
        if tag == "img":
            return _picture(node)
        if tag == "code" or tag in ("kbd", "samp"):
            return _code(node)
        inner = self.of(node, depth)
        if tag == "a":
            return self._link(node, inner)
        if mark := AROUND.get(tag):
            return _wrapped(inner, mark)
        return f" {inner} " if tag in BLOCKS else inner

    def _link(self, node: LexborNode, inner: str) -> str:
        text = " ".join(inner.split("\n")).strip(" ")
        address = self.address(said(node, "href"))
        if not text or not address:
            return inner
        return f"[{text}]({address})"

    def address(self, href: str) -> str | None:
        """Return a whole address that may be followed, or nothing."""
        href = href.strip()
        if not href or href.startswith("#"):
            return None
        try:
            whole = urljoin(self._base, href) if self._base else href
            scheme = urlsplit(whole).scheme
        except ValueError:
            return None
        if scheme not in SCHEMES and (scheme or ":" in whole.partition("/")[0]):
            return None
        return quote(whole, safe="/:?#[]@!$&'*+,;=%~.-_")


def _picture(node: LexborNode) -> str:
    text = flat(said(node, "alt").replace("\n", " ")).strip()
    return "" if not text or FILE_NAME.match(text) else f"[{text}]"


def _code(node: LexborNode) -> str:
    text = flat(node.text(deep=True)).strip()
    mark = "``" if "`" in text else "`"
    return f"{mark}{text}{mark}" if text else ""


def _wrapped(inner: str, mark: str) -> str:
    """Put marks around text, not around the spaces at its ends."""
    bare = inner.strip()
    if not bare or "\n" in bare or bare.startswith(mark):
        return inner
    begin = inner.index(bare)
    return f"{inner[:begin]}{mark}{bare}{mark}{inner[begin + len(bare) :]}"
