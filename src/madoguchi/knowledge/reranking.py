"""A second judge over what was found, where a model for it is set up. It stands in nobody's way."""

import asyncio

from madoguchi.kernel.errors import AppError
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.entries import text_of
from madoguchi.knowledge.ports import Hide, Hiding, Reranker
from madoguchi.knowledge.rests import Rests
from madoguchi.knowledge.schemas import Found

CANDIDATES = 30
PATIENCE_S = 3.0
"""How long a question waits for it."""


class Reranking:
    """Puts what was found into the order of a model."""

    def __init__(self, reranker: Reranker, hiding: Hiding) -> None:
        self._reranker = reranker
        self._hiding = hiding
        self._rests = Rests("reranking")

    @property
    def awake(self) -> bool:
        """Whether the model answered when it was last asked."""
        return self._rests.over

    async def order(self, question: str, found: list[Found]) -> list[Found]:
        """Return the same passages, best first; as they were while the model is away."""
        if len(found) < 2:
            return found
        hide = await self._hiding.now()
        asked, texts = hide(question, public=False), [_masked(each, hide) for each in found]
        try:
            async with asyncio.timeout(PATIENCE_S):
                scores = await self._reranker.rerank(asked, texts)
        except (AppError, TimeoutError) as error:
            self._rests.begin(error)
            return found
        self._rests.forget()
        judged = [
            each.model_copy(update={"score": score})
            for each, score in zip(found, scores, strict=True)
        ]
        return sorted(judged, key=lambda each: -each.score)

    async def close(self) -> None:
        """Let the model go."""
        await self._reranker.close()


def _masked(found: Found, hide: Hide) -> MaskedText:
    said = text_of(found.title, found.heading_path, found.text)
    return hide(said, public=not found.roles)
