"""Bare sockets that ask a question and watch for bytes: a client that costs almost nothing."""

import json
import os
import socket
import struct
import time
from collections.abc import Callable
from types import TracebackType
from urllib.parse import urlsplit

PATIENCE_S = 120.0


class Wire:
    """One open connection to a server."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host = parts.netloc
        self.socket = socket.create_connection((parts.hostname, parts.port), PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.socket.close()

    def until(self, *marks: bytes) -> tuple[list[float], bytes]:
        """Read until the last mark has come; return when each was first seen, and all that came."""
        seen, moments = b"", [0.0] * len(marks)
        while not moments[-1]:
            data = self.socket.recv(262_144)
            moment = time.perf_counter()
            if not data:
                raise ConnectionError(seen[-300:])
            seen += data
            for place, mark in enumerate(marks):
                if not moments[place] and mark in seen:
                    moments[place] = moment
        return moments, seen

    def post(self, path: str, body: object, headers: dict[str, str], *marks: bytes) -> list[float]:
        """Post JSON; return how long after each mark of the answer came."""
        data = json.dumps(body).encode()
        lines = [f"POST {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(data)}"]
        lines += ["Content-Type: application/json", *(f"{k}: {v}" for k, v in headers.items())]
        begun = time.perf_counter()
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        return [moment - begun for moment in self.until(*marks)[0]]

    def open_websocket(self, path: str, cookie: str) -> None:
        """Turn the connection into a WebSocket."""
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nCookie: {cookie}\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        self.until(b"\r\n\r\n")

    def invoke(self, method: str, params: object, *marks: bytes) -> list[float]:
        """Run a method over the WebSocket; return how long after each mark came."""
        frame = {"type": "invoke", "id": "1", "method": method, "params": params}
        data = json.dumps(frame).encode()
        begun = time.perf_counter()
        # A mask of zeros is a mask: the payload goes as it is.
        head = struct.pack("!BBH", 0x81, 0xFE, len(data)) + bytes(4)
        self.socket.sendall(head + data)
        return [moment - begun for moment in self.until(*marks)[0]]


def new_visitor() -> str:
    """Return the cookie of someone new."""
    return f"madoguchi_visitor={os.urandom(16).hex()}"


def ask_model(wire: Wire, script: str, question: str) -> list[float]:
    """Ask a model server itself; return seconds to the first text and to the end."""
    body = {"model": script, "stream": True, "messages": [{"role": "user", "content": question}]}
    return wire.post("/v1/chat/completions", body, {}, b'"content"', b"[DONE]\n\n\r\n0\r\n\r\n")


def ask_websocket(wire: Wire, script: str, question: str) -> list[float]:
    """Ask our server over an open WebSocket."""
    params = {"session_id": None, "user_input": question, "model": script}
    return wire.invoke("chat.send", params, b'"chat.chunk"', b'"chat.end"')


def ask_sse(wire: Wire, script: str, question: str) -> list[float]:
    """Ask our server for server-sent events."""
    headers = {"Accept": "text/event-stream", "Cookie": new_visitor()}
    body = {"user_input": question, "model": script}
    return wire.post("/api/chat", body, headers, b'"chat.chunk"', b'"chat.end"', b"\r\n0\r\n\r\n")


Ask = Callable[[Wire, str, str], list[float]]
