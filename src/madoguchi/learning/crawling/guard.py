"""Which machines the crawler may talk to. Decided on addresses, because names can lie.

The public Internet is open. Everything else is closed until ``crawl.allow_private`` names it.
"""

import re
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NAT64 = IPv6Network("64:ff9b::/96")
# What Python 3.11 calls global and is not; and tunnels, whose far end cannot be judged.
ALSO_CLOSED: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *(
            "::/96",
            "::ffff:0:0:0/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
        ),
        *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
# Where clouds hand out their secrets: closed even where everything private is open.
SECRETS: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        *("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "fd20:ce::254/128"),
        *("100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32"),
    )
)
# What ``true`` opens: networks that people run, and this machine.
PRIVATE: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10"),
        *("::1/128", "fc00::/7"),
    )
)
PART = re.compile(r"0x[0-9a-f]*|0[0-7]*|[1-9][0-9]*", re.I)


class Guard:
    """Tells which addresses are closed. ``allow_private`` opens exactly what it names."""

    def __init__(self, allow_private: bool | Iterable[str] = False) -> None:
        named = () if isinstance(allow_private, bool) else tuple(allow_private)
        networks = [_network(each) for each in named]
        self._open: tuple[Network, ...] = tuple(each for each in networks if each)
        self._hosts = frozenset(
            each.lower().rstrip(".") for each, net in zip(named, networks, strict=True) if not net
        )
        self._private = allow_private is True

    def refuses(self, address: str, host: str | None = None) -> bool:
        """Tell whether ``address`` is closed; ``host`` is the name that led to it."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return True
        return not self._is_open(found, host)

    def is_own(self, host: str) -> bool:
        """Tell whether ``allow_private`` names this host: a machine of those who run us."""
        bare = host.lower().strip("[]").rstrip(".")
        try:
            address = ip_address(bare)
        except ValueError:
            return bare in self._hosts or (self._private and bare == "localhost")
        private = self._private and any(address in each for each in PRIVATE)
        return private or any(address in each for each in self._open)

    def _is_open(self, address: Address, host: str | None) -> bool:
        if any(address in each for each in self._open):
            return True
        inner = _carried(address)
        if inner is not None:
            return self._is_open(inner, host)
        if any(address in each for each in SECRETS):
            return False
        if self._private or (host or "").lower().rstrip(".") in self._hosts:
            return any(address in each for each in PRIVATE) or _is_public(address)
        return _is_public(address)


def _carried(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address only wraps."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _is_public(address: Address) -> bool:
    return address.is_global and not any(address in each for each in ALSO_CLOSED)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return None


def numeric_host(host: str) -> str | None:
    """Return what a host made of numbers means, like ``0x7f.1``; nothing when it is a name."""
    parts = host.split(".")
    if len(parts) > 4 or not all(PART.fullmatch(part) for part in parts):
        return None
    numbers = [_number(part) for part in parts]
    *leading, last = numbers
    if any(each > 255 for each in leading) or last >= 256 ** (5 - len(parts)):
        return None
    value = last
    for place, each in enumerate(leading):
        value += each << (8 * (3 - place))
    return str(IPv4Address(value))


def _number(part: str) -> int:
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part[0] == "0" else int(part)
