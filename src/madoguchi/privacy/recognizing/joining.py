"""A text without what nobody sees: invisible characters taken out, loose voicing marks joined."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from madoguchi.privacy.recognizing.spans import Span

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
MARKS = "\u3099\u309aﾞﾟ゛゜"
LOOSE = re.compile(rf"[{INVISIBLE}]+|(?P<letter>[ぁ-ゖァ-ヺｦ-ﾝ])(?P<mark>[{MARKS}])")
COMBINING = dict(zip("ﾞﾟ゛゜", "\u3099\u309a\u3099\u309a", strict=True))


class Joined:
    """What is read, and where each of its characters stood in what was written."""

    def __init__(self, written: str) -> None:
        self.text, self._places = written, None
        if LOOSE.search(written):
            self.text, self._places = _joined(written)

    def written(self, spans: Iterable[Span]) -> list[Span]:
        """Return spans of the text read as spans of the text that was written."""
        if (places := self._places) is None:
            return list(spans)
        return [replace(span, start=places[span.start], end=places[span.end]) for span in spans]


def _joined(written: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in LOOSE.finditer(written):
        pieces.append(written[at : match.start()])
        places += range(at, match.start())
        if match["letter"]:
            pair = match["letter"] + COMBINING.get(match["mark"], match["mark"])
            single = unicodedata.normalize("NFKC", pair)
            pieces.append(single)
            places += [match.start()] * len(single)
        at = match.end()
    pieces.append(written[at:])
    places += range(at, len(written) + 1)
    return "".join(pieces), places
