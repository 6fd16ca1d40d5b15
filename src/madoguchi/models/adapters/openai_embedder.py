"""Vectors of meaning from any server that speaks OpenAI's embeddings."""

from collections.abc import Sequence

import httpx2

from madoguchi.models.failures import ModelBroke, ModelUnreachable
from madoguchi.models.schemas import ModelSettings

TIMEOUT_S = 30.0


class OpenAIEmbedder:
    """One model of an OpenAI-compatible server."""

    def __init__(self, settings: ModelSettings) -> None:
        self.id = str(settings.model)
        self._name = settings.id
        key = settings.api_key.get_secret_value() if settings.api_key else None
        self._client = httpx2.AsyncClient(
            base_url=str(settings.base_url).rstrip("/") + "/",
            headers={"authorization": f"Bearer {key}"} if key else {},
            timeout=TIMEOUT_S,
            trust_env=False,
        )

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector for each text."""
        asked = {"model": self.id, "input": list(texts)}
        try:
            answer = await self._client.post("embeddings", json=asked)
            answer.raise_for_status()
            rows = sorted(answer.json()["data"], key=lambda row: row["index"])
            vectors = [[float(number) for number in row["embedding"]] for row in rows]
        except httpx2.HTTPError as error:
            raise ModelUnreachable("model.unreachable", model=self._name) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ModelBroke("model.broken", model=self._name) from error
        if len(vectors) != len(texts):
            raise ModelBroke("model.broken", model=self._name)
        return vectors

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()
