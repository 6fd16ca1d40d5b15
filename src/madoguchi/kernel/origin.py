"""Cookies travel with requests that other sites start; this refuses those requests."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.http import fail, language_of
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.words import say

SAFE = {"GET", "HEAD", "OPTIONS"}


class SameOrigin:
    """Lets a request that changes something, or opens a WebSocket, come from our own pages only.

    Programs send no ``Origin`` and pass; browsers always send one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        foreign = scope["type"] in ("http", "websocket") and _is_foreign(HTTPConnection(scope))
        if not foreign:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "origin"})
        else:
            language = language_of(HTTPConnection(scope))
            message = say("origin_refused", language)
            problem = Problem(code="forbidden", message=message, status=403, trace_id=new_id())
            await fail(problem)(scope, receive, send)


def _is_foreign(connection: HTTPConnection) -> bool:
    if connection.scope["type"] == "http" and connection.scope["method"] in SAFE:
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return False
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:  # no address at all
        return True
    return host != connection.headers.get("host", "").lower()
