"""The Japanese dictionary, opened at first need and shared by everybody who cuts Japanese."""

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

from sudachipy import Dictionary, SplitMode

from madoguchi.kernel.memory import give_back, let_go

SHORT, LONG = SplitMode.A, SplitMode.C
FILE = "system.dic"
LOOK_EVERY_S = 5.0


class JapaneseDictionary:
    """One dictionary in memory; a tokenizer for each thread, since none may be used by two."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._dictionary: Dictionary | None = None
        self._opening = threading.Lock()
        self._cuts = 0

    def cut(self, text: str, mode: SplitMode) -> Iterable[Any]:
        """Return the morphemes of ``text``."""
        self._cuts += 1
        local = self._local
        if not hasattr(local, "tokenizer"):
            local.tokenizer = self._opened().tokenizer()
        return local.tokenizer.tokenize(text, mode)  # type: ignore[no-any-return]

    def entries(self, text: str) -> Iterable[Any]:
        """Return what the dictionary holds that is written exactly so."""
        return self._opened().lookup(text)  # type: ignore[no-any-return]

    async def tend(self) -> None:
        """Let its pages go whenever nobody has cut anything for a while.

        Within minutes most of its 60 MB have been read once; a question needs a tenth of them, and
        has it back in a millisecond.
        """
        seen, let_go_at = self._cuts, 0
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if seen == self._cuts != let_go_at:
                await asyncio.to_thread(let_go, FILE)
                await asyncio.to_thread(give_back)
                let_go_at = self._cuts
            seen = self._cuts

    def rest(self) -> None:
        """Let the dictionary go after much work; its pages come back as they are needed."""
        with self._opening:
            self._local, self._dictionary = threading.local(), None

    def _opened(self) -> Dictionary:
        with self._opening:
            if self._dictionary is None:
                self._dictionary = Dictionary(dict="small")
            return self._dictionary
