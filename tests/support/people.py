"""People at the door: a browser's cookies or a program's key, over HTTP and over the connection."""

import socket
import time
from collections import deque
from contextlib import ExitStack
from typing import Any

import httpx2
import orjson
from websockets.sync.client import ClientConnection, connect

from tests.support.processes import PASSWORD

PATIENCE_S = 20.0
ENVELOPE = {"ok", "data", "error"}
PROBLEM = {"code", "message", "status", "trace_id", "details", "retry_after_s"}
ENDS = ("chat.end", "chat.error")


def envelope(answer: httpx2.Response) -> dict[str, Any]:
    """Return the body of an answer, which must be the one shape that every answer has."""
    assert answer.headers["content-type"] == "application/json", answer.text
    body: dict[str, Any] = answer.json()
    assert set(body) == ENVELOPE, body
    assert body["ok"] is answer.is_success, body
    if body["ok"]:
        assert body["error"] is None
    else:
        assert body["data"] is None
        assert set(body["error"]) == PROBLEM, body
        assert body["error"]["status"] == answer.status_code
        assert body["error"]["message"]
        assert body["error"]["trace_id"]
    return body


def raw_answer(address: str, sent: bytes) -> bytes:
    """Send bytes as they are; return what comes back until the other side has closed."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        found = b""
        while piece := line.recv(65_536):
            found += piece
    return found


class Person:
    """Somebody who asks: by cookie, or by key."""

    def __init__(self, address: str, key: str | None = None, lang: str = "en") -> None:
        self.address, self.key, self.lang = address, key, lang
        headers = {"Accept-Language": lang}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self.http = httpx2.Client(
            base_url=address, headers=headers, timeout=PATIENCE_S, trust_env=False, verify=False
        )
        self._lines: list[Line] = []

    def close(self) -> None:
        """Leave."""
        for line in self._lines:
            line.close()
        self.http.close()

    def send(self, method: str, path: str, **given: Any) -> httpx2.Response:
        """Send a request; return the answer as it came."""
        return self.http.request(method, path, **given)

    def do(self, method: str, path: str, **given: Any) -> Any:
        """Send a request that must succeed; return its data."""
        answer = self.send(method, path, **given)
        body = envelope(answer)
        assert body["ok"], body
        return body["data"]

    def refused(self, status: int, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Send a request that must be refused with ``status``; return the problem."""
        answer = self.send(method, path, **given)
        body = envelope(answer)
        assert answer.status_code == status, body
        problem: dict[str, Any] = body["error"]
        return problem

    def sign_in(self, name: str = "admin", password: str = PASSWORD) -> Any:
        """Sign in with this browser."""
        return self.do("POST", "/api/sign-in", json={"name": name, "password": password})

    def ask(self, text: str = "図書館は何時に開きますか", **more: Any) -> Any:
        """Ask, wait for the whole answer, return the turn."""
        return self.do("POST", "/api/chat", json={"user_input": text, "session_id": None} | more)

    def session(self, session_id: str) -> Any:
        """Read a conversation."""
        return self.do("GET", f"/api/sessions/{session_id}")

    def sessions(self) -> list[dict[str, Any]]:
        """Read the list of conversations."""
        found: list[dict[str, Any]] = self.do("GET", "/api/sessions")
        return found

    def line(self, **given: Any) -> "Line":
        """Open a connection as this person."""
        headers = dict(given.pop("headers", {}))
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        elif cookies := "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar):
            headers["Cookie"] = cookies
        line = Line(f"{self.address.replace('http', 'ws', 1)}/ws?lang={self.lang}", headers, given)
        self._lines.append(line)
        return line


class Line:
    """One open connection."""

    def __init__(self, url: str, headers: dict[str, str], given: dict[str, Any]) -> None:
        options = {"compression": None, "max_queue": None, "max_size": None, "proxy": None}
        self._open = ExitStack()
        self.socket: ClientConnection = self._open.enter_context(
            connect(url, additional_headers=headers, open_timeout=PATIENCE_S, **(options | given))
        )
        self._number = 0
        self.events: deque[dict[str, Any]] = deque()
        self.frames: list[dict[str, Any]] = []
        """Everything that came, in order."""

    def close(self) -> None:
        """Leave."""
        self._open.close()

    def say(self, frame: str | bytes | dict[str, Any]) -> None:
        """Send a frame, sound or not."""
        self.socket.send(orjson.dumps(frame).decode() if isinstance(frame, dict) else frame)

    def invoke(self, method: str, params: Any = None) -> str:
        """Ask for a method; return the id of the frame."""
        self._number += 1
        frame_id = f"call-{self._number}"
        self.say({"type": "invoke", "id": frame_id, "method": method, "params": params or {}})
        return frame_id

    def read(self, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Return the next frame."""
        frame: dict[str, Any] = orjson.loads(self.socket.recv(timeout=patience_s))
        self.frames.append(frame)
        if frame["type"] == "event":
            self.events.append(frame)
        return frame

    def result(self, frame_id: str | int | None) -> dict[str, Any]:
        """Read up to the result with this id."""
        while True:
            frame = self.read()
            if frame["type"] == "result" and frame["id"] == frame_id:
                return frame

    def call(self, method: str, params: Any = None) -> dict[str, Any]:
        """Run a method; return the result frame."""
        return self.result(self.invoke(method, params))

    def do(self, method: str, params: Any = None) -> Any:
        """Run a method that must go well; return its data."""
        frame = self.call(method, params)
        assert frame["ok"], frame
        return frame["data"]

    def refused(self, method: str, params: Any = None) -> dict[str, Any]:
        """Run a method that must be refused; return the problem."""
        frame = self.call(method, params)
        assert not frame["ok"], frame
        problem: dict[str, Any] = frame["error"]
        assert set(problem) == PROBLEM
        return problem

    def ask(self, text: str = "hello there", **more: Any) -> Any:
        """Ask; return how the answer started."""
        return self.do("chat.send", {"session_id": None, "user_input": text} | more)

    def event(self, *channels: str) -> dict[str, Any]:
        """Return the next event of these channels; others are dropped."""
        while True:
            while self.events:
                event = self.events.popleft()
                if event["channel"] in channels:
                    return event
            self.read()

    def stream(self, stream_id: str) -> list[dict[str, Any]]:
        """Return every event of a stream, up to its end."""
        found: list[dict[str, Any]] = []
        while True:
            while self.events:
                event = self.events.popleft()
                if event["payload"].get("stream_id") == stream_id:
                    found.append(event)
                    if event["channel"] in ENDS:
                        return found
            self.read()

    def quiet(self, seconds: float) -> list[dict[str, Any]]:
        """Return what comes within this time."""
        found, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                found.append(self.read(left))
            except TimeoutError:
                break
        return found


def text_of(events: list[dict[str, Any]]) -> str:
    """Return the text that the chunks of a stream make up."""
    return "".join(e["payload"]["text"] for e in events if e["channel"] == "chat.chunk")
