"""The one JSON shape of the API: ``{ok, data, error}``."""

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from madoguchi.kernel.errors import AppError, Faulty, TooMany
from madoguchi.kernel.words import say

T = TypeVar("T")


class Problem(BaseModel):
    """What went wrong: a stable code, a sentence for the reader, the trace to quote."""

    code: str
    message: str
    status: int
    trace_id: str = ""
    details: dict[str, str] = Field(default_factory=dict)
    retry_after_s: int | None = None
    """When to try again, where that is known."""


class Ok(BaseModel, Generic[T]):
    """A success."""

    ok: Literal[True] = True
    data: T
    error: None = None


class Fail(BaseModel):
    """A failure."""

    ok: Literal[False] = False
    data: None = None
    error: Problem


def problem_of(error: AppError, language: str, trace_id: str = "") -> Problem:
    """Put an expected failure into the reader's words."""
    faults = error.faults if isinstance(error, Faulty) else ()
    return Problem(
        code=error.code,
        message=say(error.key, language, **error.facts),
        status=error.status,
        trace_id=trace_id,
        retry_after_s=error.wait_s if isinstance(error, TooMany) else None,
        details={fault.place: say(fault.key, language, **fault.facts) for fault in faults},
    )
