"""A numbered log as server-sent events, for programs that speak plain HTTP."""

import asyncio
from collections.abc import AsyncIterator

from madoguchi.kernel.events import NumberedLog

FRAMES_A_WRITE = 64
KEEP_ALIVE_S = 15.0


async def events_of(log: NumberedLog, after: int) -> AsyncIterator[bytes]:
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
