"""A numbered log as server-sent events, for programs that speak plain HTTP."""

import asyncio
from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

from madoguchi.kernel.events import NumberedLog

FRAMES_A_WRITE = 64
KEEP_ALIVE_S = 15.0


def streamed(log: NumberedLog, after: int) -> StreamingResponse:
    """Return an answer that grows with the log; no proxy is to hold any of it back."""
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_events_of(log, after), 200, headers, "text/event-stream")


async def _events_of(log: NumberedLog, after: int) -> AsyncIterator[bytes]:
    """Yield every frame that follows number ``after`` as an event with that number as its id."""
    woken = asyncio.Event()
    log.listen(woken.set)
    place = after
    try:
        while True:
            woken.clear()
            frames = log.after(place, FRAMES_A_WRITE)
            if frames:
                yield b"".join(
                    b"id: %d\ndata: %b\n\n" % (place + 1 + number, frame)
                    for number, frame in enumerate(frames)
                )
                place += len(frames)
            elif log.closed:
                return
            else:
                try:
                    async with asyncio.timeout(KEEP_ALIVE_S):
                        await woken.wait()
                except TimeoutError:
                    yield b": still here\n\n"
    finally:
        log.forget(woken.set)
