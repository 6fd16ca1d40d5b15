"""Step 1: is this something that can be asked?"""

import re
from unicodedata import category

from madoguchi.kernel.errors import Invalid, TooLong

LONGEST_INPUT = 32_000
LONGEST_TITLE = 120
# Tabs and line ends are text; the rest of the control characters, and halves of letters, are not.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOTHING_TO_SEE = frozenset(("Cf", "Cc", "Zs", "Zl", "Zp"))
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters by their kind, and yet nothing is drawn for them."""


def admit(text: str) -> str:
    """Return the question as it will be kept; raise when it cannot be asked."""
    if len(text) > LONGEST_INPUT:
        raise TooLong("chat.input_too_long", limit=LONGEST_INPUT, length=len(text))
    if UNREADABLE.search(text):
        raise Invalid("chat.input_unreadable")
    if is_blank(text):
        raise Invalid("chat.input_empty")
    return text.strip()


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to see in a text, whatever characters it is made of."""
    return all(category(each) in NOTHING_TO_SEE or each in BLANK_LETTERS for each in text)


def admit_title(text: str) -> str:
    """Return a title as it will be kept."""
    plain = " ".join(UNREADABLE.sub(" ", text).split())
    if is_blank(plain):
        raise Invalid("chat.title_empty")
    if len(plain) > LONGEST_TITLE:
        raise TooLong("chat.title_too_long", limit=LONGEST_TITLE)
    return plain
