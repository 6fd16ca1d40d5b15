"""What a round of chat asks of this room: hide before the model, bring back for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.kernel.masked import MaskedText
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.known import Known
from madoguchi.privacy.masker import MOST_AT_ONCE, Masker
from madoguchi.privacy.placeholders import as_kept
from madoguchi.privacy.ports import Book, Finder, Strictness
from madoguchi.privacy.recognizing.spans import Span, resolve
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.schemas import Scope
from madoguchi.privacy.talk import Talk

MOST_COMPARED = 20_000
"""Characters that are compared in between with what is known: that is quick."""


@dataclass(frozen=True)
class Switches:
    """What of the guard is on."""

    mask: bool = True
    restore: bool = True


class Guard:
    """Guards the texts of conversations. Where masking is off, texts go as they are."""

    def __init__(self, decisions: Decisions, book: Book, switches: Switches) -> None:
        self._decisions = decisions
        self._book = book
        self._switches = switches

    def beside(self, book: Book) -> "Guard":
        """Return a guard that numbers in another book."""
        return Guard(self._decisions, book, self._switches)

    @property
    def restores(self) -> bool:
        """Whether values come back for their owner."""
        return self._switches.restore

    @property
    def masks(self) -> bool:
        """Whether anything is hidden."""
        return self._switches.mask

    async def hide(
        self,
        talk: Talk,
        texts: Sequence[str],
        *,
        channel: str | None = None,
        collection: str | None = None,
    ) -> list[MaskedText]:
        """Hide all that is personal, and what this conversation has hidden before.

        As strictly as is decided for the channel by which it came, or the collection it lies in.
        """
        if not texts or not self.masks:
            return [as_kept(text) for text in texts]
        now = await self._decisions.now()
        scope: Scope = "channel" if collection is None else "collection"
        strictness = now.level(scope, channel if collection is None else collection)
        finder = _Both(now.finder, Known(await self._book.own(talk)))
        return await self._hidden(talk, texts, finder, strictness)

    async def hide_known(self, talk: Talk, texts: Sequence[str], own: Values) -> list[MaskedText]:
        """Hide in texts that everyone may read only what this conversation has hidden before.

        So the model sees that a passage speaks of whom the question asks about.
        """
        if not texts or not self.masks:
            return [as_kept(text) for text in texts]
        return await self._hidden(talk, texts, Known(own), at_once=MOST_COMPARED)

    async def own(self, talk: Talk) -> Values:
        """Return all that stands behind placeholders: for this house, not for showing."""
        return await self._book.own(talk)

    def shown(self, own: Values) -> Values:
        """Return what of it is brought back for the reader."""
        return own if self._switches.restore else {}

    async def values(self, talk: Talk) -> Values:
        """Return what is brought back for the owner of a conversation."""
        return await self._book.own(talk) if self._switches.restore else {}

    async def _hidden(
        self,
        talk: Talk,
        texts: Sequence[str],
        finder: Finder,
        strictness: Strictness = "normal",
        *,
        at_once: int = MOST_AT_ONCE,
    ) -> list[MaskedText]:
        masker = Masker(finder, self._book)
        found = await masker.mask_all(talk, texts, strictness, at_once=at_once)
        return [each.text for each in found]


class _Both:
    def __init__(self, *finders: Finder) -> None:
        self._finders = finders

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        return resolve(span for each in self._finders for span in each.find(text, strictness))
