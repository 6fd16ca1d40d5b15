"""Bounds for sites without end: calendars, sessions in addresses, folders inside themselves."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

Trap = Literal["too_long", "too_deep_path", "repeats", "calendar", "too_many_alike"]

NUMBER = re.compile(r"\d+")
CALENDAR = re.compile(
    r"(?:y|m|d|yy|mm|dd|ym|ymd|year|month|day|date|week|cal|calendar|tribe-bar-date|from|to|start"
    r"|end|start_?date|end_?date|eventdate)",
    re.I,
)
DATED_PATH = re.compile(r"(?:/|^)(?:cal|calendar|kalender|events?|agenda|schedule)(?:/|$)", re.I)
DATE_SEGMENTS = re.compile(r"/(?:19|20|21)\d\d(?:[/-]\d{1,2}){0,2}(?:/|$)")


@dataclass(frozen=True)
class Bounds:
    """How much of one thing is believed to be a site rather than a trap."""

    address_length: int = 1000
    path_depth: int = 16
    repeats: int = 3
    calendar: int = 120
    many_parameters: int = 400
    alike: int = 5_000
    query_shapes: int = 200


USUAL = Bounds()


class Traps:
    """Counts what was let through, by shape, and refuses more of a shape than is likely."""

    def __init__(self, bounds: Bounds = USUAL) -> None:
        self._bounds = bounds
        self._seen: Counter[str] = Counter()
        self._shapes: Counter[str] = Counter()
        self._passed: set[str] = set()

    def refuses(self, address: str) -> Trap | None:
        """Return why an address looks like a trap; nothing, and count it, when it does not."""
        if endless := endless_path(address, self._bounds):
            return endless
        path, shape, is_calendar, parameters = _shape(address)
        if shape is None or address in self._passed:
            return None
        limit = self._limit(is_calendar, parameters)
        known = self._seen[shape]
        if known >= limit or (not known and self._shapes[path] >= self._bounds.query_shapes):
            return "calendar" if is_calendar else "too_many_alike"
        self._passed.add(address)
        self._seen[shape] += 1
        self._shapes[path] += not known
        return None

    def count(self, addresses: Iterable[str]) -> None:
        """Take into account what was let through before."""
        for address in addresses:
            self.refuses(address)

    def _limit(self, is_calendar: bool, parameters: int) -> int:
        if is_calendar:
            return self._bounds.calendar
        return self._bounds.many_parameters if parameters > 3 else self._bounds.alike


def endless_path(address: str, bounds: Bounds) -> Trap | None:
    """Return what is wrong with an address in itself."""
    if len(address) > bounds.address_length:
        return "too_long"
    segments = [each for each in urlsplit(address).path.split("/") if each]
    if len(segments) > bounds.path_depth:
        return "too_deep_path"
    # Once numbers are equal, /2026/01/01 would look like a repetition; so they are left out.
    words = [each for each in segments if not each.isdigit()]
    if words and max(Counter(words).values()) >= bounds.repeats:
        return "repeats"
    return None


@lru_cache(maxsize=1024)
def _shape(address: str) -> tuple[str, str | None, bool, int]:
    """Return path, shape (nothing when it is a plain page), whether dated, how many parameters."""
    parts = urlsplit(address)
    place = parts.netloc + NUMBER.sub("0", parts.path)
    names = sorted({each.partition("=")[0] for each in parts.query.split("&") if each})
    dated = bool(names) and any(CALENDAR.fullmatch(name) for name in names)
    in_path = bool(DATED_PATH.search(parts.path) and DATE_SEGMENTS.search(parts.path))
    if not names and not in_path:
        return place, None, False, 0
    return place, f"{place}?{'&'.join(names)}", dated or in_path, len(names)
