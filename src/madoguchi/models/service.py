"""The gateway: which model answers, and which one steps in when it cannot."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from madoguchi.models.failures import ModelEmpty, ModelFailed
from madoguchi.models.ports import ChatModel
from madoguchi.models.schemas import Question, Rests, Usage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chosen:
    """Which model is about to speak."""

    model: str


Piece = Chosen | str | Rests | Usage


class Models:
    """Every model that is set up, and the order in which each purpose tries them."""

    def __init__(self, models: dict[str, ChatModel], chains: dict[str, list[str]]) -> None:
        self._models = models
        self._chains = chains

    def first(self, purpose: str) -> str:
        """Return the id of the model that ``purpose`` asks first."""
        return self._chains[purpose][0]

    def has(self, model: str) -> bool:
        """Tell whether ``model`` is set up."""
        return model in self._models

    async def stream(
        self, purpose: str, question: Question, model: str | None = None
    ) -> AsyncGenerator[Piece, None]:
        """Yield who speaks, then the answer. Another model steps in only before the first word."""
        chain = [model] if model else self._chains[purpose]
        for place, chosen in enumerate(chain):
            spoke = False
            try:
                async with aclosing(self._models[chosen].stream(question)) as pieces:
                    async for piece in pieces:
                        if not spoke and isinstance(piece, str):
                            spoke = True
                            yield Chosen(chosen)
                        yield piece
                if not spoke:
                    raise ModelEmpty("model.empty", model=chosen)
                return
            except ModelFailed as failure:
                if spoke or place == len(chain) - 1:
                    raise
                logger.warning("model failed, asking the next", extra={"reason": failure.code})

    async def check(self, purpose: str) -> str:
        """Return a word on the first model of ``purpose``; raise ModelFailed when it is away."""
        return await self._models[self.first(purpose)].check()

    async def close(self) -> None:
        """Give every connection back."""
        for model in self._models.values():
            await model.close()
