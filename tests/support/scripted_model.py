"""A model server that follows a script: OpenAI's wire, well and badly spoken. Loopback only.

The name of the model is the script:
    say:COUNT[:PAUSE_MS]   COUNT pieces of text, a pause before each (none: all at once)
    text:WORDS             exactly these words, letter by letter
    cite                   words that cite passages [1] and [2]
    status:CODE[:TIMES]    answer with this status (the first TIMES requests only; then speak)
    cut:COUNT              break the connection after COUNT pieces
    silent[:COUNT]         say nothing more after COUNT pieces
    garbage | empty | plain | html | error-event | endless
"""

import asyncio
import contextlib
import json
import sys
from collections import Counter
from typing import Any

PIECE = "とお "
HTML = b"<html>proxy error</html>"


class ScriptedModel:
    """One server; ``requests`` holds the bodies that came in."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.aborted = 0
        self._times: Counter[str] = Counter()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; return the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=2**22)
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
                length = int(headers.get("content-length", 0))
                body = await reader.readexactly(length)
                path = head[0].split(" ")[1]
                if path.endswith("/chat/completions"):
                    self.headers.append(headers)
                    await self._complete(json.loads(body), writer)
                else:
                    models = {"object": "list", "data": [{"id": "stub", "object": "model"}]}
                    _reply(writer, 200, json.dumps(models).encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.aborted += 1
        finally:
            with contextlib.suppress(ConnectionError):
                writer.close()

    async def _complete(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        self.requests.append(body)
        script = str(body["model"])
        kind, _, rest = script.partition(":")
        if kind == "status":
            code, _, times = rest.partition(":")
            self._times[script] += 1
            if not times or self._times[script] <= int(times):
                reason = b'{"error":{"message":"scripted"}}'
                extra = b"Retry-After: 0\r\n" if code == "429" else b""
                _reply(writer, int(code), reason, extra=extra)
                return
            kind, rest = "say", "2"
        if kind == "plain":
            message = {"choices": [{"message": {"content": PIECE * 2}, "finish_reason": "stop"}]}
            _reply(writer, 200, json.dumps(message).encode())
        elif kind == "html":
            _reply(writer, 200, HTML, content_type=b"text/html")
        else:
            await self._stream(kind, rest, writer)

    async def _stream(self, kind: str, rest: str, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        count, _, pause = rest.partition(":")
        pieces = _pieces(kind, rest, count)
        for number, piece in enumerate(pieces):
            if pause and kind == "say":
                await writer.drain()
                await asyncio.sleep(float(pause) / 1000)
            elif number % 50 == 0:
                await writer.drain()
            _event(writer, {"choices": [{"index": 0, "delta": {"content": piece}}]})
        await self._end(kind, writer)

    async def _end(self, kind: str, writer: asyncio.StreamWriter) -> None:
        if kind == "cut":
            await writer.drain()
            raise ConnectionResetError
        if kind == "silent":
            await writer.drain()
            await asyncio.sleep(3600)
        if kind == "garbage":
            _chunk(writer, b"data: {this is not json\n\n")
        if kind == "error-event":
            _event(writer, {"error": {"message": "scripted"}})
        if kind == "endless":
            _chunk(writer, b"data: " + b"x" * (2 * 1024 * 1024))
        _event(writer, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        _event(writer, {"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 5}})
        _chunk(writer, b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")


def _pieces(kind: str, rest: str, count: str) -> list[str]:
    if kind == "text":
        return list(rest)
    if kind == "cite":
        return ["窓口は", "二つの資料", "によれば", "開いています [1]。", "電話も", "できます [2]。"]
    if kind in ("say", "cut", "silent"):
        return [PIECE] * int(count or 0)
    return []


def _event(writer: asyncio.StreamWriter, event: dict[str, Any]) -> None:
    _chunk(writer, b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n")


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _reply(
    writer: asyncio.StreamWriter,
    status: int,
    body: bytes,
    *,
    content_type: bytes = b"application/json",
    extra: bytes = b"",
) -> None:
    head = b"HTTP/1.1 %d X\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
    writer.write(head % (status, content_type, extra, len(body)) + body)


async def main() -> None:
    """Serve on the given port until killed."""
    await ScriptedModel().start(int(sys.argv[1]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
