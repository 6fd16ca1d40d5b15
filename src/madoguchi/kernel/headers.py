"""What every answer of the API carries, also to those who ask for the head alone."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CAREFUL = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


class CarefulHeaders:
    """Under ``/api`` nobody keeps a copy or guesses a type, unless the door has said otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or not scope["path"].startswith("/api"):
            await self._app(scope, receive, send)
            return

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(each for each in CAREFUL if each[0] not in said),
                ]
            await send(message)

        await self._app(scope, receive, careful)


class HeadLikeGet:
    """Answers HEAD as GET; the server leaves out the body, for it knows what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
