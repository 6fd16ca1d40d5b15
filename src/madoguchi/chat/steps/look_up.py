"""Step 5: the passages that may hold the answer (``rag_context``)."""

import asyncio
from itertools import zip_longest

from madoguchi.chat.round import Round
from madoguchi.knowledge.pairs import Pairs
from madoguchi.knowledge.schemas import Found
from madoguchi.knowledge.seeing import role_of
from madoguchi.knowledge.service import Knowledge
from madoguchi.language.asking import gists
from madoguchi.language.codes import UNKNOWN, family
from madoguchi.privacy.restoring import restored

FOLLOW_UP_CHARACTERS = 12


class LookUp:
    """Searches in the question's language first, then in every other."""

    def __init__(self, knowledge: Knowledge, pairs: Pairs, passages: int) -> None:
        self._knowledge = knowledge
        self._pairs = pairs
        self._passages = passages

    async def __call__(self, state: Round) -> None:
        """Fill the passages of the round."""
        whole = self._in_context(state)
        forms = (whole, *gists(whole)[-1:])
        by_form = await asyncio.gather(*(self._found(state, form) for form in forms))
        in_turns = (found for rank in zip_longest(*by_form) for found in rank if found)
        state.found = list({found.id: found for found in in_turns}.values())[: self._passages]
        state.pairs = await self._pairs.of_passages([found.id for found in state.found])

    async def _found(self, state: Round, question: str) -> list[Found]:
        role = role_of(state.wish.caller)
        known = state.recognised.language != UNKNOWN
        asked_in = state.recognised.language if known else state.language
        own = await self._knowledge.search(
            question, self._passages, language=family(asked_in), role=role
        )
        if len(own) < self._passages:
            every = await self._knowledge.search(question, self._passages, role=role)
            own_ids = {found.id for found in own}
            own += [found for found in every if found.id not in own_ids]
        return own[: self._passages]

    def _in_context(self, state: Round) -> str:
        """A very short follow-up ("and the price?") is looked up with the question before it."""
        asked_before = [turn.text for turn in state.history if turn.speaker == "user"]
        if asked_before and len(state.plain) <= FOLLOW_UP_CHARACTERS:
            return f"{restored(asked_before[-1].text, state.own)} {state.plain}"
        return state.plain
