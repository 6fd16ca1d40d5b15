"""What the knowledge room says and hears."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel


@dataclass(frozen=True)
class NewPassage:
    """A piece of a document that can be found by itself; ``start`` and ``end`` place it.

    ``text`` ends with that stretch. ``place`` is what a page number cannot say: ``#anchor`` of a
    page of the web, or the cells of a sheet.
    """

    heading_path: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None
    place: str | None = None


@dataclass(frozen=True)
class NewDocument:
    """A document as it was read, cut into passages."""

    collection: str
    source: str
    address: str
    title: str
    url: str | None
    language: str
    markdown: str
    passages: tuple[NewPassage, ...]


class Found(BaseModel):
    """A passage that was found, best first."""

    id: str
    document_id: str
    score: float
    title: str
    url: str | None
    collection: str
    language: str
    heading_path: list[str]
    page: int | None
    place: str | None
    text: str
    start: int
    end: int


class Document(BaseModel):
    """A document in whole."""

    id: str
    title: str
    url: str | None
    language: str
    collection: str
    markdown: str
    updated_at: datetime


class Passage(BaseModel):
    """A passage inside its document; ``start`` and ``end`` are places in its Markdown."""

    id: str
    heading_path: list[str]
    page: int | None
    place: str | None
    text: str
    start: int
    end: int
    document: Document


@dataclass(frozen=True)
class Entry:
    """A passage as the index takes it in."""

    passage_id: str
    document_id: str
    tenant: str
    collection: str
    language: str
    words: list[str]
    grams: list[str]


@dataclass(frozen=True)
class Filter:
    """Which passages a search may return; the tenant is always named."""

    tenant: str
    collection: str | None = None
    language: str | None = None
