"""Step 6: the answer, piece by piece, into the journal; or honest words when there is none."""

import logging
from contextlib import aclosing

from madoguchi.chat.excerpt import best_excerpt
from madoguchi.chat.prompt import turns_for
from madoguchi.chat.round import Problem, Round
from madoguchi.kernel.words import LANGUAGES, say
from madoguchi.knowledge.service import Weights
from madoguchi.language.asking import gists
from madoguchi.models.failures import ModelFailed
from madoguchi.models.schemas import Question, Rests, Usage
from madoguchi.models.service import Chosen, Models
from madoguchi.privacy.placeholders import shortened

LONGEST_ANSWER = 400_000
OFFERED_PASSAGES = 3
logger = logging.getLogger(__name__)


class Answer:
    """The generator."""

    def __init__(self, models: Models, weights: Weights) -> None:
        self._models = models
        self._weights = weights

    async def __call__(self, state: Round) -> None:
        """Write the answer of the round."""
        pen = state.running.pen
        try:
            await self._stream(state)
        except ModelFailed as failure:
            facts = {name: str(value) for name, value in failure.facts.items()}
            state.problem = Problem(failure.code, failure.key, facts)
            state.status = "failed"
            logger.warning("model failed", extra={"reason": failure.code, "facts": facts})
            await pen.write(self._honest_words(state))

    async def _stream(self, state: Round) -> None:
        pen = state.running.pen
        question = self._question(state)
        async with aclosing(self._models.stream("chat", question, state.wish.model)) as pieces:
            async for piece in pieces:
                if isinstance(piece, str):
                    await pen.write(piece)
                    if pen.length > LONGEST_ANSWER:
                        state.problem = Problem("too_long", "chat.answer_too_long", {})
                        state.status = "failed"
                        return
                elif isinstance(piece, Chosen):
                    state.model = piece.model
                elif isinstance(piece, Rests):
                    _put_first(state, piece.numbers)
                elif isinstance(piece, Usage):
                    state.usage = piece

    def _question(self, state: Round) -> Question:
        return Question(
            text=state.asked,
            language=state.language,
            turns=turns_for(state, state.grounds),
            grounds=state.grounds,
            gists=shortened(state.asked, gists),
        )

    def _honest_words(self, state: Round) -> str:
        """Say that no answer could be made, and offer what was found all the same."""
        language = state.language if state.language in LANGUAGES else state.wish.reader_language
        if state.running.pen.length:
            return "\n\n" + say("chat.broke_off", language)
        lines = [say("chat.no_answer", language)]
        if state.grounds:
            lines.append(say("chat.offered", language))
        for ground in state.grounds[:OFFERED_PASSAGES]:
            text = ground.text.text
            start, end = best_excerpt(text, state.asked.text, self._weights)
            lines.append(f"> {' '.join(text[start:end].split())} [{ground.number}]")
        return "\n\n".join(lines)


def _put_first(state: Round, numbers: tuple[int, ...]) -> None:
    """Order the passages as the answer cites them, so that its marks count 1, 2, 3 …"""
    used = [state.found[number - 1] for number in numbers]
    state.found = [*used, *(found for found in state.found if found not in used)]
