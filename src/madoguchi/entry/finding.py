"""What finds personal data, put together. It takes a moment to load, so it is made when needed."""

import re

from madoguchi.privacy.ports import Finder, Strictness
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class MailAddresses:
    """Finds mail addresses, until the detector is wired here."""

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return where they stand."""
        found = MAIL.finditer(Folded(text).text)
        return [Span("EMAIL", each.start(), each.end(), 1.0) for each in found]


def finder() -> Finder:
    """Return what finds personal data."""
    return MailAddresses()
