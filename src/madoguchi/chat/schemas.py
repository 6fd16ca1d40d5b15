"""What the chat room says and hears."""

from datetime import datetime

from pydantic import BaseModel, Field

from madoguchi.kernel.conversation import Citation, Message
from madoguchi.knowledge.schemas import Standing


class SessionSummary(BaseModel):
    """A conversation as the list shows it."""

    id: str
    title: str | None
    pinned_language: str | None = Field(
        default=None, description="Answers are in this language, whatever is asked in."
    )
    created_at: datetime
    updated_at: datetime
    last_activity_at: datetime


class RunningStream(BaseModel):
    """An answer that is being written right now."""

    stream_id: str
    message_id: str
    last_seq: int


class SessionDetail(SessionSummary):
    """A conversation with the messages of the branch that is shown, oldest first."""

    messages: list[Message]
    running: RunningStream | None
    as_is: list[str] = Field(
        default_factory=list,
        description="Placeholders whose values are sent to the model as they are.",
    )


class CitationStanding(Standing):
    """How the citation ``n`` of a message stands today."""

    message_id: str
    n: int


class NewSession(BaseModel):
    """A conversation to open."""

    title: str | None = Field(default=None, max_length=10_000)


class NewTitle(BaseModel):
    """A title given by a person."""

    title: str


class NewLanguage(BaseModel):
    """The language that answers are to be in; none follows each question."""

    language: str | None = Field(default=None, max_length=20)


class NewChoice(BaseModel):
    """How a hidden value goes to the model from now on: as it is, or hidden again."""

    placeholder: str = Field(max_length=100)
    as_is: bool


class Choose(NewChoice):
    """Such a choice, for a conversation."""

    session_id: str


class AsIs(BaseModel):
    """Which values of a conversation are sent to the model as they are, by their placeholders."""

    session_id: str
    as_is: list[str]


class NewHead(BaseModel):
    """Which branch to show: the one that goes through this message."""

    message_id: str


class Removed(BaseModel):
    """What is gone."""

    id: str


class Ask(BaseModel):
    """One round; a blank, malformed or unknown session means a new one."""

    user_input: str
    session_id: str | None = None
    model: str | None = None
    mode: str | None = None
    replaces: str | None = Field(
        default=None, description="The user message that this one is an edit of."
    )
    language: str | None = Field(
        default=None,
        max_length=20,
        description="Answer in this language where the conversation has none pinned.",
    )
    request_id: str | None = Field(
        default=None, description="Made by the client; sending the same again answers the same."
    )


class ChatTurn(BaseModel):
    """The outcome of one round."""

    session_id: str
    message: Message


class Started(BaseModel):
    """An answer is on its way."""

    session_id: str
    stream_id: str
    user_message_id: str
    message_id: str


class StreamChoice(BaseModel):
    """Which answer is meant."""

    stream_id: str


class Resume(StreamChoice):
    """Continue reading an answer after this number."""

    after: int = Field(default=0, ge=0)


class Retry(BaseModel):
    """Which answer to write anew: by message or by stream."""

    message_id: str | None = None
    stream_id: str | None = None
    model: str | None = None
    language: str | None = Field(default=None, max_length=20)


class StreamState(BaseModel):
    """How an answer stands."""

    stream_id: str
    session_id: str
    message_id: str
    status: str
    last_seq: int


class StartedEvent(BaseModel):
    """An answer begins."""

    stream_id: str
    session_id: str
    message_id: str
    parent_id: str | None
    user_message: Message | None
    request_id: str | None


class ChunkEvent(BaseModel):
    """More of the answer."""

    stream_id: str
    text: str


class CitationsEvent(BaseModel):
    """Where the answer comes from."""

    stream_id: str
    citations: list[Citation]


class EndEvent(BaseModel):
    """The answer is complete, or was stopped."""

    stream_id: str
    session_id: str
    message: Message
    title: str | None


class ErrorEvent(BaseModel):
    """The answer broke off; what was shown is kept in ``answer``."""

    stream_id: str
    session_id: str
    code: str
    message: str
    trace_id: str
    answer: Message


class SessionsChangedEvent(BaseModel):
    """The list of conversations changed."""

    session_id: str
    change: str
    session: SessionSummary | None
