"""Masking within a conversation: personal data leaves a text before the text goes anywhere."""

from madoguchi.privacy.keys import Talk
from madoguchi.privacy.placeholders import Masked, covers, masked
from madoguchi.privacy.ports import Finder, Strictness
from madoguchi.privacy.vault import Vault


class Masker:
    """Masks what people wrote. Whatever fails in here stops the message: closed, never open."""

    def __init__(self, finder: Finder, vault: Vault) -> None:
        self._finder = finder
        self._vault = vault

    async def mask(self, talk: Talk, text: str, strictness: Strictness = "normal") -> Masked:
        """Mask a text of a conversation: the same value has the same number in all its messages."""
        found = covers(text, self._finder.find(text, strictness))
        values = [(cover.kind, text[cover.start : cover.end]) for cover in found]
        return masked(text, found, await self._vault.numbers(talk, values))
