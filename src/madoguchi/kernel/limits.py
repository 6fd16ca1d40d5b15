"""No request body grows past what any door needs."""

import contextlib

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.http import fail, language_of
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.words import say

MAX_BODY_BYTES = 1024 * 1024


class _BodyTooLong(Exception):
    """More came than was announced or allowed."""


class BodyLimit:
    """Refuses a body over the limit, announced or not, before it fills the memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = HTTPConnection(scope).headers.get("content-length", "0")
        if not announced.isdigit() or int(announced) > MAX_BODY_BYTES:
            await _refuse(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                raise _BodyTooLong
            return message

        async def unless_too_long(message: Message) -> None:
            # The door may put its own words to a body that broke off; ours say why it did.
            if seen <= MAX_BODY_BYTES:
                await send(message)

        with contextlib.suppress(_BodyTooLong):
            await self._app(scope, counted, unless_too_long)
        if seen > MAX_BODY_BYTES:
            await _refuse(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    message = say("http.413", language_of(HTTPConnection(scope)), limit=MAX_BODY_BYTES)
    problem = Problem(code="too_long", message=message, status=413, trace_id=new_id())
    await fail(problem, {"connection": "close"})(scope, receive, send)
