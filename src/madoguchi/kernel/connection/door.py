"""The WebSocket door: reads frames, runs methods, survives whatever arrives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from madoguchi.kernel.connection.frames import BadFrame, Invoke, Result, read_invoke, write_result
from madoguchi.kernel.connection.link import MISSED, Link
from madoguchi.kernel.connection.registry import Methods
from madoguchi.kernel.envelope import Problem, problem_of
from madoguchi.kernel.errors import AppError, TimedOut
from madoguchi.kernel.events import News, NumberedLog, Topics
from madoguchi.kernel.http import Caller, note_failure, require
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.invalid import problem_of_fields
from madoguchi.kernel.words import say

IN_FLIGHT = 32
CREDENTIAL_ENDED = 4401
GAP = "gap"
"""Told when news from other processes may have been lost."""
FindLog = Callable[[str, str], Awaitable[NumberedLog]]
"""(owner, stream) → the numbered events of that stream, wherever it is written."""
logger = logging.getLogger(__name__)
Service = TypeVar("Service")


@dataclass(frozen=True)
class Call:
    """Who calls a method, over which connection."""

    caller: Caller
    language: str
    link: Link
    services: dict[type[Any], Any]
    afterwards: list[Callable[[], None]]

    def service(self, kind: type[Service]) -> Service:
        """Return the one wired ``kind``."""
        found: Service = self.services[kind]
        return found

    def after_result(self, act: Callable[[], None]) -> None:
        """Do something once the result is on its way, so that no event overtakes it."""
        self.afterwards.append(act)


class OpenConnection:
    """Serves one accepted WebSocket until it closes."""

    def __init__(
        self,
        socket: WebSocket,
        methods: Methods,
        services: dict[type[Any], Any],
        find_log: FindLog,
        *,
        caller: Caller,
        language: str,
    ) -> None:
        self._find_log = find_log
        self._socket = socket
        self._methods = methods
        self._services = services
        self._caller = caller
        self._language = language
        self.link = Link(self._send)
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._running: set[asyncio.Task[None]] = set()

    async def serve(self, topics: Topics) -> None:
        """Read and write until the other side is gone."""
        leaves = [topics.hear(self._caller.id, self._news), topics.hear(GAP, self._gap)]
        if self._caller.credential_id:
            leaves.append(topics.hear(self._caller.credential_id, self._news))
        writer = asyncio.create_task(self._write())
        try:
            await self._read()
        except WebSocketDisconnect:
            pass
        finally:
            for leave in leaves:
                leave()
            self.link.leave()
            for task in (writer, *self._running):
                task.cancel()
            await asyncio.gather(writer, *self._running, return_exceptions=True)

    def _news(self, news: News) -> None:
        """Do what the news asks for: show a frame, follow a stream, hang up."""
        if "frame" in news:
            self.link.tell(news["frame"].encode())
        if "begins" in news and news["asker"] != self.link.id:
            self._background(self._follow(news["begins"]))
        if "end" in news:
            self.link.end()

    def _gap(self, news: News) -> None:
        self.link.tell(MISSED)

    async def _follow(self, stream_id: str) -> None:
        try:
            self.link.follow(await self._find_log(self._caller.id, stream_id))
        except AppError:
            logger.warning("a stream could not be followed", exc_info=True)

    def _background(self, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(act)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _write(self) -> None:
        try:
            await self.link.write()
            await self._socket.close(CREDENTIAL_ENDED)
        except (WebSocketDisconnect, RuntimeError):
            # The reader has gone; the reading side notices by itself.
            return

    async def _send(self, frame: bytes) -> None:
        await self._socket.send({"type": "websocket.send", "text": frame.decode()})

    async def _read(self) -> None:
        while self._socket.application_state is WebSocketState.CONNECTED:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            # A request counts until its answer is written: who never reads is read no further.
            await self._room.acquire()
            self._background(self._answer(message.get("text")))

    async def _answer(self, raw: str | None) -> None:
        trace_id = new_id()
        call = Call(self._caller, self._language, self.link, self._services, [])
        frame_id: str | int | None = None
        try:
            invoke = read_invoke(raw)
            frame_id = invoke.id
            data = await self._run(invoke, call)
            result = Result(id=frame_id, ok=True, data=data.model_dump(mode="json"))
        except BadFrame as error:
            problem = problem_of(error, self._language, trace_id)
            result = Result(id=error.frame_id, ok=False, error=problem)
        except ValidationError as error:
            problem = problem_of_fields(error.errors(include_url=False), self._language, trace_id)
            result = Result(
                id=frame_id, ok=False, error=problem.model_copy(update={"code": "bad_params"})
            )
        except AppError as error:
            note_failure(error, trace_id)
            problem = problem_of(error, self._language, trace_id)
            result = Result(id=frame_id, ok=False, error=problem)
        except Exception:
            logger.exception("method failed", extra={"trace_id": trace_id})
            result = Result(id=frame_id, ok=False, error=internal(self._language, trace_id))
        self.link.answer(write_result(result), self._room.release)
        for act in call.afterwards:
            act()

    async def _run(self, invoke: Invoke, call: Call) -> BaseModel:
        method = self._methods.find(invoke.method)
        require(self._caller, method.needs)
        params = method.params.model_validate(invoke.params)
        try:
            async with asyncio.timeout(method.timeout_s):
                return await method.run(call, params)
        except TimeoutError as error:
            raise TimedOut("frame.timeout") from error


def internal(language: str, trace_id: str) -> Problem:
    """Return the problem for what nobody expected; the log holds the rest under the trace."""
    message = say("internal", language, trace_id=trace_id)
    return Problem(code="internal", message=message, status=500, trace_id=trace_id)
