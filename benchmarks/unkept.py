"""Our server with a journal that keeps nothing, to see what keeping costs. Never shipped."""

import sys

from madoguchi.chat import streams
from madoguchi.chat.journal import Journal, Pen
from madoguchi.entry.cli import main


class Unkept(Journal):
    """Shows events without writing them down."""

    async def _commit(self, batch: list[tuple[Pen, list[tuple[str, bytes]]]]) -> None:
        for pen, events in batch:
            pen.committed(events)


if __name__ == "__main__":
    vars(streams)["Journal"] = Unkept
    main(["api", "--port", sys.argv[1]])
