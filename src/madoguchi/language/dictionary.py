"""The Japanese dictionary, opened at first need and shared by everybody who cuts Japanese."""

import threading
from collections.abc import Iterable
from typing import Any

from sudachipy import Dictionary, SplitMode

SHORT, LONG = SplitMode.A, SplitMode.C


class JapaneseDictionary:
    """One dictionary in memory; a tokenizer for each thread, since none may be used by two."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._dictionary: Dictionary | None = None
        self._opening = threading.Lock()

    def cut(self, text: str, mode: SplitMode) -> Iterable[Any]:
        """Return the morphemes of ``text``."""
        local = self._local
        if not hasattr(local, "tokenizer"):
            local.tokenizer = self._opened().tokenizer()
        return local.tokenizer.tokenize(text, mode)  # type: ignore[no-any-return]

    def entries(self, text: str) -> Iterable[Any]:
        """Return what the dictionary holds that is written exactly so."""
        return self._opened().lookup(text)  # type: ignore[no-any-return]

    def rest(self) -> None:
        """Let the dictionary go after much work; its pages come back as they are needed."""
        with self._opening:
            self._local, self._dictionary = threading.local(), None

    def _opened(self) -> Dictionary:
        with self._opening:
            if self._dictionary is None:
                self._dictionary = Dictionary(dict="small")
            return self._dictionary
