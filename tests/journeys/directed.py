"""A scripted model that is told before each question which script to follow."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.scripted_model import ScriptedModel


class Directed(ScriptedModel):
    """Follows ``script``, whatever model the product asks for."""

    script = "say:3"

    async def _complete(
        self, body: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await super()._complete(body | {"model": self.script}, reader, writer)


@contextmanager
def directed_model() -> Iterator[tuple[Directed, str]]:
    """Run one in a thread; yield it with its base_url."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    model = Directed()
    port = asyncio.run_coroutine_threadsafe(model.start(), loop).result(10)
    try:
        yield model, f"http://127.0.0.1:{port}/v1"
    finally:
        asyncio.run_coroutine_threadsafe(_end(model), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(model: Directed) -> None:
    await model.stop()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
