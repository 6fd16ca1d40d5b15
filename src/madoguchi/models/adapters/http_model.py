"""One question to a model's server that answers at once with JSON."""

from typing import Any

import httpx2

from madoguchi.models.failures import ModelBroke, ModelUnreachable
from madoguchi.models.schemas import ModelSettings

TIMEOUT_S = 30.0


class HttpModel:
    """A model of a server that speaks like OpenAI's."""

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

    async def ask(self, path: str, question: dict[str, Any], rows: str) -> list[dict[str, Any]]:
        """Return the rows of the answer in the order of what was asked about."""
        try:
            answer = await self._client.post(path, json={"model": self.id} | question)
            answer.raise_for_status()
            found: list[dict[str, Any]] = sorted(
                answer.json()[rows], key=lambda row: int(row["index"])
            )
        except httpx2.HTTPError as error:
            raise ModelUnreachable("model.unreachable", model=self._name) from error
        except (ValueError, KeyError, TypeError) as error:
            raise self.broke() from error
        return found

    def broke(self) -> ModelBroke:
        """Return what to raise when an answer is not what was asked for."""
        return ModelBroke("model.broken", model=self._name)

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()
