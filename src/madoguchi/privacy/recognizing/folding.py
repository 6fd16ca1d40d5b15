"""A text as recognizers read it: full width made half, one character for one, so places stay."""

import re
from dataclasses import dataclass
from functools import cached_property

HYPHENS = "‐‑‒–—―−－ｰ﹣"
ZEROS = "٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐"
"""The zeros of other scripts, each followed by its nine digits."""
TABLE = {
    **{ord(zero) + digit: str(digit) for zero in ZEROS for digit in range(10)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(hyphen): "-" for hyphen in HYPHENS},
    **dict.fromkeys((0x3000, 0xA0, 0x2007, 0x2009, 0x202F), " "),
}
LONG_BETWEEN_DIGITS = re.compile(r"(?<=\d)ー(?=\d)")


@dataclass(frozen=True)
class Folded:
    """The text that recognizers search, as long as the one that was written."""

    written: str

    @cached_property
    def text(self) -> str:
        """Return it folded."""
        return LONG_BETWEEN_DIGITS.sub("-", self.written.translate(TABLE))

    @cached_property
    def has_digit(self) -> bool:
        """Tell whether any digit stands in it."""
        return any(character.isdigit() for character in self.text)

    @cached_property
    def has_japanese(self) -> bool:
        """Tell whether kana or kanji stand in it."""
        return bool(re.search(r"[぀-ヿ㐀-鿿豈-﫿々〆]", self.text))

    @cached_property
    def has_latin(self) -> bool:
        """Tell whether Latin letters stand in it."""
        return bool(re.search(r"[A-Za-zÀ-ɏ]", self.text))
