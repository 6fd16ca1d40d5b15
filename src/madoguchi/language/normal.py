"""Text as it is compared."""

import unicodedata


def normal(text: str) -> str:
    """Return ``text`` with width, compatibility forms and case folded away."""
    return unicodedata.normalize("NFKC", text).casefold()
