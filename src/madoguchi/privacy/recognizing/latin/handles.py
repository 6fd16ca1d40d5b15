"""What people are called on other services, in texts of Latin script."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

SERVICES = (
    r"telegram|twitter|instagram|insta|ig|discord|skype|wechat|whatsapp|signal|line|github|gitlab"
    r"|tiktok|snapchat|snap|mastodon|bluesky|bsky|facebook|messenger|linkedin|kakao(?:talk)?|viber"
    r"|threads|reddit|twitch|youtube|matrix|slack|steam|psn|xbox|paypal|venmo|cash ?app|x"
)
NAME = r"@?[a-z0-9](?:[a-z0-9._:-]*[a-z0-9_])?(?:#\d{4})?(?:@[a-z0-9.-]+[a-z0-9])?"
AFTER = re.compile(
    rf"(?<![a-z@.])(?P<service>{SERVICES})(?P<word> ?(?:id|handle|user(?:name)?|account|name))?"
    rf"(?P<sign> ?(?:[:=]|is|→) ?| (?:as|under|at) |(?= @)| (?=\w))[\"'「]?"
    rf"(?P<name> ?{NAME})",
    re.ASCII,
)
AT = re.compile(r"(?<![A-Za-z0-9._@])@[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?(?![A-Za-z0-9@])")
CUE = re.compile(rf"(?<![a-z])(?:{SERVICES}|handle|follow|dm|message|ping|find)(?![a-z])")
TAG = re.compile(r"(?<![A-Za-z0-9#])[A-Za-z0-9_.]{2,32}#\d{4}(?![0-9A-Za-z])")
USERNAME = re.compile(
    r"(?<![a-z])(?:user ?name|user ?id|login(?: name)?|nick(?:name)?|screen name|handle)"
    r"(?: ?(?:is|[:=]) ?| (?=[a-z]*[0-9_]))[\"'「]?(?P<name>@?[a-z0-9][a-z0-9._-]*[a-z0-9_])"
)
AROUND = 30
PLAIN_WORDS = frozenset(
    ("line", "x", "signal", "matrix", "slack", "steam", "threads", "snap", "messenger")
)
"""Services that are words too: their names need ``@``, or to be called an id."""


class Handles:
    """A name with ``@`` near a service, or a name given as that of a service."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found; in Japanese they are read by those who know its words."""
        return iter(()) if text.has_japanese else self._found(text)

    def _found(self, text: Folded) -> Iterator[Span]:
        folded = text.text
        if "@" in folded:
            for found in AT.finditer(folded):
                if CUE.search(text.low, max(0, found.start() - AROUND), found.end() + AROUND):
                    yield Span("HANDLE", found.start(), found.end(), 0.85)
        if "#" in folded:
            for found in TAG.finditer(folded):
                yield Span("HANDLE", found.start(), found.end(), 0.8)
        for found in AFTER.finditer(text.low):
            name = found["name"].strip()
            if _is_given(found, name, folded):
                yield Span("HANDLE", found.end() - len(name), found.end(), 0.8)
        for found in USERNAME.finditer(text.low):
            if _is_handle(found["name"], called=False):
                yield Span("HANDLE", found.start("name"), found.end("name"), 0.75)


def _is_given(found: re.Match[str], name: str, text: str) -> bool:
    written = text[found.start("service") : found.end("service")]
    plain = found["service"] in PLAIN_WORDS and written != "LINE"
    if plain and not found["word"] and not name.startswith("@"):
        return False
    return _is_handle(name, bool(found["word"]) and found["sign"].strip() != "")


def _is_handle(name: str, called: bool) -> bool:
    """A plain word is one only when it is called so: sentences go on after ``Instagram is``."""
    bare = name.lstrip("@")
    marked = name != bare or any(sign.isdigit() or sign in "_#" for sign in bare)
    marked = marked or any(sign in ".:-" for sign in bare[1:-1])
    lettered = any(sign.isalpha() for sign in bare)
    return len(bare) >= 3 and lettered and (marked or called)
