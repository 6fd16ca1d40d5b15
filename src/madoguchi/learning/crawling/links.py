"""Where a page leads, and what it asks of crawlers."""

import codecs
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from madoguchi.learning.crawling.addresses import absolute
from madoguchi.learning.crawling.nesting import flattened, is_too_deep
from madoguchi.learning.crawling.robots import NAME

MOST_LINKS = 5_000
SELECTOR = "a[href],area[href],iframe[src],frame[src],link[rel][href],meta[content],base[href]"
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
CHARSET_IN_PAGE = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
REFRESH = re.compile(r"^\s*(?:10|\d)?(?:\.\d*)?\s*[;,]?\s*url\s*=\s*[\"']?(.+?)[\"']?\s*$", re.I)
# What pages say and what browsers take it for.
MEANT = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932"}
MEANT |= {"windows-31j": "cp932", "x-euc-jp": "euc_jp", "iso-8859-1": "cp1252", "gb2312": "gb18030"}
# Python knows more codecs than pages may ask for.
NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"))
JIS = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
ROBOTS = frozenset(("robots", NAME.lower()))
KNOWN_ORDERS = ("noindex", "nofollow", "none", "all", "index", "follow")


@dataclass(frozen=True, slots=True)
class Links:
    """What was found in a page; addresses are absolute and in their one spelling."""

    follow: tuple[str, ...] = ()
    nofollow: tuple[str, ...] = ()
    canonical: str | None = None
    refresh: str | None = None
    noindex: bool = False
    stays: bool = False
    """Whether the page asks that none of its links be followed."""


class _Page:
    def __init__(self, address: str, charset: str) -> None:
        self.base, self.charset = address, charset
        self.follow: dict[str, None] = {}
        self.nofollow: dict[str, None] = {}
        self.canonical: str | None = None
        self.refresh: str | None = None
        self.orders: set[str] = set()

    def address(self, link: str | None) -> str | None:
        return absolute(self.base, link, self.charset) if link else None


def links_of(body: bytes, content_type: str, address: str, robots_tag: str = "") -> Links:
    """Read a page; wrong letters cost words here, never links."""
    markup, charset = readable(flattened(body) if is_too_deep(body) else body, content_type)
    page = _Page(address, charset)
    found = LexborHTMLParser(markup).css(SELECTOR)
    base = next((each for each in found if each.tag == "base"), None)
    if base is not None:
        page.base = page.address(base.attributes.get("href")) or address
    for node in found:
        _note(page, node)
    orders = page.orders | orders_in(robots_tag)
    return Links(
        tuple(page.follow)[:MOST_LINKS],
        tuple(page.nofollow)[:MOST_LINKS],
        page.canonical,
        page.refresh,
        bool(orders & {"noindex", "none"}),
        bool(orders & {"nofollow", "none"}),
    )


def orders_in(robots_tag: str) -> set[str]:
    """Return what an X-Robots-Tag header tells us; orders to other crawlers are not ours."""
    found: set[str] = set()
    ours = True
    for part in robots_tag.lower().split(","):
        name, colon, rest = part.strip().partition(":")
        if colon and name.strip() not in ("unavailable_after", "max-snippet", "max-image-preview"):
            ours, part = name.strip() in ("*", NAME.lower()), rest
        if ours and part.strip() in KNOWN_ORDERS:
            found.add(part.strip())
    return found


def readable(body: bytes, content_type: str) -> tuple[bytes | str, str]:
    """Return markup as the parser can take it, and the charset in which its links are written."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace"), "utf-8"
    if any(each in body[:65_536] for each in JIS):
        # Its letters are made of ASCII, < and " among them: links are lost unless it is decoded.
        return body.decode("iso2022_jp", "replace"), "utf-8"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(body, content_type)
    return body, "utf-8"


def _decoded(body: bytes, content_type: str) -> tuple[str, str]:
    said = CHARSET.search(content_type)
    written = CHARSET_IN_PAGE.search(body[:4096])
    for name in (said and said[1], written and written[1].decode("ascii", "replace")):
        if name and name.lower() not in NO_CHARSETS:
            try:
                charset = codecs.lookup(MEANT.get(name.lower(), name)).name
                return body.decode(charset, "replace"), charset
            except (LookupError, UnicodeError):
                continue
    return body.decode("utf-8", "replace"), "utf-8"


def _note(page: _Page, node: LexborNode) -> None:
    given = node.attributes
    match node.tag:
        case "a" | "area":
            rel = (given.get("rel") or "").lower().split()
            _add(page, given.get("href"), follow="nofollow" not in rel)
        case "iframe" | "frame":
            _add(page, given.get("src"), follow=True)
        case "link":
            _note_relation(page, (given.get("rel") or "").lower().split(), given.get("href"))
        case "meta":
            _note_meta(page, given)


def _note_relation(page: _Page, rel: list[str], href: str | None) -> None:
    if "canonical" in rel:
        page.canonical = page.canonical or page.address(href)
    elif "next" in rel or "prev" in rel:
        _add(page, href, follow=True)


def _note_meta(page: _Page, given: dict[str, str | None]) -> None:
    content = given.get("content") or ""
    if (given.get("name") or "").strip().lower() in ROBOTS:
        page.orders |= {each.strip() for each in content.lower().split(",")}
    elif (given.get("http-equiv") or "").strip().lower() == "refresh":
        leads = REFRESH.match(content)
        page.refresh = page.refresh or page.address(leads[1] if leads else None)


def _add(page: _Page, link: str | None, *, follow: bool) -> None:
    if found := page.address(link):
        (page.follow if follow else page.nofollow)[found] = None
