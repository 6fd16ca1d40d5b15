"""What the privacy room says and hears."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from madoguchi.kernel.conversation import HiddenItem
from madoguchi.privacy.ports import Strictness
from madoguchi.privacy.recognizing.own import LONGEST_PATTERN
from madoguchi.privacy.recognizing.spans import Kind

Scope = Literal["channel", "collection"]
ContactKind = Literal["EMAIL", "PHONE", "POSTAL", "ADDRESS", "PERSON"]
ContactState = Literal["proposed", "allowed", "rejected"]
MOST_WORDS, LONGEST_WORD, LONGEST_SAMPLE = 5_000, 200, 10_000
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=LONGEST_WORD)
]


class Master(BaseModel):
    """A master key, and how many conversations' keys lie under it."""

    id: str
    known_since: datetime
    conversations: int
    here: bool
    """Whether this installation holds it."""
    newest: bool


class VaultStatus(BaseModel):
    """How the vault stands."""

    masters: list[Master]
    erasures_waiting: int


class Look(BaseModel):
    """Who saw the values of a conversation, and when."""

    id: str
    conversation_id: str
    looker_id: str
    looker_name: str | None
    looked_at: datetime


class Originals(BaseModel):
    """What is hidden in a conversation."""

    conversation_id: str
    values: list[HiddenItem]


class NewRule(BaseModel):
    """What to look for: either words as they are, or a pattern."""

    name: Line
    kind: Kind = "CUSTOM"
    words: list[Word] = Field(default_factory=list, max_length=MOST_WORDS)
    pattern: str | None = Field(default=None, max_length=LONGEST_PATTERN)
    active: bool = True


class Rule(NewRule):
    """An organisation's own rule."""

    id: str
    changed_at: datetime


class Trial(BaseModel):
    """A text to search, with a rule that is not kept yet, in the place of ``replaces``."""

    text: str = Field(max_length=LONGEST_SAMPLE)
    rule: NewRule | None = None
    replaces: str | None = Field(default=None, max_length=100)
    strictness: Strictness = "normal"


class Sighting(BaseModel):
    """What would be hidden, half-open in characters; ``rule`` is none where it ships with us."""

    kind: Kind
    start: int
    end: int
    rule: str | None


class Tried(BaseModel):
    """What a trial found, and what was left because it is a contact of the site."""

    found: list[Sighting]
    allowed: list[Sighting]


class NewContact(BaseModel):
    """A contact that everybody may see."""

    kind: ContactKind
    text: Line


class Verdict(BaseModel):
    """What an administrator says to a proposal."""

    state: Literal["allowed", "rejected"]


class Contact(NewContact):
    """A contact of the site; ``title`` and ``url`` are of one page on which it stands."""

    id: str
    state: ContactState
    pages: int
    title: str | None
    url: str | None
    decided_at: datetime | None


class Level(BaseModel):
    """How strictly one channel or one collection is searched."""

    scope: Scope
    name: Line
    level: Strictness = "normal"


class DayCount(BaseModel):
    """How many values of a kind were newly hidden on a day (UTC)."""

    day: date
    kind: Kind
    count: int


class GuardState(BaseModel):
    """How the guard stands."""

    masks: bool
    restores: bool
    rules: int
    """Own rules that are active."""
    proposed: int
    """Contacts that wait for a decision."""
    vault: VaultStatus


class Gathering(BaseModel):
    """The job that goes through the public pages."""

    job_id: str


class Removed(BaseModel):
    """What is gone."""

    id: str
