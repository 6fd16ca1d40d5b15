"""Step 5: the passages that may hold the answer (``rag_context``)."""

from madoguchi.chat.round import Round
from madoguchi.knowledge.pairs import Pairs
from madoguchi.knowledge.seeing import role_of
from madoguchi.knowledge.service import Knowledge
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
        question = self._in_context(state)
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
        state.found = own[: self._passages]
        state.pairs = await self._pairs.of_passages([found.id for found in state.found])

    def _in_context(self, state: Round) -> str:
        """A very short follow-up ("and the price?") is looked up with the question before it."""
        asked_before = [turn.text for turn in state.history if turn.speaker == "user"]
        if asked_before and len(state.plain) <= FOLLOW_UP_CHARACTERS:
            return f"{restored(asked_before[-1].text, state.own)} {state.plain}"
        return state.plain
