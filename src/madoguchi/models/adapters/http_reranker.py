"""How well texts answer a question, by any server that has ``/rerank``: many have, all alike."""

import math
from collections.abc import Sequence

from madoguchi.kernel.masked import MaskedText
from madoguchi.models.adapters.http_model import HttpModel


class HttpReranker(HttpModel):
    """One model of such a server."""

    async def rerank(self, question: MaskedText, texts: Sequence[MaskedText]) -> list[float]:
        """Return one score for each text, in their order."""
        asked = {
            "query": question.text,
            "documents": [each.text for each in texts],
            "top_n": len(texts),
        }
        rows = await self.ask("rerank", asked, "results")
        try:
            scores = {int(row["index"]): float(row["relevance_score"]) for row in rows}
        except (ValueError, KeyError, TypeError) as error:
            raise self.broke() from error
        judged = [scores.get(place, math.nan) for place in range(len(texts))]
        if not all(map(math.isfinite, judged)):
            raise self.broke()
        return judged
