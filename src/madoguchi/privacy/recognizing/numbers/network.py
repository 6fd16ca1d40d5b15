"""Addresses of machines."""

import ipaddress
import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.cues import beside, words
from madoguchi.privacy.recognizing.spans import Span

# What stands before is looked at behind the first digits: a search is quick that begins with them.
V4 = re.compile(r"[0-9](?<![0-9.A-Za-z].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9]|\.[0-9])")
V6 = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f:]:)(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)"
    r"(?:[0-9A-Fa-f]{1,4}:|::)[0-9A-Fa-f:.]{1,43}"
)
MAC = re.compile(
    r"[0-9a-f](?<![0-9a-z].)(?<![^0-9a-z][0-9a-f]{2}[:-].)"
    r"(?:[0-9a-f]([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{3}(?:\.[0-9a-f]{4}){2})"
    r"(?![0-9a-z]|[:-][0-9a-f])"
)
VERSION = words(
    r"version|ver|v|build|release|firmware|chapter|section|table|figure|windows|バージョン|ファームウェア|ファームウエア|リリース|ビルド|章|表|図"
)
ADDRESS = words(r"ip|address|server|host|アドレス")


class Machines:
    """IP addresses of both kinds, and those of network cards."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if text.has_digit:
            for found in V4.finditer(text.text):
                if _valid(found[0]) and not _is_version(text, found):
                    yield Span("IP_ADDRESS", found.start(), found.end(), 0.9)
        if ":" in text.text:
            for found in V6.finditer(text.text):
                written = found[0].rstrip(".")
                written = (
                    written[:-1] if written.endswith(":") and written[-2:] != "::" else written
                )
                if len(written) > 3 and _valid(written):
                    yield Span("IP_ADDRESS", found.start(), found.start() + len(written), 0.9)
        for found in MAC.finditer(text.low):
            yield Span("MAC_ADDRESS", found.start(), found.end(), 0.95)


def _valid(written: str) -> bool:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        # Nobody but a program refuses a leading zero.
        parts = written.split(".")
        return len(parts) == 4 and all(part.isdecimal() and int(part) < 256 for part in parts)
    return True


def _is_version(text: Folded, found: re.Match[str]) -> bool:
    small = all(len(part) == 1 for part in found[0].split("."))
    if beside(ADDRESS, text, found.start()):
        return False
    return small or beside(VERSION, text, found.start())
