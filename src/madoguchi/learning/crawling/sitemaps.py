"""Lists of addresses that a site gives away: sitemaps, their indexes, feeds, plain text.

They are searched rather than parsed: half of a broken file is still half a list, and there is
nothing in them that could be expanded or fetched.
"""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

MOST_BYTES = 50 << 20
MOST_ADDRESSES = 50_000
MOST_FILES = 200
DEEPEST = 3
GZIP = b"\x1f\x8b"
ROOT = re.compile(r"<(?:\w+:)?(urlset|sitemapindex|rss|feed|RDF)\b", re.I)
ENTRY = re.compile(
    r"<(?:\w+:)?(?:url|sitemap)\b[^>]*>(.*?)(?=<(?:\w+:)?(?:url|sitemap)\b|\Z)", re.S
)
LOC = re.compile(r"<(?:\w+:)?loc\b[^>]*>\s*(.*?)\s*</(?:\w+:)?loc\s*>", re.S)
LASTMOD = re.compile(r"<(?:\w+:)?lastmod\b[^>]*>\s*([^<]*?)\s*<")
ITEM = re.compile(r"<(?:item|entry)\b[^>]*>(.*?)(?=<(?:item|entry)\b|\Z)", re.S)
ITEM_LINK = re.compile(r"<link\b[^>/]*>\s*(.*?)\s*</link>", re.S)
ATOM_LINK = re.compile(r"<link\b([^>]*)/?>")
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
GUID = re.compile(r"<guid\b([^>]*)>\s*(https?://.*?)\s*</guid>", re.S)
WHEN = re.compile(r"<(?:updated|published)>\s*([^<]*?)\s*<")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)


@dataclass(frozen=True)
class Listing:
    """The addresses in a list, each with the time of its last change, and further lists."""

    pages: list[tuple[str, datetime | None]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    is_feed: bool = False


def looks_like_listing(body: bytes) -> bool:
    """Tell whether a body is one of the kinds of lists written in XML, packed or not."""
    return bool(ROOT.search(_text(unpacked(body[:4096], 65_536))[:4096]))


def read_listing(body: bytes) -> Listing:
    """Return what can be read of a list, however broken."""
    text = _text(unpacked(body))
    root = ROOT.search(text[:4096])
    if root is None:
        return Listing(_plain(text))
    kind = root[1].lower()
    if kind in ("rss", "feed", "rdf"):
        return Listing(_feed(text), is_feed=True)
    found = list(_entries(text))[:MOST_ADDRESSES]
    if kind == "sitemapindex":
        return Listing(more=[address for address, _ in found])
    return Listing(found)


def unpacked(body: bytes, most: int = MOST_BYTES) -> bytes:
    """Return a body without its gzip; what is cut off or bombs yields as much as is believed."""
    if not body.startswith(GZIP):
        return body[:most]
    try:
        return zlib.decompressobj(31).decompress(body, most)
    except zlib.error:
        return b""


def moment(text: str) -> datetime | None:
    """Return a W3C date and time; a day is its beginning."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _text(body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8-sig", "replace")


def _clean(text: str) -> str:
    return html.unescape(CDATA.sub(lambda found: html.escape(found[1]), text)).strip()


def _entries(text: str) -> Iterator[tuple[str, datetime | None]]:
    for entry in ENTRY.finditer(text):
        if loc := LOC.search(entry[1]):
            when = LASTMOD.search(entry[1])
            yield _clean(loc[1]), moment(when[1]) if when else None


def _plain(text: str) -> list[tuple[str, datetime | None]]:
    lines = (line.strip() for line in text.splitlines()[: MOST_ADDRESSES * 2])
    return [(line, None) for line in lines if line.startswith(("http://", "https://"))]


def _feed(text: str) -> list[tuple[str, datetime | None]]:
    found: list[tuple[str, datetime | None]] = []
    for item in ITEM.finditer(text):
        if address := _item_address(item[1]):
            when = WHEN.search(item[1])
            found.append((address, moment(when[1]) if when else None))
    return found[:MOST_ADDRESSES]


def _item_address(item: str) -> str | None:
    if plain := ITEM_LINK.search(item):
        return _clean(plain[1])
    for link in ATOM_LINK.finditer(item):
        named = {name.lower(): one or two for name, one, two in ATTRIBUTE.findall(link[1])}
        if named.get("rel", "alternate") == "alternate" and named.get("href"):
            return _clean(named["href"])
    guid = GUID.search(item)
    return _clean(guid[2]) if guid and "false" not in guid[1].lower() else None
