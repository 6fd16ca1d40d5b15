"""Any server that speaks OpenAI's chat completions, over its wire, without its library."""

import asyncio
import contextlib
import random
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

import httpx2
import orjson

from madoguchi.models.adapters.openai_wire import Wire
from madoguchi.models.failures import (
    ModelBroke,
    ModelBusy,
    ModelFailed,
    ModelRefused,
    ModelRefusedKey,
    ModelSilent,
    ModelUnknown,
    ModelUnreachable,
)
from madoguchi.models.schemas import ModelSettings, Question, Rests, Usage

LONGEST_WAIT_S = 10.0
CHECK_TIMEOUT_S = 3.0
AFTERWORD_S = 1.0
"""How long a server that has said all may take to say what it cost, and to hang up."""
GOODBYE_S = 0.1


class OpenAIModel:
    """One model of an OpenAI-compatible server."""

    def __init__(self, settings: ModelSettings) -> None:
        self.id = settings.id
        self._settings = settings
        key = settings.api_key.get_secret_value() if settings.api_key else None
        self._client = httpx2.AsyncClient(
            base_url=str(settings.base_url).rstrip("/") + "/",
            headers={"authorization": f"Bearer {key}"} if key else {},
            timeout=httpx2.Timeout(None, connect=settings.timeouts.connect_s, write=30.0),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=32),
            follow_redirects=False,
            trust_env=False,
        )

    async def stream(self, question: Question) -> AsyncGenerator[str | Rests | Usage, None]:
        """Yield the answer; a failure before the first word is tried again, after it never."""
        for attempt in range(self._settings.retries + 1):
            spoke = False
            try:
                async with aclosing(self._ask(question)) as pieces:
                    async for piece in pieces:
                        spoke = True
                        yield piece
                return
            except ModelFailed as failure:
                if spoke or not failure.retryable or attempt == self._settings.retries:
                    raise
                await asyncio.sleep(_pause_s(attempt, failure.wait_s))

    async def check(self) -> str:
        """Ask for the server's list of models."""
        try:
            answer = await self._client.get("models", timeout=CHECK_TIMEOUT_S)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ModelUnreachable("model.unreachable", model=self.id) from error
        self._refuse(answer)
        return str(self._settings.model)

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()

    async def _ask(self, question: Question) -> AsyncGenerator[str | Usage, None]:
        limits = self._settings.timeouts
        request = self._client.build_request(
            "POST",
            "chat/completions",
            content=orjson.dumps(self._body(question)),
            headers={"content-type": "application/json", "accept": "text/event-stream"},
        )
        wire = Wire(self.id)
        try:
            async with asyncio.timeout(limits.connect_s + limits.first_token_s):
                response = await self._client.send(request, stream=True)
        except TimeoutError as error:
            raise ModelSilent("model.silent", model=self.id) from error
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise ModelUnreachable("model.unreachable", model=self.id) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ModelBroke("model.broken", model=self.id) from error
        try:
            self._refuse(response)
            wire.expect(response.headers.get("content-type", ""))
            async for piece in self._listen(response, wire):
                yield piece
        finally:
            await response.aclose()

    async def _listen(self, response: Any, wire: Wire) -> AsyncIterator[str | Usage]:
        limits = self._settings.timeouts
        pieces = response.aiter_bytes()
        patience_s = limits.first_token_s
        while not wire.ended:
            try:
                async with asyncio.timeout(patience_s):
                    data = await anext(pieces, None)
            except TimeoutError as error:
                if not wire.finished:
                    raise ModelSilent("model.silent", model=self.id) from error
                data = None
            except httpx2.HTTPError as error:
                if not wire.finished:
                    raise ModelBroke("model.cut", model=self.id) from error
                data = None
            if data is None:
                wire.finish()
            else:
                wire.feed(data)
            # What arrived together travels together: one piece for the whole read.
            if text := wire.take_text():
                patience_s = limits.silence_s
                yield text
            if wire.finished:
                patience_s = AFTERWORD_S
        if wire.usage:
            yield wire.usage
        # A body read to its very end leaves a connection that the next question can use.
        with contextlib.suppress(TimeoutError, httpx2.HTTPError):
            async with asyncio.timeout(GOODBYE_S):
                await anext(pieces, None)

    def _body(self, question: Question) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [
                {"role": turn.speaker, "content": turn.text.text} for turn in question.turns
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self._settings.max_answer_tokens:
            body["max_tokens"] = self._settings.max_answer_tokens
        if self._settings.temperature is not None:
            body["temperature"] = self._settings.temperature
        return body

    def _refuse(self, response: Any) -> None:
        status = response.status_code
        if 200 <= status < 300:
            return
        if status in (401, 403):
            raise ModelRefusedKey("model.unauthorized", model=self.id)
        if status == 404:
            raise ModelUnknown("model.unknown", model=self.id)
        if status == 429:
            wait_s = _seconds(response.headers.get("retry-after"))
            raise ModelBusy("model.busy", model=self.id, wait_s=wait_s)
        if status >= 500 or status == 408:
            raise ModelBroke("model.broken", model=self.id)
        raise ModelRefused("model.refused", model=self.id, status=status)


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _pause_s(attempt: int, asked_s: float | None) -> float:
    if asked_s is not None:
        return min(asked_s, LONGEST_WAIT_S)
    return float(min(0.4 * 2**attempt, LONGEST_WAIT_S) * random.uniform(0.5, 1.0))
