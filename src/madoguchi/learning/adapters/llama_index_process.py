"""The process of a LlamaIndex reader: it makes one, and hands over what it gives.

It begins with its own environment and folder and knows nothing of the house but one line to it.
"""

import itertools
import math
import os
import socket
import sys
from collections.abc import Iterable
from importlib import import_module
from types import TracebackType
from typing import Any

from madoguchi.learning.adapters.confinement import bound
from madoguchi.learning.adapters.llama_index_wire import Failure, Stage, Told, Wish
from madoguchi.learning.adapters.wire import LENGTH, framed, length_of, taken
from madoguchi.learning.reading.schemas import Fact, Read

WRITTEN_BYTES = 2**30
OPEN_FILES = 1024
MOST_FACTS, LONGEST_NAME, LONGEST_FACT = 200, 100, 2000
ROOM_TO_SAY_SO = 2**16
BASE = "llama_index.core.readers.base"
OTHER_THAN_TEXT = ("image_resource", "audio_resource", "video_resource")


class Teller:
    """Says what is read, and why nothing more is."""

    def __init__(self, line: socket.socket) -> None:
        self.stage: Stage = "loading"
        self._line = line
        self._room = bytearray(ROOM_TO_SAY_SO)

    def tell(self, told: Told) -> None:
        """Wait until the house has taken it: what is not taken yet is not read yet."""
        self._line.sendall(framed(told))

    def give_up(
        self, kind: type[BaseException], failure: BaseException, trace: TracebackType | None
    ) -> None:
        """Say why, whatever it was."""
        self._room.clear()  # there may be no memory left
        sys.__excepthook__(kind, failure, trace)
        says = _clean(str(failure))[:LONGEST_FACT]
        self.tell(Told(failure=Failure(stage=self.stage, kind=kind.__name__, says=says)))


def main(line: socket.socket) -> None:
    """Read what is wished for, once."""
    teller = Teller(line)
    sys.excepthook = teller.give_up
    wish = Wish.model_validate_json(taken(line, length_of(taken(line, LENGTH.size))))
    bound(wish.memory_bytes, WRITTEN_BYTES, OPEN_FILES)
    sys.path[:0] = wish.path
    reader = _class(wish.class_path)(**wish.options)
    teller.stage = "reading"
    for document in _documents(reader, wish.load):
        teller.tell(Told(document=_read(document, wish.largest_bytes)))
    teller.tell(Told(done=True))
    sys.stdout.flush()
    os._exit(0)  # threads that a reader has left behind are not waited for


def _class(path: str) -> Any:
    module, _, name = path.replace(":", ".").rpartition(".")
    return getattr(import_module(module), name)


def _documents(reader: Any, load: dict[str, Any]) -> Iterable[Any]:
    """Return the documents one by one, if the reader can."""
    lazy = getattr(type(reader), "lazy_load_data", None)
    if lazy is not None and lazy.__module__ != BASE:
        found: Iterable[Any] = reader.lazy_load_data(**load)
    elif hasattr(reader, "iter_data") and not load:
        found = itertools.chain.from_iterable(reader.iter_data())
    else:
        found = reader.load_data(**load)
    return found


def _read(document: Any, largest_bytes: int) -> Read:
    chosen = "id_" in getattr(document, "model_fields_set", ())
    read = Read(
        id=_clean(str(document.id_))[:LONGEST_FACT] if chosen else None,
        metadata=_facts(getattr(document, "metadata", None) or {}),
    )
    text = _clean(getattr(document, "text", None) or "")
    if len(text.encode()) > largest_bytes:
        read.refused = "too_large"
    elif not text.strip() and any(getattr(document, each, None) for each in OTHER_THAN_TEXT):
        read.refused = "no_text"
    else:
        read.text = text
    return read


def _facts(metadata: dict[Any, Any]) -> dict[str, Fact]:
    some = itertools.islice(metadata.items(), MOST_FACTS)
    return {
        _clean(str(name))[:LONGEST_NAME]: _fact(value) for name, value in some if value is not None
    }


def _fact(value: Any) -> Fact:
    if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    shown = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return _clean(str(shown))[:LONGEST_FACT]


def _clean(text: str) -> str:
    """Return what can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
