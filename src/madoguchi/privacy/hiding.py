"""Masking for good: nothing is kept by which the text could be restored.

For logs, for evaluation, for what is learned from sources that hide personal data.
"""

from madoguchi.kernel.masked import MaskedText
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.placeholders import Masked, as_kept, covers, masked, numbers_within
from madoguchi.privacy.ports import Finder, Strictness


def hide(finder: Finder, text: str, strictness: Strictness = "normal") -> Masked:
    """Mask a text on its own: the numbers count within it, and mean nothing elsewhere."""
    found = covers(text, finder.find(text, strictness))
    return masked(text, found, numbers_within(text, found))


class Hider:
    """Hides what leaves this machine, where not everybody may read it."""

    def __init__(self, finder: Finder | None) -> None:
        self._finder = finder

    def __call__(self, text: str, *, public: bool) -> MaskedText:
        """Return what may be sent."""
        if public or self._finder is None:
            return as_kept(text)
        return hide(self._finder, text).text


class Hiding:
    """Hands out what hides by what is decided now, where the guard is on."""

    def __init__(self, decisions: Decisions, *, on: bool) -> None:
        self._decisions = decisions
        self._on = on

    async def now(self) -> Hider:
        """Return it."""
        return Hider((await self._decisions.now()).finder if self._on else None)
