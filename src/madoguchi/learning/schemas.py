"""What the learning room says and hears."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from madoguchi.learning.crawling.addresses import normal
from madoguchi.learning.crawling.scope import KINDS
from madoguchi.learning.reading.schemas import Argument

Kind = Literal["site", "sitemap", "pages", "feed", "folder", "upload", "reader"]
CRAWLED: tuple[Kind, ...] = ("site", "sitemap", "pages", "feed")
Mask = Literal["keep", "hide"]
RunState = Literal["queued", "running", "paused", "done", "failed", "cancelled"]
Step = Literal["waiting", "gather", "convert", "learn", "modules", "finish"]
ItemState = Literal["fetched", "converted", "learned", "refused", "empty", "duplicate"]
ONE_LINE = r"^[^\x00-\x1f\x7f]+$"
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE)
]
Long = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=ONE_LINE)
]
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")]


class Options(BaseModel):
    """How a source is read. Whatever is not named is as most people want it.

    ``mask`` says what becomes of personal data: ``hide`` takes it out for good.
    """

    include: list[Long] = Field(default_factory=list, max_length=100)
    exclude: list[Long] = Field(default_factory=list, max_length=100)
    kinds: list[str] = Field(default_factory=list, max_length=20)
    below: bool = False
    subdomains: bool = False
    use_sitemaps: bool = True
    obey_robots: bool = True
    max_pages: int = Field(default=10_000, ge=1, le=1_000_000)
    max_depth: int = Field(default=20, ge=0, le=1000)
    gap_s: float | None = Field(default=None, ge=0, le=600)
    at_once: int = Field(default=4, ge=1, le=16)
    render: bool = False
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2,4})?$")] | None = None
    mask: Mask = "keep"
    modules: dict[str, bool] = Field(default_factory=dict)
    arguments: dict[str, Argument] = Field(default_factory=dict, max_length=100)

    @model_validator(mode="after")
    def check(self) -> Self:
        """Refuse kinds of documents that nobody reads."""
        if unknown := set(self.kinds) - set(KINDS):
            raise ValueError(f"unknown kinds: {', '.join(sorted(unknown))}")
        return self


class NewSource(BaseModel):
    """Something to learn from."""

    kind: Kind
    starts: list[Long] = Field(min_length=1, max_length=10_000)
    name: Line | None = None
    collection: Line = "main"
    roles: list[Line] = Field(default_factory=list, max_length=50)
    options: Options = Field(default_factory=Options)
    headers: dict[HeaderName, Long] = Field(default_factory=dict, max_length=20)
    cron: Line | None = None
    zone: Line | None = None

    @model_validator(mode="after")
    def check(self) -> Self:
        """Refuse what is no address where one is needed."""
        if self.kind in CRAWLED and (wrong := [each for each in self.starts if not normal(each)]):
            raise ValueError(f"not an address: {wrong[0][:100]}")
        if self.kind == "reader" and len(self.starts) != 1:
            raise ValueError("a source has one reader")
        return self


class SourceChange(BaseModel):
    """What is to be different; what is not named stays. Headers are set anew as a whole."""

    name: Line | None = None
    starts: list[Long] | None = Field(default=None, min_length=1, max_length=10_000)
    collection: Line | None = None
    roles: list[Line] | None = Field(default=None, max_length=50)
    options: Options | None = None
    headers: dict[HeaderName, Long] | None = Field(default=None, max_length=20)
    cron: Line | None = None
    zone: Line | None = None
    unscheduled: bool = False


class Source(BaseModel):
    """Something that is learned; headers are never shown again, only their names."""

    id: str
    name: str
    kind: Kind
    starts: list[str]
    options: Options
    header_names: list[str]
    collection: str
    roles: list[str]
    cron: str | None
    zone: str | None
    next_at: datetime | None
    documents: int
    passages: int
    created_at: datetime
    updated_at: datetime
    run: "LearningRun | None"


class StepFigures(BaseModel):
    """How far a step is."""

    done: int = 0
    total: int | None = None
    per_s: float = 0.0
    counts: dict[str, int] = Field(default_factory=dict)
    current: str | None = None


class RunError(BaseModel):
    """Why a run failed."""

    code: str
    message: str


class Repeat(BaseModel):
    """A text that many documents repeat: only one of them is found by it."""

    text: str
    documents: int
    kept_at: str


class HiddenKind(BaseModel):
    """How often something of a kind was taken out; never what."""

    kind: str
    name: str
    count: int


class ModuleReport(BaseModel):
    """How a module fared in a run; why, when it failed."""

    name: str
    state: Literal["done", "failed"]
    counts: dict[str, int]
    message: str | None


class LearningRun(BaseModel):
    """One run over a source; ``pausing`` while it is to rest and does not yet."""

    id: str
    source_id: str
    job_id: str | None
    state: RunState
    pausing: bool
    step: Step
    steps: dict[str, StepFigures]
    modules: list[ModuleReport]
    repeats: list[Repeat]
    hidden: list[HiddenKind]
    error: RunError | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class Notice(BaseModel):
    """Something to know about a document."""

    key: str
    message: str


class Item(BaseModel):
    """One document of a source: what became of it and why."""

    address: str
    url: str | None
    name: str | None
    state: ItemState
    title: str | None
    language: str | None
    kind: str | None
    passages: int
    notices: list[Notice]
    reason: str | None
    found_on: str | None
    visited_at: datetime | None
    updated_at: datetime


class Items(BaseModel):
    """Some documents of a source; ask again after the last address for more."""

    items: list[Item]
    counts: dict[str, int]


class Original(BaseModel):
    """The file that a document was read from; ``url`` opens it for a while."""

    name: str | None
    url: str | None


class ItemsWanted(BaseModel):
    """Which documents to list."""

    state: list[Line] = Field(default_factory=list, max_length=20)
    after: Annotated[str, StringConstraints(max_length=4000)] = ""
    limit: int = Field(default=100, ge=1, le=500)


class Why(BaseModel):
    """What is known of an address; ``way`` leads to it from where the crawl began."""

    address: str
    decision: str
    message: str
    way: list[str]
    found_on: str | None
    found_by: str | None
    status: int | None
    visited_at: datetime | None
    next_at: datetime | None
    next_run: bool


class Start(BaseModel):
    """Begin a run: over a source, or over an address that becomes one."""

    source_id: str | None = None
    url: Long | None = None
    again: bool = False

    @model_validator(mode="after")
    def check(self) -> Self:
        """Want the one or the other."""
        if (self.source_id is None) == (self.url is None):
            raise ValueError("either source_id or url is needed")
        return self


class StartOver(BaseModel):
    """How to run: ``again`` reads also what has not changed."""

    again: bool = False


class RemovedSource(BaseModel):
    """What is no more."""

    id: str


class KnownModule(BaseModel):
    """A module that is installed."""

    name: str
    edition: str
    on_by_default: bool


class SourceModule(KnownModule):
    """A module as it is with one source: on or off, and how it fared when it looked last."""

    on: bool
    state: Literal["done", "failed"] | None = None
    message: str | None = None
    looked_at: datetime | None = None


class PairSwitch(BaseModel):
    """Which stored question is meant, and whether it is to be answered so no more."""

    address: Annotated[str, StringConstraints(max_length=4000)]
    question: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    off: bool


class WrittenTerm(BaseModel):
    """A term of one's own."""

    term: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60, pattern=ONE_LINE)
    ]
    meaning: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^[^\x00]*$")
    ] = ""


class TermSwitch(BaseModel):
    """Which term is meant, and whether it is to be a word no more."""

    term: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    off: bool


class Named(BaseModel):
    """A document by the name that people know."""

    title: str
    url: str | None


class RepeatedBlock(BaseModel):
    """A text that many documents repeat, and the one that is found by it."""

    text: str
    documents: int
    kept_at: Named


class Twin(BaseModel):
    """A document that says the same as another, which is found in its place."""

    document: Named
    found: Named


class Repetition(BaseModel):
    """What a source says more than once."""

    blocks: list[RepeatedBlock]
    twins: list[Twin]
    twin_count: int


class Part(BaseModel):
    """Which part of a list is wanted."""

    skip: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1, le=1000)


class NotesWanted(BaseModel):
    """Which notes to list; ask again after the last address for more."""

    after: Annotated[str, StringConstraints(max_length=4000)] = ""
    limit: int = Field(default=100, ge=1, le=1000)


class ModuleNote(BaseModel):
    """What a module noted about a document."""

    address: str
    data: dict[str, Any]


class LearningProgressEvent(BaseModel):
    """A run is not as it was."""

    run: LearningRun
