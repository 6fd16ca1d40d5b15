"""A site on loopback that does what it is told, and remembers who asked for what and when."""

import asyncio
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass
class Hit:
    """One request as it arrived."""

    at: float
    path: str
    headers: dict[str, str]


@dataclass
class Reply:
    """One answer. ``cut`` hangs up in the middle; ``drip_s`` sends a byte at a time."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    drip_s: float = 0.0
    cut: bool = False
    raw: bytes | None = None


Act = Callable[[Hit], Reply]


def page(body: str = "", *links: str, head: str = "") -> Reply:
    """Return a page with links."""
    anchors = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}{anchors}</body></html>"
    return Reply(text.encode())


class Site:
    """Serves what is put into it; ``*`` at the end of a path stands for everything below."""

    def __init__(self) -> None:
        self.address = ""
        self.hits: list[Hit] = []
        self.statuses: Counter[int] = Counter()
        self.lines: set[Any] = set()
        self._acts: dict[str, Act] = {}
        self._fresh: dict[str, str] = {}

    def put(self, path: str, reply: Reply | Act) -> None:
        """Answer ``path`` so from now on."""
        if isinstance(reply, Reply):
            answer = reply
            self._acts[path] = lambda _: answer
        else:
            self._acts[path] = reply

    def keep(self, path: str, reply: Reply) -> None:
        """Answer ``path`` so, with an ETag, and 304 to those who know it."""
        etag = f'"{hashlib.sha1(reply.body, usedforsecurity=False).hexdigest()[:12]}"'

        def act(hit: Hit) -> Reply:
            if hit.headers.get("if-none-match") == etag:
                return Reply(status=304, headers={"ETag": etag})
            return Reply(reply.body, reply.status, reply.type, reply.headers | {"ETag": etag})

        self.put(path, act)

    def drop(self, path: str) -> None:
        """Answer 404 from now on."""
        self._acts.pop(path, None)

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(hit.path == path for hit in self.hits)

    def asked(self) -> set[str]:
        """Return every path that was asked for."""
        return {hit.path for hit in self.hits}

    def gaps(self) -> list[float]:
        """Return the seconds between one request and the next."""
        times = [hit.at for hit in self.hits]
        return [after - before for before, after in zip(times, times[1:], strict=False)]

    def clear(self) -> None:
        """Forget who asked for what."""
        self.hits.clear()
        self.statuses.clear()

    def answer(self, hit: Hit) -> Reply:
        """Return the answer to a request."""
        path = hit.path.partition("?")[0]
        if act := self._acts.get(hit.path) or self._acts.get(path):
            return act(hit)
        for known, act in self._acts.items():
            if known.endswith("*") and path.startswith(known[:-1]):
                return act(hit)
        return Reply(b"nothing here", 404)


class _Line(asyncio.Protocol):
    def __init__(self, site: Site) -> None:
        self._site = site
        self._come = b""
        self._transport: Any = None
        self._last: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._site.lines.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._site.lines.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._come += data
        while b"\r\n\r\n" in self._come:
            head, _, self._come = self._come.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            named = (line.partition(":") for line in lines)
            headers = {name.lower(): value.strip() for name, _, value in named}
            hit = Hit(time.monotonic(), first.split(" ")[1], headers)
            self._site.hits.append(hit)
            reply = self._site.answer(hit)
            self._site.statuses[reply.status] += 1
            if reply.wait_s or reply.drip_s:
                self._last = asyncio.create_task(self._send_slowly(reply))
            else:
                self._send(reply)

    def _send(self, reply: Reply) -> None:
        if reply.raw is not None:
            self._transport.write(reply.raw)
            self._transport.close()
            return
        length = len(reply.body) * (2 if reply.cut else 1)
        head = {"Content-Type": reply.type, "Content-Length": str(length)} | reply.headers
        if reply.status == 304:
            del head["Content-Length"]
        reason = HTTPStatus(reply.status).phrase
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
        begin = f"HTTP/1.1 {reply.status} {reason}\r\n{lines}\r\n".encode()
        self._transport.write(begin + (b"" if reply.status == 304 else reply.body))
        if reply.cut:
            self._transport.close()

    async def _send_slowly(self, reply: Reply) -> None:
        await asyncio.sleep(reply.wait_s)
        if not reply.drip_s:
            self._send(reply)
            return
        begin = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nContent-Length: {len(reply.body)}"
        self._transport.write(begin.encode() + b"\r\n\r\n")
        for letter in reply.body:
            if self._transport.is_closing():
                return
            self._transport.write(bytes((letter,)))
            await asyncio.sleep(reply.drip_s)


async def serve(site: Site, started: Callable[[int], None], stop: asyncio.Event) -> None:
    """Serve a site until ``stop``; say on which port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(site), "127.0.0.1", 0)
    started(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()
    for line in tuple(site.lines):
        line.abort()
    while site.lines:
        await asyncio.sleep(0)


@contextmanager
def open_site(site: Site | None = None) -> Iterator[Site]:
    """Serve a site from a thread of its own."""
    site = site or Site()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    up = threading.Event()

    def started(port: int) -> None:
        assert site is not None
        site.address = f"http://127.0.0.1:{port}"
        up.set()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve(site, started, stop))
        for task in asyncio.all_tasks(loop):
            task.cancel()
            loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert up.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
