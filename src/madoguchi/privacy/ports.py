"""What the privacy room needs from others."""

from typing import Literal, Protocol

from madoguchi.privacy.recognizing.spans import Span

Strictness = Literal["low", "normal", "strict"]


class Finder(Protocol):
    """Finds personal data. What it raises stops the message: closed, never open."""

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return what is found: spans that do not overlap, in reading order."""
        ...


class Shares(Protocol):
    """Keeps one half of each conversation's key, in a place that no copy of the database holds."""

    async def put(self, key_id: str, share: bytes) -> None:
        """Keep a half; it lasts when this returns."""
        ...

    async def get(self, key_id: str) -> bytes | None:
        """Return a half, or nothing when it is gone."""
        ...

    async def destroy(self, key_id: str) -> None:
        """Forget a half for good; one that is not there is no fault."""
        ...
