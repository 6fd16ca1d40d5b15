"""What travels between the house and the process of a LlamaIndex reader."""

from typing import Any, Literal

from pydantic import BaseModel

from madoguchi.learning.reading.schemas import Read

Stage = Literal["loading", "reading"]


class Wish(BaseModel):
    """Which reader, what it is given, and how much it may take."""

    class_path: str
    path: list[str]
    options: dict[str, Any]
    load: dict[str, Any]
    memory_bytes: int
    largest_bytes: int


class Failure(BaseModel):
    """What the reader raised, and whether it had begun to read."""

    stage: Stage
    kind: str
    says: str


class Told(BaseModel):
    """A document, the end, or why there is none."""

    document: Read | None = None
    failure: Failure | None = None
    done: bool = False
