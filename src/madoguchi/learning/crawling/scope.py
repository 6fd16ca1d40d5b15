"""Which addresses belong to a crawl: whose site, which part of it, which kinds of documents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from madoguchi.learning.crawling.addresses import host_of, normal

Sites = Literal["host", "subdomains"]
Outside = Literal["other_site", "above", "excluded", "not_included", "kind"]

HTML = frozenset(("text/html", "application/xhtml+xml"))
LISTS = frozenset(
    (
        *("application/xml", "text/xml", "application/rss+xml", "application/atom+xml"),
        *("application/gzip", "application/x-gzip", "application/octet-stream", "text/plain"),
    )
)
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "html": HTML,
    "pdf": frozenset(("application/pdf",)),
    "docx": frozenset((OFFICE + "wordprocessingml.document",)),
    "xlsx": frozenset((OFFICE + "spreadsheetml.sheet",)),
    "pptx": frozenset((OFFICE + "presentationml.presentation",)),
    "csv": frozenset(("text/csv",)),
    "md": frozenset(("text/markdown", "text/x-markdown")),
    "txt": frozenset(("text/plain",)),
}
ENDINGS = {"csv": "csv", "docx": "docx", "md": "md", "pdf": "pdf", "pptx": "pptx", "txt": "txt"}
ENDINGS |= {"xlsx": "xlsx", "markdown": "md"}
NEVER = re.compile(
    r"7z|apk|avif?|bin|bmp|bz2|css|deb|dmg|doc|eot|eps|exe|flac|gif|gz|heic|ico|ics|iso|jar|jpe?g"
    r"|js|json|m4[av]|map|midi?|mkv|mov|mp[34]|mpe?g|msi|og[gv]|otf|png|pp[st]|psd|rar|rpm|rtf|svg"
    r"|swf|tar|tgz|tiff?|ttf|war|wasm|wav|web[mp]|webmanifest|wm[av]|woff2?|xls|zip"
)


@dataclass(frozen=True)
class Scope:
    """What a crawl may read.

    Patterns beginning with ``/`` are held against path and query, others against the whole
    address; ``*`` stands for any letters, and a pattern ending with ``/`` for all that is below.
    """

    hosts: frozenset[str]
    sites: Sites = "host"
    below: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset(KINDS)

    def refuses(self, address: str) -> Outside | None:
        """Return why an address does not belong; nothing when it does."""
        if not self.is_same_site(address):
            return "other_site"
        if self.below and not address.startswith(self.below):
            return "above"
        if _any(self.exclude, address):
            return "excluded"
        if self.include and not _any(self.include, address):
            return "not_included"
        return None if self._may_be_wanted(address) else "kind"

    def is_same_site(self, address: str) -> bool:
        """Tell whether an address is on one of the hosts; ``www.`` and the scheme do not count."""
        host = _bare(host_of(address))
        if host in self._bare_hosts():
            return True
        if self.sites == "host":
            return False
        return any(host.endswith("." + each) for each in self._bare_hosts())

    def is_worth_noting(self, address: str) -> bool:
        """Tell whether an address found somewhere may be a page of this site."""
        return self.is_same_site(address) and self._may_be_wanted(address)

    def with_hosts(self, hosts: Iterable[str]) -> "Scope":
        """Return the same with more hosts: those that the first addresses led to."""
        return replace(self, hosts=self.hosts | frozenset(hosts))

    def media_types(self) -> frozenset[str]:
        """Return the content types of the documents wanted."""
        return frozenset[str]().union(*(KINDS[kind] for kind in self.kinds))

    def _bare_hosts(self) -> frozenset[str]:
        return _bare_all(self.hosts)

    def _may_be_wanted(self, address: str) -> bool:
        last = urlsplit(address).path.rpartition("/")[2]
        ending = last.rpartition(".")[2].lower() if "." in last else ""
        if NEVER.fullmatch(ending):
            return False
        return ending not in ENDINGS or ENDINGS[ending] in self.kinds


def scope_of(starts: Iterable[str], *, stay_below: bool = False) -> Scope:
    """Return the scope that follows from where a crawl begins."""
    found = [address for address in map(normal, starts) if address]
    below = tuple(each.rpartition("/")[0] + "/" for each in found) if stay_below else ()
    return Scope(frozenset(map(host_of, found)), below=below)


@lru_cache(maxsize=4096)
def _bare(host: str) -> str:
    return host.removeprefix("www.")


@lru_cache(maxsize=256)
def _bare_all(hosts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_bare, hosts))


def _any(patterns: tuple[str, ...], address: str) -> bool:
    if not patterns:
        return False
    local = "/" + address.split("/", 3)[3]
    return any(
        _compiled(each).fullmatch(local if each.startswith("/") else address) for each in patterns
    )


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    open_end = pattern + "*" if pattern.endswith("/") else pattern
    # Many stars one after another would take for ever; they mean the same as one.
    parts = re.split(r"\*+", open_end)
    return re.compile(".*".join(re.escape(part) for part in parts), re.S)
