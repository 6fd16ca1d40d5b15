"""The visitors of the crowd, in a process of their own. Says one line when all are connected."""

import asyncio
import json
import os
import re
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import orjson
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import median, percentile
from benchmarks.surroundings import QUESTION

STAMP = re.compile(r"(\d+)@(\d+\.\d+) ")
AT_ONCE = 50
CONTROL = "stamp:60:50"


@dataclass
class Reader:
    """One visitor who reads an answer."""

    socket: ClientConnection
    delays_ms: list[tuple[float, float]] = field(default_factory=list)
    """When a piece was sent, and how late it came."""
    first_ms: float = 0.0
    reading_since: float = 0.0
    broken: str = ""

    async def read(self, script: str) -> None:
        """Ask, and check every frame as it comes."""
        params = {"session_id": None, "user_input": QUESTION, "model": script}
        frame = {"type": "invoke", "id": "1", "method": "chat.send", "params": params}
        asked = time.time()
        await self.socket.send(orjson.dumps(frame), text=True)
        last, text = 0, ""
        while True:
            data = await asyncio.wait_for(self.socket.recv(), 60)
            moment = time.time()
            event = orjson.loads(data)
            if "seq" not in event:
                continue
            if event["seq"] != last + 1:
                self.broken = f"{event['seq']} after {last}"
            last = event["seq"]
            if event["channel"] == "chat.chunk":
                self.first_ms = self.first_ms or (moment - asked) * 1000
                self.reading_since = self.reading_since or moment
                piece = event["payload"]["text"]
                text += piece
                for stamp in STAMP.finditer(piece):
                    sent = float(stamp[2])
                    self.delays_ms.append((sent, (moment - sent) * 1000))
            elif event["channel"] in ("chat.end", "chat.error"):
                break
        numbers = [int(stamp[1]) for stamp in STAMP.finditer(text)]
        if numbers != list(range(int(script.split(":")[1]))):
            self.broken = f"{len(numbers)} pieces, {event['channel']}"


async def read_model(base_url: str, script: str) -> list[float]:
    """Read the same pieces from the model itself: what this machine can do just now."""
    parts = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    body = orjson.dumps({"model": script, "messages": []})
    path = f"{parts.path}/chat/completions"
    writer.write(b"POST %b HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (path.encode(), len(body)))
    writer.write(body)
    delays: list[float] = []
    while b"[DONE]" not in (line := await reader.readline()):
        moment = time.time()
        delays += [(moment - float(stamp[2])) * 1000 for stamp in STAMP.finditer(line.decode())]
    writer.close()
    return delays


async def main(address: str, visitors: int, readers: int, script: str, base_url: str) -> None:
    """Connect everyone, wait for the word, and let some of them ask."""
    room = asyncio.Semaphore(AT_ONCE)
    url = address.replace("http", "ws", 1) + "/ws"

    async with AsyncExitStack() as stack:

        async def come() -> ClientConnection:
            cookie = {"Cookie": f"madoguchi_visitor={os.urandom(16).hex()}"}
            async with room:
                return await stack.enter_async_context(
                    connect(
                        url, additional_headers=cookie, compression=None, proxy=None,
                        open_timeout=60, ping_interval=None,
                    )
                )  # fmt: skip

        sockets = await asyncio.gather(*(come() for _ in range(visitors)))
        print("connected", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        control = await asyncio.gather(*(read_model(base_url, CONTROL) for _ in range(readers)))
        crowd = [Reader(socket) for socket in sockets[:readers]]
        begun = time.monotonic()
        await asyncio.gather(*(reader.read(script) for reader in crowd))
        every = [delay for reader in crowd for delay in reader.delays_ms]
        all_reading = max(reader.reading_since for reader in crowd)
        delays = [late for sent, late in every if sent >= all_reading]
        broken = [reader.broken for reader in crowd if reader.broken]
        found = {
            "control_p99_ms": percentile([late for each in control for late in each], 0.99),
            "took_s": time.monotonic() - begun,
            "broken": len(broken),
            "first": broken[0] if broken else "",
            "median_ms": median(delays),
            "p99_ms": percentile(delays, 0.99),
            "longest_ms": max(delays),
            "rush_p99_ms": percentile([late for _, late in every], 0.99),
            "rush_s": all_reading - min(reader.reading_since for reader in crowd),
            "first_ms": percentile([reader.first_ms for reader in crowd], 0.99),
        }
        print(json.dumps(found), flush=True)
        # Saying goodbye to hundreds of sockets is not what is measured.
        os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
