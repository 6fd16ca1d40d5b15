"""A model server that follows a script: OpenAI's wire, well and badly spoken. Loopback only.

It embeds and judges without one. The name of the model is the script; what follows ``#`` only tells
two of the same kind apart:
    say:COUNT[:PAUSE_MS]         COUNT pieces of text, a pause before each (none: all at once)
    text:WORDS                   exactly these words, letter by letter
    cite                         words that cite passages [1] and [2]
    random:SEED:COUNT            pieces as ``random_pieces`` makes them
    stamp:COUNT:PAUSE_MS         pieces that hold the moment they were sent, on a steady beat
    drip:BYTES:PAUSE_MS:WORDS    the wire cut every few bytes, inside characters too
    late:PAUSE_MS:COUNT          a silence before the head of the answer, then COUNT pieces
    silent[:COUNT]               say nothing more after COUNT pieces
    status:CODE[:TIMES]          answer with this status (the first TIMES requests only; then speak)
    cut:COUNT                    break the connection after COUNT pieces
    garbage[:COUNT] | error-event[:COUNT] | endless[:COUNT]
    crlf | undone | held         odd but lawful: CRLF and comments, no [DONE], no end at all
    empty | plain | html
"""

import asyncio
import contextlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

PIECE = "とお "
HTML = b"<html>proxy error</html>"
ALPHABET = (
    "窓口",
    "🪟",
    "か\u3099",
    "e\u0301",
    "\n",
    "\n\n",
    "```",
    "[1]",
    "[99]",
    '"',
    "\\",
    "a ",
)
CITING = ("窓口は", "二つの資料", "によれば", "開いています [1]。", "電話も", "できます [2]。")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
LOOK_EVERY_S = 0.02
TROUBLES = ("cut", "garbage", "error-event", "endless")
TROUBLE_AFTER_S = 0.05
"""So that trouble is not read together with the words before it."""


class Gone(ConnectionError):
    """The client has closed the connection in the middle of the answer."""


class ScriptedModel:
    """One server; ``requests`` holds the bodies that came in."""

    def __init__(self, *listed: str) -> None:
        self.listed = listed or ("stub",)
        self.requests: list[dict[str, Any]] = []
        self.heard: list[bytes] = []
        """Every byte that came in."""
        self.headers: list[dict[str, str]] = []
        self.aborted = 0
        self.connections = 0
        self.gone: list[str] = []
        """The scripts during which the client went away."""
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

    def asked(self, script: str) -> int:
        """Return how often this script was asked for."""
        return sum(body["model"] == script for body in self.requests)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                raw_head = await reader.readuntil(b"\r\n\r\n")
                head = raw_head.decode("latin1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
                length = int(headers.get("content-length", 0))
                body = await reader.readexactly(length)
                self.heard.append(raw_head + body)
                path = head[0].split(" ")[1]
                if path.endswith("/chat/completions"):
                    self.headers.append(headers)
                    await self._complete(json.loads(body), reader, writer)
                elif path.endswith("/embeddings"):
                    _reply(writer, 200, json.dumps({"data": _vectors(json.loads(body))}).encode())
                elif path.endswith("/rerank"):
                    _reply(writer, 200, json.dumps({"results": _scores(json.loads(body))}).encode())
                else:
                    data = [{"id": name, "object": "model"} for name in self.listed]
                    models = {"object": "list", "data": data}
                    _reply(writer, 200, json.dumps(models).encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.aborted += 1
        finally:
            with contextlib.suppress(ConnectionError):
                writer.close()

    async def _complete(
        self, body: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.requests.append(body)
        name = str(body["model"])
        kind, _, rest = name.partition("#")[0].partition(":")
        if kind == "status":
            code, _, times = rest.partition(":")
            self._times[name] += 1
            if not times or self._times[name] <= int(times):
                _refuse(writer, int(code))
                return
            kind, rest = "say", "2"
        if kind == "plain":
            message = {"choices": [{"message": {"content": PIECE * 2}, "finish_reason": "stop"}]}
            _reply(writer, 200, json.dumps(message).encode())
        elif kind == "html":
            _reply(writer, 200, HTML, content_type=b"text/html")
        else:
            try:
                await _Answer(reader, writer).give(kind, rest)
            except ConnectionError:
                if reader.at_eof():
                    self.gone.append(name)
                raise


class _Answer:
    """One streamed answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def give(self, kind: str, rest: str) -> None:
        """Play the script."""
        if kind == "late":
            pause, _, rest = rest.partition(":")
            await self._wait(float(pause) / 1000)
        self._writer.write(HEAD)
        if kind == "drip":
            await self._drip(*rest.split(":", 2))
        elif kind == "crlf":
            await self._crlf()
        else:
            async for piece in self._paced(kind, rest):
                _event(self._writer, _said(piece))
            await self._end(kind)
        self._writer.write(b"0\r\n\r\n")

    async def _paced(self, kind: str, rest: str) -> AsyncIterator[str]:
        pause_ms = float(rest.partition(":")[2] or 0) if kind in ("say", "stamp") else 0.0
        due = time.monotonic()
        for number, piece in enumerate(_pieces(kind, rest)):
            if pause_ms:
                due += pause_ms / 1000
                await self._wait(max(0.0, due - time.monotonic()))
            elif number % 50 == 0:
                await self._wait(0)
            yield f"{number}@{time.time():.6f} " if kind == "stamp" else piece

    async def _drip(self, size: str, pause_ms: str, words: str) -> None:
        events = b"".join(_line(_said(letter)) for letter in words) + b"data: [DONE]\n\n"
        for start in range(0, len(events), int(size)):
            _chunk(self._writer, events[start : start + int(size)])
            await self._wait(float(pause_ms) / 1000)

    async def _crlf(self) -> None:
        lines = [b": a comment", b"event: message", b"id: 7", b"retry: 10", b""]
        for piece in (PIECE, PIECE):
            lines += [b"data:" + _json(_said(piece)), b"", b": keep-alive", b""]
        finish = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        lines += [b"data: " + _json(finish), b"", b"data: [DONE]", b"", b""]
        _chunk(self._writer, b"\r\n".join(lines))

    async def _end(self, kind: str) -> None:
        writer = self._writer
        await self._wait(TROUBLE_AFTER_S if kind in TROUBLES else 0)
        if kind == "cut":
            raise ConnectionResetError
        if kind == "silent":
            await self._wait(3600)
        if kind == "garbage":
            _chunk(writer, b"data: {this is not json\n\n")
        if kind == "error-event":
            _event(writer, {"error": {"message": "scripted"}})
        if kind == "endless":
            _chunk(writer, b"data: " + b"x" * (2 * 1024 * 1024))
        _event(writer, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        if kind == "held":
            await self._wait(3600)
        if kind != "undone":
            cost = {"prompt_tokens": 10, "completion_tokens": 5}
            _event(writer, {"choices": [], "usage": cost})
            _chunk(writer, b"data: [DONE]\n\n")

    async def _wait(self, pause_s: float) -> None:
        """Pass the time, and notice when the client goes away meanwhile."""
        await self._writer.drain()
        until = time.monotonic() + pause_s
        while (left_s := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left_s, LOOK_EVERY_S))
            if self._reader.at_eof():
                raise Gone
        if self._reader.at_eof():
            raise Gone


def random_pieces(seed: int, count: int) -> list[str]:
    """Return pieces of text that make trouble: wide letters, marks, quotes, code, citations."""
    dice = random.Random(seed)
    return ["".join(dice.choices(ALPHABET, k=dice.randint(1, 6))) for _ in range(count)]


def _vectors(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return vectors in which a text is what letters it has: not wise, and always the same."""
    found = []
    for place, text in enumerate(asked["input"]):
        letters = Counter(ord(letter) % 16 for letter in text)
        found.append({"index": place, "embedding": [1.0 + letters[each] for each in range(16)]})
    return found


def _scores(asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"index": place, "relevance_score": 1 / (1 + len(text))}
        for place, text in enumerate(asked["documents"])
    ]


def _pieces(kind: str, rest: str) -> list[str]:
    count = rest.partition(":")[0]
    if kind == "text":
        return list(rest)
    if kind == "cite":
        return list(CITING)
    if kind == "random":
        return random_pieces(int(count), int(rest.partition(":")[2]))
    if kind in ("crlf", "undone", "held"):
        return [PIECE] * 2
    return [PIECE] * int(count or 0)


def _said(piece: str) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": piece}}]}


def _json(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False).encode()


def _line(event: dict[str, Any]) -> bytes:
    return b"data: " + _json(event) + b"\n\n"


def _event(writer: asyncio.StreamWriter, event: dict[str, Any]) -> None:
    _chunk(writer, _line(event))


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _refuse(writer: asyncio.StreamWriter, status: int) -> None:
    extra = {429: b"Retry-After: 0\r\n", 302: b"Location: http://127.0.0.1:9/\r\n"}.get(status, b"")
    _reply(writer, status, b'{"error":{"message":"scripted"}}', extra=extra)


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
    """Serve on the given port until killed, with the scripts to list; the port is printed."""
    port = await ScriptedModel(*sys.argv[2:]).start(int(sys.argv[1]))
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
