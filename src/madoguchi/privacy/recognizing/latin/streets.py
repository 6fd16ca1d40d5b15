"""A number, a name and a word for a way: 33 College Crescent."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

WAY = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Court|Crescent|Terrace|Close"
    r"|Gardens|Grove|Mews|Quay"
)
STREET = re.compile(
    r"[0-9](?<![0-9A-Za-z.,/-].)[0-9]{0,4}[A-Za-z]?,? (?:[A-ZÀ-Þ][a-zß-ɏ'’]+ ){1,3}"
    rf"(?:{WAY})(?: St)?(?![A-Za-z])(?:(?<=St|Rd|Ln)\.)?"
)


class Streets:
    """What the model may overlook, because it knows no such name."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if text.has_digit and text.has_latin:
            for found in STREET.finditer(text.text):
                yield Span("ADDRESS", *found.span(), 0.7)
