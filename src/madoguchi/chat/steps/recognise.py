"""Step 3: which language the question is in, and which one its answer will be in."""

import asyncio
from collections.abc import Sequence

from madoguchi.chat.round import Round
from madoguchi.language.codes import UNKNOWN, tidy
from madoguchi.language.recognise import is_light, recognise


class Recognise:
    """Follows the talk, and what people have pinned: first for the chat, then for themselves."""

    def __init__(self, site: Sequence[str]) -> None:
        self._site = tuple(site)

    async def __call__(self, state: Round) -> None:
        """Fill the languages of the round."""
        wish, kept = state.wish, state.kept
        pinned = kept.pinned_language or (tidy(wish.language) if wish.language else None)
        before = kept.language_before or pinned
        if is_light(state.plain):
            state.recognised = recognise(state.plain, before, self._site)
        else:  # the first question in Latin letters opens what knows their languages
            state.recognised = await asyncio.to_thread(recognise, state.plain, before, self._site)
        known = state.recognised.language != UNKNOWN
        state.language = pinned or (state.recognised.language if known else wish.reader_language)
