"""A browser's tab without the browser: one WebSocket, its results and its numbered events."""

import time
from collections import defaultdict, deque
from contextlib import ExitStack
from typing import Any

import httpx2
import orjson
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

COOKIE = "madoguchi_visitor"
VISITOR = "a-visitor-of-the-stream-tests"
PATIENCE_S = 20.0
ENDS = ("chat.end", "chat.error")
Event = dict[str, Any]


class Tab:
    """One open connection of a visitor."""

    def __init__(
        self, address: str, *, visitor: str = VISITOR, lang: str = "en", key: str = ""
    ) -> None:
        self._open = ExitStack()
        self._socket: ClientConnection = self._open.enter_context(
            connect(
                f"{address.replace('http', 'ws', 1)}/ws?lang={lang}",
                additional_headers={"Authorization": f"Bearer {key}"}
                if key
                else {"Cookie": f"{COOKIE}={visitor}"},
                compression=None,
                max_queue=None,
                proxy=None,
                open_timeout=PATIENCE_S,
            )
        )
        self._number = 0
        self._seen: dict[str, list[Event]] = defaultdict(list)
        self._results: dict[str, Any] = {}
        self.news: deque[Event] = deque()
        self.closed = False

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave."""
        self._open.close()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Run a method; return the whole result frame."""
        self._number += 1
        frame_id = str(self._number)
        frame = {"type": "invoke", "id": frame_id, "method": method, "params": params}
        self._socket.send(orjson.dumps(frame), text=True)
        end = time.monotonic() + PATIENCE_S
        while frame_id not in self._results:
            self._read(end)
        result: dict[str, Any] = self._results.pop(frame_id)
        return result

    def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Run a method that must go well; return its data."""
        result = self.call(method, **params)
        assert result["ok"], result
        data: dict[str, Any] = result["data"]
        return data

    def ask(self, text: str = "What is a help desk?", /, **params: Any) -> dict[str, Any]:
        """Ask something; return how it started."""
        return self.do("chat.send", **({"session_id": None, "user_input": text} | params))

    def events(self, stream_id: str) -> list[Event]:
        """Return what has come of a stream so far."""
        return self._seen[stream_id]

    def forget(self, stream_id: str) -> None:
        """Start anew with a stream, as a page that was reloaded."""
        self._seen[stream_id].clear()

    def until_seq(self, stream_id: str, seq: int) -> list[Event]:
        """Read until the event with this number has come."""
        return self._until(stream_id, lambda events: any(e["seq"] >= seq for e in events))

    def until_chunks(self, stream_id: str, count: int) -> list[Event]:
        """Read until this many chunks have come."""
        return self._until(
            stream_id, lambda events: sum(e["channel"] == "chat.chunk" for e in events) >= count
        )

    def until_end(self, stream_id: str) -> list[Event]:
        """Read to the end of a stream."""
        return self._until(stream_id, lambda events: any(e["channel"] in ENDS for e in events))

    def until_closed(self) -> None:
        """Read for as long as the server is there."""
        end = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < end:
                self._read(end)
        except ConnectionClosed:
            self.closed = True
            return
        raise AssertionError("the connection did not close")

    def read_for(self, seconds: float) -> None:
        """Read whatever comes in this time."""
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                self._read(end)
        except (TimeoutError, ConnectionClosed):
            return

    def _until(self, stream_id: str, enough: Any) -> list[Event]:
        end = time.monotonic() + PATIENCE_S
        while not enough(self._seen[stream_id]):
            self._read(end)
        return self._seen[stream_id]

    def _read(self, end: float) -> None:
        frame = orjson.loads(self._socket.recv(timeout=max(0.0, end - time.monotonic())))
        if frame["type"] == "result":
            self._results[frame["id"]] = frame
        elif "seq" in frame:
            self._seen[frame["payload"]["stream_id"]].append(frame)
        else:
            self.news.append(frame)


class Door:
    """The same visitor over plain HTTP."""

    def __init__(self, address: str, *, visitor: str = VISITOR, lang: str = "en") -> None:
        self.http = httpx2.Client(
            base_url=address,
            headers={"Cookie": f"{COOKIE}={visitor}", "Accept-Language": lang},
            timeout=PATIENCE_S,
            trust_env=False,
        )

    def __enter__(self) -> "Door":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def session(self, session_id: str) -> dict[str, Any]:
        """Read a conversation."""
        answer = self.http.get(f"/api/sessions/{session_id}").json()
        assert answer["ok"], answer
        data: dict[str, Any] = answer["data"]
        return data

    def message(self, session_id: str, message_id: str) -> dict[str, Any]:
        """Read one message of a conversation."""
        found: list[dict[str, Any]] = self.session(session_id)["messages"]
        return next(message for message in found if message["id"] == message_id)


def text_of(events: list[Event]) -> str:
    """Return the text that the chunks make up."""
    return "".join(e["payload"]["text"] for e in events if e["channel"] == "chat.chunk")


def numbers_of(events: list[Event]) -> list[int]:
    """Return the sequence numbers as they came."""
    return [event["seq"] for event in events]


def final(events: list[Event]) -> dict[str, Any]:
    """Return the message as the last event gives it."""
    payload: dict[str, Any] = events[-1]["payload"]
    message: dict[str, Any] = payload["answer" if "answer" in payload else "message"]
    return message


def events_in(body: str) -> list[Event]:
    """Return the events of a server-sent stream, each checked against its id."""
    found: list[Event] = []
    for block in body.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and line[0] != ":")
        if fields:
            found.append(orjson.loads(fields["data"]))
            assert found[-1]["seq"] == int(fields["id"])
    return found
