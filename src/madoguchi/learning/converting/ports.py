"""What others may ask of a conversion."""

from pathlib import Path
from typing import Protocol

from madoguchi.learning.converting.schemas import Converted, Hint


class Converter(Protocol):
    """Turns documents of strangers into Markdown without being harmed by them."""

    async def convert(self, source: bytes | Path, hint: Hint) -> Converted:
        """Return the document as Markdown, or raise Refused."""
        ...

    async def close(self) -> None:
        """Let go of everything that was started."""
        ...
