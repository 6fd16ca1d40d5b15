"""What a conversation is made of: pure types that every room may speak of."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["user", "assistant"]
Status = Literal["done", "streaming", "stopped", "interrupted", "failed"]


class TextPart(BaseModel):
    """Words of a message, as Markdown."""

    type: Literal["text"] = "text"
    text: str


class Citation(BaseModel):
    """Where a sentence of the answer comes from; ``[n]`` stands in the text."""

    model_config = ConfigDict(frozen=True)

    type: Literal["citation"] = "citation"
    n: int
    passage_id: str
    document_id: str
    title: str
    language: str = ""
    url: str | None
    heading_path: list[str]
    page: int | None = None
    place: str | None = None
    start: int
    end: int
    quote: str


Part = Annotated[TextPart | Citation, Field(discriminator="type")]


class Reason(BaseModel):
    """Why an answer did not end well."""

    code: str
    message: str


class HiddenItem(BaseModel):
    """Something personal in a message: the model reads ``placeholder`` instead of ``text``."""

    kind: str
    placeholder: str
    text: str


class Message(BaseModel):
    """One message as the reader sees it."""

    id: str
    session_id: str
    role: Role
    content: str
    parts: list[Part]
    status: Status
    language: str | None = None
    confidence: float | None = None
    """How sure it is that a question is in this language; an answer is written in its own."""
    created_at: datetime
    parent_id: str | None
    siblings: list[str]
    hidden: list[HiddenItem] = Field(default_factory=list, exclude_if=lambda found: not found)
    problem: Reason | None = None
    stream_id: str | None = None
