"""Masking within a conversation: personal data leaves a text before the text goes anywhere."""

import asyncio
from collections.abc import Sequence

from madoguchi.privacy.placeholders import Cover, Masked, covers, masked
from madoguchi.privacy.ports import Book, Finder, Strictness
from madoguchi.privacy.talk import Talk

MOST_AT_ONCE = 1_000
"""Characters that are searched in between; more of them are searched beside everything else."""


class Masker:
    """Masks what people wrote. Whatever fails in here stops the message: closed, never open."""

    def __init__(self, finder: Finder, book: Book) -> None:
        self._finder = finder
        self._book = book

    async def mask(self, talk: Talk, text: str, strictness: Strictness = "normal") -> Masked:
        """Mask a text of a conversation: the same value has the same number in all its messages."""
        (only,) = await self.mask_all(talk, [text], strictness)
        return only

    async def mask_all(
        self,
        talk: Talk,
        texts: Sequence[str],
        strictness: Strictness = "normal",
        *,
        at_once: int = MOST_AT_ONCE,
    ) -> list[Masked]:
        """Mask several texts of a conversation."""

        def search() -> list[list[Cover]]:
            return [covers(text, self._finder.find(text, strictness)) for text in texts]

        long = sum(map(len, texts)) > at_once
        found = await asyncio.to_thread(search) if long else search()
        values = [
            (each.kind, text[each.start : each.end])
            for text, here in zip(texts, found, strict=True)
            for each in here
        ]
        numbers = iter(await self._book.numbers(talk, values))
        return [
            masked(text, here, [next(numbers) for _ in here])
            for text, here in zip(texts, found, strict=True)
        ]
