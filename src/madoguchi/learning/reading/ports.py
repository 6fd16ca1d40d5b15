"""What is asked of whatever runs a reader."""

from collections.abc import AsyncGenerator, Mapping
from typing import Protocol

from madoguchi.learning.reading.schemas import Argument, Read, ReaderSettings


class Reading(Protocol):
    """Runs readers, each behind limits, and hands over what they give one by one."""

    def read(
        self, name: str, reader: ReaderSettings, arguments: Mapping[str, Argument]
    ) -> AsyncGenerator[Read, None]:
        """Yield every document; raise ReaderFailed when the reader does not come to its end."""
        ...
