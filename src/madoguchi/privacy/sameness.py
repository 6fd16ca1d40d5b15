"""When two ways of writing are one value: width, case, spaces and hyphens do not make another.

Where such a sign carries meaning it stays: 1-23 and 12-3 are two house numbers, a-b@example.com and
ab@example.com two people, and a password is only ever itself.
"""

import re
import unicodedata

from madoguchi.privacy.grammar import VERBATIM, Hideable
from madoguchi.privacy.recognizing.folding import HYPHENS

EXACT: frozenset[Hideable] = frozenset(("SECRET", VERBATIM))
NUMBERS: frozenset[Hideable] = frozenset(
    (
        *("PHONE", "POSTAL", "MY_NUMBER", "CREDIT_CARD", "IBAN", "PASSPORT", "DRIVER_LICENSE"),
        *("PENSION", "INSURANCE", "NATIONAL_ID", "TAX_ID", "MAC_ADDRESS"),
    )
)
"""Kinds in which only letters and digits count."""
NOT_COUNTED = re.compile(r"[^0-9a-z+]")
ANY_HYPHEN = re.compile(f"[{HYPHENS}]|(?<=[0-9])ー(?=[0-9])")
SPACE = re.compile(r"\s+")
NEEDLESS_SPACE = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")


def folded(kind: Hideable, value: str) -> str:
    """Return what all ways of writing a value have in common."""
    if kind in EXACT:
        return value
    plain = unicodedata.normalize("NFKC", ANY_HYPHEN.sub("-", value)).casefold()
    if kind in NUMBERS:
        return NOT_COUNTED.sub("", plain) or plain
    plain = ANY_HYPHEN.sub("-", plain)
    return NEEDLESS_SPACE.sub("", SPACE.sub(" ", plain).strip())
