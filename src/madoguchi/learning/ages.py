"""What is told about the age of documents."""

from datetime import date, datetime

from pydantic import BaseModel, Field


class OldDocument(BaseModel):
    """A document that has not changed for long."""

    address: str
    title: str | None
    url: str | None
    changed_at: datetime


class EndedSentence(BaseModel):
    """A sentence about something that is over."""

    address: str
    title: str | None
    url: str | None
    until: date
    sentence: str


class DeadLink(BaseModel):
    """An address that is linked to and not there."""

    address: str
    found_on: str
    status: int


class FreshnessWanted(BaseModel):
    """From which age on a document is old, and how much to list of each."""

    days: int = Field(default=365, ge=0, le=36_500)
    limit: int = Field(default=100, ge=1, le=1000)


class FreshnessReport(BaseModel):
    """What may be out of date in a source."""

    documents: int
    old_count: int
    old: list[OldDocument]
    ended_count: int
    ended: list[EndedSentence]
    dead_links: list[DeadLink]
