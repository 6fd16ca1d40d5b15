"""The web application: every router, the connection, the pages."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.websockets import WebSocket

from madoguchi import __version__
from madoguchi.entry.database import migrate
from madoguchi.entry.doors import FAILURES, METHODS, ROUTERS, SCHEDULES, methods_at
from madoguchi.entry.openapi import document
from madoguchi.entry.pages import Pages
from madoguchi.entry.wiring import Wired
from madoguchi.evaluation.router import MOST_BYTES
from madoguchi.evaluation.router import UPLOAD as QUESTIONS
from madoguchi.files.router import UPLOAD
from madoguchi.kernel.connection.door import OpenConnection
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.headers import CarefulHeaders, HeadLikeGet
from madoguchi.kernel.http import install_errors, language_of, recognise, set_cookie
from madoguchi.kernel.limits import BodyLimit
from madoguchi.kernel.memory import give_back
from madoguchi.kernel.origin import SameOrigin

logger = logging.getLogger(__name__)


Opened = Callable[[str | None], None]
Refused = Callable[[AppError], None]


def create_app(
    wired: Wired, opened: Opened | None = None, refused: Refused | None = None
) -> FastAPI:
    """Return the application; ``opened`` hears of the first admin's made-up password."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            password = await open_house(wired)
        except AppError as error:
            if refused:
                refused(error)
            raise
        async with wired.alive():
            if opened:
                opened(password)
            yield
            await wired.streams.close(wired.settings.server.drain_s)
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
    app.mount("/", Pages(methods_at, language=wired.settings.language))
    app.openapi = document  # type: ignore[method-assign]
    own = {UPLOAD: wired.settings.files.max_mib * 2**20, QUESTIONS: MOST_BYTES}
    app.add_middleware(BodyLimit, own=own)
    app.add_middleware(SameOrigin)
    app.add_middleware(CarefulHeaders)
    app.add_middleware(HeadLikeGet)
    return app


async def open_house(wired: Wired) -> str | None:
    """Bring everything to where the first question can be answered; return a made-up password."""
    await migrate(wired.db)
    given = wired.admin_password
    password = await wired.accounts.ensure_first_admin(given)
    await wired.streams.open()
    await wired.jobs.schedules.bring(SCHEDULES)
    try:
        if await wired.handbook.learn():
            wired.analyser.rest()
            give_back()
    except (AppError, OSError, ValueError):
        logger.exception("the handbook could not be learned")
    _warm(wired)
    return password


def _warm(wired: Wired) -> None:
    """Open the dictionary before the first question needs it, without keeping anyone waiting."""
    threading.Thread(target=wired.analyser.words, args=("窓口",), daemon=True).start()


def _connection(wired: Wired) -> Callable[[WebSocket], Any]:
    async def connect(socket: WebSocket) -> None:
        language = language_of(socket)
        try:
            recognised = await recognise(socket)
        except AppError as error:
            await socket.close(4401 if error.status == 401 else 1013, error.code)
            return
        handshake = Response()
        if recognised.new_cookie:
            set_cookie(socket, handshake, *recognised.new_cookie)
        cookies = [each for each in handshake.raw_headers if each[0] == b"set-cookie"]
        await socket.accept(headers=cookies)
        connection = OpenConnection(
            socket,
            METHODS,
            wired.services,
            wired.streams.log,
            caller=recognised.caller,
            language=language,
        )
        await connection.serve(wired.topics)

    return connect
