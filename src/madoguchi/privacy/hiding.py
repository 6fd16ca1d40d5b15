"""Masking for good: nothing is kept by which the text could be restored.

For logs, for evaluation, for what is learned from sources that hide personal data.
"""

from madoguchi.privacy.placeholders import Masked, covers, masked, numbers_within
from madoguchi.privacy.ports import Finder, Strictness


def hide(finder: Finder, text: str, strictness: Strictness = "normal") -> Masked:
    """Mask a text on its own: the numbers count within it, and mean nothing elsewhere."""
    found = covers(text, finder.find(text, strictness))
    return masked(text, found, numbers_within(text, found))
