"""Postal codes of Japan."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.japanese.municipalities import prefectures
from madoguchi.privacy.recognizing.spans import Span

MARKED = re.compile(r"〒 ?(?P<code>[0-9]{3}[- ]?[0-9]{4})(?![0-9]|-[0-9])")
PLAIN = re.compile(r"(?<![0-9A-Za-z])(?<![0-9]-)[0-9]{3}-?[0-9]{4}(?![0-9A-Za-z]|-[0-9])")
ASKED = re.compile(
    r"(?:郵便番号|〒|住所|届け先|配送先|送付先|所在地|zip|zip code|postal)[^\n。\d]{0,10}$"
)
PLACE = re.compile(
    rf"[ \n]{{0,2}}(?:{'|'.join(prefectures())}|[一-鿿ぁ-んァ-ヶ]{{1,6}}[市区郡][一-鿿ぁ-んァ-ヶ])"
)


class PostalCodes:
    """Finds postal codes: marked, asked for, or before an address."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the postal codes in ``text``."""
        if not text.has_digit:
            return
        plain = text.text
        for match in MARKED.finditer(plain):
            yield Span("POSTAL", *match.span(), 0.98)
        for match in PLAIN.finditer(plain):
            asked = ASKED.search(text.low[max(0, match.start() - 18) : match.start()])
            parted = "-" in match[0]
            if (asked and (parted or "郵便" in asked[0])) or (
                parted and PLACE.match(plain, match.end())
            ):
                yield Span("POSTAL", *match.span(), 0.9)
