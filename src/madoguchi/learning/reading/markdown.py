"""A document of a reader as bytes that the converter understands."""

import re
from pathlib import PurePath

from madoguchi.learning.reading.identity import file_of, page_of
from madoguchi.learning.reading.schemas import Read

MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|body|main|article)[\s>]", re.I)
TITLES = ("title", "page_title", "subject", "name")
DATES = (
    *(
        "last_modified_date",
        "last_modified",
        "modified",
        "updated_at",
        "updated",
        "changed_at",
        "published",
    ),
    *("date", "created_at", "creation_date"),
)
LANGUAGES = ("lang", "language")
LONGEST = 300
MARKDOWN, HTML = "text/markdown; charset=utf-8", "text/html; charset=utf-8"


def title_of(read: Read) -> str:
    """Return what the document is called, by people."""
    return _first(read, TITLES) or PurePath(file_of(read)).stem


def body_of(read: Read) -> tuple[bytes, str]:
    """Return the text with what is told of it, and its content type."""
    if MARKUP.match(read.text):
        return read.text.encode(), HTML
    page = page_of(read)
    told = {
        "title": title_of(read),
        "lang": _first(read, LANGUAGES),
        "page_label": page if page.isdecimal() else "",
        "date": _first(read, DATES),
    }
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    if not read.text.strip() or read.text.startswith("---\n") or not lines:
        return read.text.encode(), MARKDOWN
    front = "\n".join(["---", *lines, "---", "", ""])
    return (front + read.text).encode(), MARKDOWN


def _first(read: Read, names: tuple[str, ...]) -> str:
    values = (" ".join(str(read.metadata.get(name, "")).split()) for name in names)
    return next((each[:LONGEST] for each in values if each), "")
