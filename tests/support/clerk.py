"""Somebody who has documents converted, in the real processes, one question at a time."""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest

from madoguchi.learning.adapters.confined import ConfinedConverter
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.schemas import Converted, Hint, Limits, Mark

T = TypeVar("T")
LONGEST_S = 60


class Clerk:
    """Converts documents; the loop lives in a thread so that processes stay warm between tests."""

    def __init__(self, limits: Limits | None = None, **options: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.converter = ConfinedConverter(limits, **options)

    def wait_for(self, act: Coroutine[Any, Any, T]) -> T:
        """Return what something on the loop comes to."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(LONGEST_S)

    def read(self, source: bytes | str | Path, **hint: str) -> Converted:
        """Have a document converted."""
        given = source.encode() if isinstance(source, str) else source
        return self.wait_for(self.converter.convert(given, Hint(**hint)))

    def page(self, html: str, **hint: str) -> str:
        """Return the Markdown of a page of the web."""
        return self.read(html, content_type="text/html", **hint).markdown

    def refused(self, source: bytes | str | Path, **hint: str) -> str:
        """Return the reason why a document is refused."""
        with pytest.raises(Refused) as refusal:
            self.read(source, **hint)
        return refusal.value.reason

    def close(self) -> None:
        """End every process."""
        self.wait_for(self.converter.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def at(found: Converted, text: str, kind: str) -> str:
    """Return the place of a kind that holds where a text stands."""
    where = found.markdown.index(text)
    holding = [mark for mark in found.marks if mark.kind == kind and mark.at <= where]
    last: Mark = holding[-1]
    return last.value
