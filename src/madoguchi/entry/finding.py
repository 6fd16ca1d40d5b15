"""What finds personal data, put together. It takes a moment to load, so it is made when needed."""

import re
from collections.abc import Iterator

from madoguchi.privacy.ports import Finder, Strictness
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Recognizer, Span, resolve

MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class MailAddresses:
    """Finds mail addresses."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield where they stand."""
        for found in MAIL.finditer(text.text):
            yield Span("EMAIL", found.start(), found.end(), 1.0)


class Together:
    """Asks each recognizer in turn, until the detector is wired here."""

    def __init__(self, *recognizers: Recognizer) -> None:
        self._recognizers = recognizers

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return what they find."""
        folded = Folded(text)
        return resolve(span for each in self._recognizers for span in each.find(folded))


def finder() -> Finder:
    """Return what finds personal data."""
    return Together(MailAddresses())
