"""What the models room says and hears."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr, model_validator

from madoguchi.kernel.masked import MaskedText
from madoguchi.kernel.sections import Section

BUILTIN = "builtin"


class Timeouts(Section):
    """How long to wait for a model server."""

    connect_s: float = Field(default=5.0, gt=0)
    first_token_s: float = Field(default=60.0, gt=0)
    silence_s: float = Field(default=30.0, gt=0)


class ModelSettings(Section):
    """One model that can be asked."""

    id: str = Field(min_length=1, max_length=60)
    provider: Literal["openai", "ollama", "anthropic", "google", "builtin"]
    base_url: HttpUrl | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    context_tokens: int = Field(default=8192, ge=256)
    max_answer_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    retries: int = Field(default=2, ge=0, le=10)
    timeouts: Timeouts = Timeouts()

    @model_validator(mode="after")
    def _is_reachable(self) -> "ModelSettings":
        if self.provider == "openai" and (self.base_url is None or not self.model):
            raise ValueError("an openai model needs base_url and model")
        return self


Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Turn:
    """One thing that was said."""

    speaker: Speaker
    text: MaskedText


@dataclass(frozen=True)
class Ground:
    """A passage that an answer may rest on; ``[number]`` cites it."""

    number: int
    title: MaskedText
    heading_path: tuple[MaskedText, ...]
    text: MaskedText
    language: str
    pairs: tuple[tuple[MaskedText, MaskedText], ...] = ()
    """Questions that the passage answers, with their answers."""


@dataclass(frozen=True)
class Question:
    """Everything a model needs for one answer."""

    text: MaskedText
    language: str
    turns: tuple[Turn, ...]
    grounds: tuple[Ground, ...] = field(default=())
    gists: tuple[MaskedText, ...] = field(default=())
    """What ``text`` asks, in fewer and fewer words: for models that compare words."""


@dataclass(frozen=True)
class Rests:
    """Said before the first word: the answer rests on these grounds, and cites them as 1, 2, 3 …"""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Usage:
    """What an answer cost."""

    prompt_tokens: int
    answer_tokens: int
