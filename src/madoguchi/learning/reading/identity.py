"""How a document of a reader is known again in the next run."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from madoguchi.learning.reading.schemas import Read

ADDRESSES = ("url", "source_url", "page_url", "web_url", "html_url", "link", "permalink", "source")
FILES = ("file_path", "file_name", "filename", "path")
PAGES = ("page_label", "page_number", "page")
BY_CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
PASSING = re.compile(r"date|time|size|_at$|modified|accessed|score", re.I)
LONGEST = 1000


def address_of(read: Read, key: Sequence[str] = ()) -> str:
    """Return what a document is called: the same in every run, as far as its reader allows."""
    named = [_told(read, each) for each in key]
    address = "/".join(named) if named and all(named) else _own(read) or _placed(read)
    if address is None:
        lasting = sorted((n, str(v)) for n, v in read.metadata.items() if not PASSING.search(n))
        address = f"metadata:{_digest(str(lasting))}" if lasting else f"text:{_digest(read.text)}"
    return address if len(address) <= LONGEST else f"long:{_digest(address)}"


def beside(address: str, read: Read) -> str:
    """Return an address for a document whose own another one of the same run has."""
    return f"{address}~{_digest(read.text)[:8]}"


def link_of(read: Read) -> str | None:
    """Return where a reader of the answer can open the document."""
    return next((each for name in ADDRESSES if (each := _link(_told(read, name)))), None)


def page_of(read: Read) -> str:
    """Return which page of its document this is."""
    return next((each for name in PAGES if (each := _told(read, name))), "")


def file_of(read: Read) -> str:
    """Return which file it was read from."""
    return next((each for name in FILES if (each := _told(read, name))), "")


def _own(read: Read) -> str | None:
    """Return the reader's own name for it. One that looks rolled counts if it is told as well."""
    if not read.id or not read.id.strip():
        return None
    rolled = BY_CHANCE.fullmatch(read.id)
    return read.id if not rolled or read.id in map(str, read.metadata.values()) else None


def _placed(read: Read) -> str | None:
    place = link_of(read) or file_of(read)
    page = page_of(read)
    return f"{place}#page={page}" if place and page else place or None


def _told(read: Read, name: str) -> str:
    return str(read.metadata.get(name, "")).strip()


def _link(text: str) -> str | None:
    if len(text) > LONGEST or re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
