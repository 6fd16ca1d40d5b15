"""How a placeholder is written: by us in one way, by models in many.

We write ``<PERSON_1>``. Models change width, case and brackets, escape them, and put spaces or
hyphens where we have underscores. Without brackets only our own exact spelling counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from madoguchi.privacy.recognizing.spans import KINDS, Kind

VERBATIM: Literal["VERBATIM"] = "VERBATIM"
"""The kind of what only looks like a placeholder: hidden in its turn, it comes back as written."""
Hideable = Kind | Literal["VERBATIM"]
HIDEABLE: tuple[Hideable, ...] = (*KINDS, VERBATIM)
LONGEST = 32
"""More characters than this has no placeholder, however it is written."""

LETTERS = "A-Za-zＡ-Ｚａ-ｚ"
BETWEEN = r"_＿ \u3000\-‐‑–－\\"
NAME = f"[{LETTERS}{BETWEEN}]"
DIGIT = "[0-9０-９]"
OPENING = r"(?:([<＜\[［【⟦])|(&lt;)|\\[<\[])"
CLOSING = r"(?(1)[>＞\]］】⟧]|(?(2)&gt;|\\[>\]]))"
START_OF_WORD = r"[A-Z](?<![A-Za-z0-9_].)"
WRITTEN = re.compile(
    rf"{OPENING}(?P<name>{NAME}{{2,18}}?)(?P<n>{DIGIT}{{1,5}})[ \u3000]?{CLOSING}"
    rf"|(?P<bare>{START_OF_WORD}[A-Z_]{{1,15}})_(?P<m>[0-9]{{1,5}})(?![A-Za-z0-9_])",
    re.S,
)
BEGUN = re.compile(
    rf"(?:&(?:l(?:t)?)?|\\)\Z"
    rf"|(?:[<＜\[［【⟦]|&lt;|\\[<\[])(?P<name>{NAME}{{0,18}}?)"
    rf"(?P<n>{DIGIT}{{1,5}}[ \u3000]?(?:&(?:g(?:t)?)?|\\)?)?\Z"
    rf"|(?P<bare>{START_OF_WORD}[A-Z_]{{0,16}})(?P<m>[0-9]{{1,5}})?\Z",
    re.S,
)
NO_LETTER = re.compile(f"[^{LETTERS}]")
TO_HALF = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def _beginnings(names: Iterator[str]) -> frozenset[str]:
    return frozenset(name[:end] for name in names for end in range(len(name) + 1))


BY_NAME: dict[str, Hideable] = {kind.replace("_", ""): kind for kind in HIDEABLE}
BY_KIND: dict[str, Hideable] = {kind: kind for kind in HIDEABLE}
NAME_BEGINNINGS = _beginnings(iter(BY_NAME))
KIND_BEGINNINGS = _beginnings(f"{kind}_" for kind in HIDEABLE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A placeholder as it stands in a text."""

    kind: Hideable
    number: int
    start: int
    end: int


def written(kind: Hideable, number: int) -> str:
    """Write a placeholder."""
    return f"<{kind}_{number}>"


def mentions(text: str, start: int = 0) -> Iterator[Mention]:
    """Yield every placeholder from ``start`` on; what stands before is looked at, not read."""
    while found := WRITTEN.search(text, start):
        kind = _kind_of(found)
        if kind is None:
            start = found.start() + 1
            continue
        number = int(found["n"] or found["m"])
        yield Mention(kind, number, found.start(), found.end())
        start = found.end()


def unfinished(text: str, start: int = 0) -> int:
    """Return where the end of a text may be the beginning of a placeholder; else its length."""
    start = max(start, len(text) - LONGEST)
    while found := BEGUN.search(text, start):
        if _may_become_one(found):
            return found.start()
        start = found.start() + 1
    return len(text)


def _kind_of(found: "re.Match[str]") -> Hideable | None:
    if bare := found["bare"]:
        return BY_KIND.get(bare)
    return BY_NAME.get(_plain(found["name"]))


def _may_become_one(found: "re.Match[str]") -> bool:
    if bare := found["bare"]:
        return bare in KIND_BEGINNINGS and (not found["m"] or bare.endswith("_"))
    name = _plain(found["name"] or "")
    return name in BY_NAME if found["n"] else name in NAME_BEGINNINGS


def _plain(name: str) -> str:
    return NO_LETTER.sub("", name).translate(TO_HALF).upper()
