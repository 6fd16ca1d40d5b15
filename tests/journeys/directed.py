"""A scripted model that is told before each question which script to follow."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.processes import served
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
    """Run one; yield it with its base_url."""
    model = Directed()
    with served(model) as base_url:
        yield model, base_url
