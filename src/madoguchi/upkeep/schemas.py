"""What the upkeep room says."""

from typing import Literal

from pydantic import BaseModel, Field

State = Literal["running", "degraded", "missing", "off"]


class Component(BaseModel):
    """One part of the running system: how it is, and how to mend it."""

    id: str
    name: str = ""
    state: State
    detail: str
    mend: str | None = None
    figures: dict[str, str] = Field(default_factory=dict)
