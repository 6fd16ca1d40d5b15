"""Numbered logs of what happened, and word of it to whoever listens."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

Listener = Callable[[], None]


def frame_of(channel: str, payload: bytes, seq: int | None = None) -> bytes:
    """Return the event frame as it goes over the wire; ``payload`` is JSON already."""
    number = b"" if seq is None else b',"seq":%d' % seq
    name = orjson.dumps(channel)
    return b'{"type":"event","channel":%b%b,"payload":%b}' % (name, number, payload)


class NumberedLog:
    """Frames 1, 2, 3 … of one stream, safe in the database. Readers keep their own place."""

    def __init__(self, stream_id: str, owner_id: str) -> None:
        self.stream_id = stream_id
        self.owner_id = owner_id
        self.closed = False
        self._frames: list[bytes] = []
        self._listeners: set[Listener] = set()

    @property
    def last_seq(self) -> int:
        """The number of the newest frame."""
        return len(self._frames)

    @property
    def is_followed(self) -> bool:
        """Whether anyone listens."""
        return bool(self._listeners)

    def publish(self, frames: list[bytes]) -> None:
        """Add frames and wake every reader."""
        self._frames.extend(frames)
        self._wake()

    def close(self) -> None:
        """Say that nothing will follow."""
        self.closed = True
        self._wake()

    def after(self, seq: int, limit: int) -> list[bytes]:
        """Return at most ``limit`` frames that follow number ``seq``."""
        return self._frames[seq : seq + limit]

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` whenever there is something new."""
        self._listeners.add(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self._listeners.discard(listener)

    def _wake(self) -> None:
        for listener in tuple(self._listeners):
            listener()


News = dict[str, Any]
"""What is told about a topic: plain data, for it may go to other processes."""
Hearer = Callable[[News], None]


class Topics:
    """Who wants to hear about what: inside this process, and beyond it where something carries."""

    def __init__(self) -> None:
        self._hearers: dict[str, set[Hearer]] = {}
        self._carry: Callable[[str, News], None] | None = None

    @property
    def reach_out(self) -> bool:
        """Whether other processes hear what is told."""
        return self._carry is not None

    def carry_by(self, carry: Callable[[str, News], None]) -> None:
        """Hand everything that is told to ``carry`` as well, which brings it to others."""
        self._carry = carry

    def hear(self, topic: str, hearer: Hearer) -> Callable[[], None]:
        """Call ``hearer`` with everything told about ``topic``; the answer ends that."""
        self._hearers.setdefault(topic, set()).add(hearer)

        def leave() -> None:
            hearers = self._hearers.get(topic, set())
            hearers.discard(hearer)
            if not hearers:
                self._hearers.pop(topic, None)

        return leave

    def tell(self, topic: str, news: News) -> None:
        """Tell everyone who hears ``topic``, here and elsewhere."""
        self.tell_here(topic, news)
        self.tell_elsewhere(topic, news)

    def tell_elsewhere(self, topic: str, news: News) -> None:
        """Tell everyone in other processes who hears ``topic``."""
        if self._carry is not None:
            self._carry(topic, news)

    def tell_here(self, topic: str, news: News) -> None:
        """Hand ``news`` to everyone in this process who hears ``topic`` now."""
        for hearer in tuple(self._hearers.get(topic, ())):
            hearer(news)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._hearers))
