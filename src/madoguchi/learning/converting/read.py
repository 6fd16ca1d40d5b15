"""One document, read in this process: recognised, checked, and given to its reader."""

from importlib import import_module
from typing import Protocol, cast

from madoguchi.learning.converting.archives import inspect
from madoguchi.learning.converting.draft import Draft, Full
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.recognise import recognise
from madoguchi.learning.converting.schemas import Converted, Hint, Kind, Limits

HERE = "madoguchi.learning.converting"
READERS: dict[Kind, str] = {
    "html": "html.read",
    "pdf": "pdf.read",
    "docx": "office.text",
    "odt": "office.open_text",
    "xlsx": "office.sheets",
    "xls": "office.sheets",
    "ods": "office.sheets",
    "pptx": "office.slides",
    "csv": "csv",
    "markdown": "texts",
    "text": "texts",
    "mail": "mail",
    "image": "images",
}
"""Kind → the module that reads it. A page of the web loads none of what the others need."""
ARCHIVES = ("docx", "xlsx", "pptx", "odt", "ods")


class Reader(Protocol):
    """A module that reads one kind of document."""

    def read(self, data: bytes, hint: Hint, draft: Draft) -> Found:
        """Write the document into the draft."""
        ...


def reader_of(kind: Kind) -> Reader:
    """Return the reader of a kind, loaded now if it was not before."""
    return cast(Reader, import_module(f"{HERE}.{READERS[kind]}"))


def read(data: bytes, hint: Hint, limits: Limits) -> Converted:
    """Return a document as Markdown, or refuse it. This is no place for strangers' documents."""
    if len(data) > limits.size_bytes:
        raise Refused("convert.too_large", limit=limits.size_bytes // 2**20)
    kind = recognise(data, hint)
    if kind in ARCHIVES:
        inspect(data, limits)
    draft = Draft(limits)
    try:
        found = reader_of(kind).read(data, hint, draft)
    except Full:
        found = Found(draft.first_heading)
    if unreadable := draft.markdown.count("\ufffd"):
        draft.notice("convert.warning.unreadable_characters", count=unreadable)
    if not any(character.isalnum() for character in draft.markdown):
        raise Refused("convert.empty")
    return Converted(
        markdown=draft.markdown + "\n",
        title=found.title,
        language=found.language,
        kind=kind,
        blocks=tuple(draft.blocks),
        marks=tuple(draft.marks),
        warnings=tuple(draft.notices),
        details=found.details,
    )
