"""The web application: every router, the connection, the pages."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.websockets import WebSocket

from madoguchi import __version__
from madoguchi.entry.database import migrate
from madoguchi.entry.doors import FAILURES, METHODS, ROUTERS
from madoguchi.entry.memory import give_back
from madoguchi.entry.openapi import document
from madoguchi.entry.pages import Pages
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.connection.door import OpenConnection
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.http import install_errors, language_of, recognise
from madoguchi.kernel.limits import BodyLimit
from madoguchi.kernel.origin import SameOrigin

logger = logging.getLogger(__name__)


def create_app(wired: Wired, opened: Callable[[str | None], None] | None = None) -> FastAPI:
    """Return the application; ``opened`` hears of the first admin's made-up password."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        password = await open_house(wired)
        warming = asyncio.create_task(asyncio.to_thread(wired.analyser.words, "窓口"))
        if opened:
            opened(password)
        yield
        await wired.streams.close(wired.settings.server.drain_s)
        await warming
        await wired.close()

    app = FastAPI(
        title="Madoguchi",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.services = wired.services
    app.state.recognise = wired.callers.recognise
    app.state.language = wired.settings.language
    install_errors(app)
    for router in ROUTERS:
        app.include_router(router, responses=FAILURES)
    app.add_api_websocket_route("/ws", _connection(wired))
    app.mount("/", Pages())
    app.openapi = document  # type: ignore[method-assign]
    app.add_middleware(BodyLimit)
    app.add_middleware(SameOrigin)
    return app


async def open_house(wired: Wired) -> str | None:
    """Bring everything to where the first question can be answered; return a made-up password."""
    await migrate(wired.db)
    given = wired.admin_password
    password = await wired.accounts.ensure_first_admin(given)
    await wired.streams.open()
    try:
        if await wired.handbook.learn():
            wired.analyser.rest()
            give_back()
    except (AppError, OSError, ValueError):
        logger.exception("the handbook could not be learned")
    return password


def _connection(wired: Wired) -> Callable[[WebSocket], Any]:
    async def connect(socket: WebSocket) -> None:
        language = language_of(socket)
        try:
            recognised = await recognise(socket)
        except AppError as error:
            await socket.close(4401 if error.status == 401 else 1013, error.code)
            return
        headers = []
        if recognised.new_cookie:
            name, value, age_s = recognised.new_cookie
            cookie = f"{name}={value}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax"
            headers.append((b"set-cookie", cookie.encode()))
        await socket.accept(headers=headers)
        connection = OpenConnection(socket, METHODS, wired.services, recognised.caller, language)
        await connection.serve(wired.topics)

    return connect
