"""Markdown while it is being written: blocks with their places, and marks."""

from madoguchi.learning.converting.schemas import (
    Block,
    BlockKind,
    Limits,
    Mark,
    MarkKind,
    Notice,
)

GAP = "\n\n"


class Full(Exception):
    """The Markdown has reached its limit; what is written so far stands."""


class Draft:
    """Takes blocks in reading order and knows where each of them begins."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.notices: list[Notice] = []
        self.first_heading: str | None = None
        self._parts: list[str] = []
        self._length = 0

    @property
    def markdown(self) -> str:
        """Everything written so far."""
        return GAP.join(self._parts)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Write one block; nothing is written for nothing."""
        if not text:
            return
        start = self._next
        room = self.limits.markdown_characters - start
        if len(text) > room:
            text = text[: max(room, 0)].rstrip()
            self.notice("convert.warning.cut_short", limit=self.limits.markdown_characters)
        if text:
            self._parts.append(text)
            self._length = start + len(text)
            self.blocks.append(Block(kind=kind, start=start, end=self._length, level=level))
        if self._length >= self.limits.markdown_characters or not text:
            raise Full

    def heading(self, level: int, text: str) -> None:
        """Write a heading of one line."""
        line = " ".join(text.split("\n")).strip()
        if line:
            level = min(max(level, 1), 6)
            self.first_heading = self.first_heading or line
            self.add("heading", f"{'#' * level} {line}", level)

    def mark(self, kind: MarkKind, value: str, ahead: int = 0) -> None:
        """Say where the next block was read, or what follows ``ahead`` characters of it."""
        self.marks.append(Mark(at=self._next + ahead, kind=kind, value=value))

    def notice(self, key: str, **facts: int | str) -> None:
        """Say something about the result, once."""
        new = Notice(key=key, facts=facts)
        if new not in self.notices:
            self.notices.append(new)

    @property
    def _next(self) -> int:
        return self._length + len(GAP) if self._parts else 0
