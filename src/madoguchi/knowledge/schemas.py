"""What the knowledge room says and hears."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel, Field


@dataclass(frozen=True)
class NewPassage:
    """A piece of a document that can be found by itself; ``start`` and ``end`` place it.

    ``text`` ends with that stretch. ``place`` is what a page number cannot say: ``#anchor`` of a
    page of the web, the cells of a sheet, or ``slide`` where slides are counted.
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
    roles: tuple[str, ...] = ()
    """Who may see it; nobody named means everybody."""


@dataclass(frozen=True)
class NewPair:
    """A question and its answer, which stands at ``at`` in the Markdown of the document."""

    question: str
    answer: str
    at: int


@dataclass(frozen=True)
class Pair:
    """A question and its answer."""

    question: str
    answer: str


class StoredPair(BaseModel):
    """A question that a document answers."""

    question: str
    answer: str
    passage_id: str
    address: str
    title: str
    url: str | None
    place: str | None
    language: str
    off: bool


@dataclass(frozen=True)
class NewTerm:
    """A term and what it means."""

    term: str
    meaning: str


class Term(BaseModel):
    """A term of a glossary: found in a document, or ``own``, written by a person."""

    term: str
    meaning: str
    address: str
    title: str | None
    url: str | None
    own: bool
    off: bool


class Wanted(BaseModel):
    """What to look for, and where."""

    q: str = Field(default="", max_length=2000)
    k: int = Field(default=10, ge=1, le=100)
    collection: str | None = Field(default=None, max_length=100)
    source: str | None = Field(default=None, max_length=100)
    language: str | None = Field(default=None, max_length=20)


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
    roles: list[str] = Field(default_factory=list, exclude=True)
    """Who may see it; nobody named means everyone."""


class Document(BaseModel):
    """A document in whole."""

    id: str
    title: str
    url: str | None
    language: str
    collection: str
    markdown: str
    updated_at: datetime


class Listed(BaseModel):
    """A document in the catalogue."""

    id: str
    source: str
    address: str
    title: str
    url: str | None
    updated_at: datetime


class PublicText(NamedTuple):
    """A document that everyone may read."""

    title: str
    url: str | None
    markdown: str


class Learned(BaseModel):
    """How much is learned, and when the newest of it was."""

    documents: int
    passages: int
    newest_at: datetime | None


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
class Quoted:
    """What was quoted once, and from where."""

    document_id: str
    passage_id: str
    heading_path: tuple[str, ...]
    quote: str


class Standing(BaseModel):
    """Whether something that was quoted still stands in its document, and where.

    ``since`` is when a document that no longer says it was learned last, or when it went. Of what
    a reader may not see, nothing is told but ``gone``.
    """

    state: Literal["stands", "changed", "gone"]
    passage_id: str | None = None
    start: int | None = None
    end: int | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """A passage as the index takes it in."""

    passage_id: str
    document_id: str
    version: str
    """Of the document: it differs after each change, also of what is not text."""
    tenant: str
    collection: str
    source: str
    language: str
    roles: tuple[str, ...]
    words: list[str]
    grams: list[str]


SEES_ALL: Final = "*"
"""The role to which no passage is hidden."""


@dataclass(frozen=True)
class Filter:
    """Which passages a search may return; the tenant is always named.

    Without a role only what everybody may see is found.
    """

    tenant: str
    collection: str | None = None
    source: str | None = None
    language: str | None = None
    role: str = ""


class Rebuild(BaseModel):
    """An index that is being made anew, in documents."""

    done: int
    total: int


class IndexState(BaseModel):
    """How the index stands."""

    kind: str
    owner: str | None
    documents: int
    passages: int
    indexed: int
    waiting: int
    rebuild: Rebuild | None
    rebuilt_at: datetime | None


class IndexCheck(BaseModel):
    """Where the index differs from the database; what still waits to be indexed does not count."""

    sound: bool
    passages: int
    indexed: int
    waiting: int
    missing: int
    superfluous: int
    stale: int
    examples: list[str]
