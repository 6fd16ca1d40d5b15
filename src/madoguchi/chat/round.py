"""The state that one round hands from step to step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from madoguchi.chat.schemas import Ask, SessionSummary
from madoguchi.chat.streams import Running
from madoguchi.kernel.conversation import Citation
from madoguchi.kernel.http import Caller
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.schemas import Found, Pair
from madoguchi.language.codes import UNKNOWN
from madoguchi.language.recognise import Recognised
from madoguchi.models.schemas import Ground, Turn, Usage
from madoguchi.privacy.choices import Chosen
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.talk import Talk

NOTHING = MaskedText.ours("")


@dataclass(frozen=True)
class Wish:
    """What a caller asks for: a new question, or the same one again."""

    caller: Caller
    reader_language: str
    text: str | None
    session_id: str | None
    model: str | None = None
    language: str | None = None
    """The language that they want every answer in."""
    replaces: str | None = None
    answers_again: str | None = None
    request_id: str | None = None
    asker: str | None = None
    """The connection that asks, when it is one."""
    masked: bool = False
    """Whether ``text`` is masked."""
    new_session_id: str | None = None
    """What a conversation is to be called that this question opens."""

    @classmethod
    def of(cls, ask: Ask, caller: Caller, language: str, asker: str | None = None) -> "Wish":
        """Return what a caller asks for at a door."""
        return cls(
            caller=caller,
            reader_language=language,
            text=ask.user_input,
            session_id=ask.session_id,
            model=ask.model,
            language=ask.language,
            replaces=ask.replaces,
            request_id=ask.request_id,
            asker=asker,
        )


@dataclass(frozen=True)
class Kept:
    """What was committed before the model is asked."""

    session_id: str
    stream_id: str
    user_message_id: str
    message_id: str
    question: str
    language_before: str | None
    pinned_language: str | None
    new_session: SessionSummary | None
    was_named: bool
    frame: tuple[str, bytes]
    masked: bool = False
    """Whether the question is kept masked."""
    again: bool = False
    """The same request came before: nothing new was committed."""


@dataclass
class Problem:
    """Why a round did not end well; the words come from ``key``."""

    code: str
    key: str
    facts: dict[str, str]

    def stored(self) -> dict[str, str]:
        """Return it as it is kept with the message."""
        return {"code": self.code, "key": self.key, **self.facts}


@dataclass
class Round:
    """One question on its way to its answer."""

    wish: Wish
    kept: Kept
    running: Running
    language: str = "ja"
    """What the answer is in."""
    recognised: Recognised = Recognised(UNKNOWN, 0)
    """What the question is in."""
    masked: MaskedText = NOTHING
    """The question with all that is personal hidden, as it may be kept."""
    asked: MaskedText = NOTHING
    """The question as a model may read it."""
    plain: str = ""
    """The question as it was written, for this house alone."""
    own: Values = field(default_factory=dict)
    """What stands behind the placeholders of this conversation."""
    chosen: Chosen = Chosen()
    """What of it the person wants sent as it is, and what no longer."""
    history: list[Turn] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    grounds: tuple[Ground, ...] = ()
    """What was found, as a model may read it."""
    model: str | None = None
    usage: Usage | None = None
    citations: list[Citation] = field(default_factory=list)
    status: str = "done"
    problem: Problem | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def talk(self) -> Talk:
        """Whose conversation it is."""
        return Talk(self.kept.session_id, self.wish.caller.id)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a named step."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent_ms = round((time.perf_counter() - begun) * 1000, 2)
            self.steps.append({"name": name, "ms": spent_ms})
