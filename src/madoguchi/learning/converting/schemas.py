"""What goes into a conversion and what comes out of it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "html",
    "pdf",
    "docx",
    "xlsx",
    "xls",
    "ods",
    "pptx",
    "odt",
    "csv",
    "markdown",
    "text",
    "mail",
    "image",
]
BlockKind = Literal["heading", "paragraph", "list", "table", "code", "quote"]
MarkKind = Literal["page", "slide", "cells", "anchor"]


class Value(BaseModel):
    """Something that does not change."""

    model_config = ConfigDict(frozen=True)


class Hint(Value):
    """What is known about a document before it is read; the bytes have the last word."""

    name: str | None = None
    content_type: str | None = None
    url: str | None = None
    charset: str | None = None


class Limits(Value):
    """How much one document may cost."""

    size_bytes: int = 64 * 2**20
    unpacked_bytes: int = 512 * 2**20
    markdown_characters: int = 8_000_000
    memory_bytes: int = 2**30
    cpu_s: int = 60
    wall_s: float = 120.0
    pages: int = 2000
    ocr_pages: int = 50
    pixels: int = 100_000_000


class Block(Value):
    """A heading, paragraph, list, table … of the Markdown.

    ``level`` is that of a heading. Of anything else it says that what stood above has ended: it
    and what follows stand below the nearest heading of this level or higher.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class Mark(Value):
    """A place in the document: it holds from ``at`` until the next mark of its kind."""

    at: int
    kind: MarkKind
    value: str


class Notice(Value):
    """Something a reader should know about the result; ``key`` names a sentence."""

    key: str
    facts: dict[str, int | str] = {}


class Converted(Value):
    """A document as Markdown; ``language`` is what the document itself declares."""

    markdown: str
    title: str | None
    language: str | None
    kind: Kind
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    warnings: tuple[Notice, ...]
    details: dict[str, Any]
