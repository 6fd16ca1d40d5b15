"""No request body grows past what any door needs."""

import asyncio
import contextlib
from collections.abc import Mapping

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.errors import TooLong
from madoguchi.kernel.http import fail, language_of
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.words import say

MAX_BODY_BYTES = 1024 * 1024
LINGER_S = 5.0
Door = tuple[str, str]
"""A method and a path."""


class _BodyTooLong(TooLong):
    """More came than was announced or allowed."""


class BodyLimit:
    """Refuses a body over the limit, announced or not, before it fills the memory.

    A door that reads its body piece by piece may have a limit of its own.
    """

    def __init__(self, app: ASGIApp, own: Mapping[Door, int] | None = None) -> None:
        self._app = app
        self._own = own or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._own.get((scope["method"], scope["path"]), MAX_BODY_BYTES)
        announced = HTTPConnection(scope).headers.get("content-length", "0")
        if not announced.isdigit() or int(announced) > limit:
            await _refuse(scope, receive, send, limit)
            return
        seen, more = 0, True

        async def counted() -> Message:
            nonlocal seen, more
            message = await receive()
            seen, more = seen + len(message.get("body", b"")), message.get("more_body", False)
            if seen > limit:
                raise _BodyTooLong("http.413", limit=f"{limit:,}")
            return message

        async def unless_too_long(message: Message) -> None:
            # The door may put its own words to a body that broke off; ours say why it did.
            if seen <= limit:
                await send(message)

        with contextlib.suppress(_BodyTooLong):
            await self._app(scope, counted, unless_too_long)
        if seen > limit:
            await _refuse(scope, receive if more else _nothing, send, limit)


async def _refuse(scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    message = say("http.413", language_of(HTTPConnection(scope)), limit=f"{limit:,}")
    problem = Problem(code="too_long", message=message, status=413, trace_id=new_id())

    async def lingering(message: Message) -> None:
        # Whoever hangs up on somebody who still talks takes the answer away from them.
        if message["type"] == "http.response.body":
            await send({**message, "more_body": True})
            await _hear_out(receive)
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await send(message)

    await fail(problem, {"connection": "close"})(scope, receive, lingering)


async def _hear_out(receive: Receive) -> None:
    """Let what is still on its way come and go, for a moment."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_S):
            while (await receive()).get("more_body", False):
                pass


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
