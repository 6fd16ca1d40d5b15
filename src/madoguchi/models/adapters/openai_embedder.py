"""Vectors of meaning from any server that speaks OpenAI's embeddings."""

from collections.abc import Sequence

from madoguchi.kernel.masked import MaskedText
from madoguchi.models.adapters.http_model import HttpModel


class OpenAIEmbedder(HttpModel):
    """One model of an OpenAI-compatible server."""

    async def embed(self, texts: Sequence[MaskedText]) -> list[list[float]]:
        """Return one vector for each text."""
        rows = await self.ask("embeddings", {"input": [each.text for each in texts]}, "data")
        try:
            vectors = [[float(number) for number in row["embedding"]] for row in rows]
        except (ValueError, KeyError, TypeError) as error:
            raise self.broke() from error
        if len(vectors) != len(texts):
            raise self.broke()
        return vectors
