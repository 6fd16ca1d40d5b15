"""What a reader from elsewhere is, and what it gives."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from madoguchi.kernel.sections import Section

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
ReaderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
ClassPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w.]*[.:][A-Za-z_]\w*$")]
Line = Annotated[str, StringConstraints(max_length=2000)]
Argument = bool | int | float | Line | Annotated[list[Line], Field(max_length=1000)]
ArgumentKind = Literal["text", "number", "switch", "list"]
Fact = bool | int | float | str
SECRET = re.compile(r"\$\{(\w+)\}")
LOOKS_SECRET = re.compile(r"(?:token|api_?key|password|secret)$", re.I)


class ReaderSettings(Section):
    """A reader that sources may name: its class, and what it is given."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    class_path: ClassPath = Field(alias="class")
    path: list[str] = Field(default_factory=list)
    options: dict[Name, Any] = Field(default_factory=dict)
    load: dict[Name, Any] = Field(default_factory=dict)
    arguments: dict[Name, ArgumentKind] = Field(default_factory=dict)
    secrets: dict[Name, SecretStr] = Field(default_factory=dict)
    key: list[str] = Field(default_factory=list)
    max_documents: int = Field(default=100_000, ge=1)
    memory_mib: int = Field(default=1024, ge=256, le=65_536)
    minutes: int = Field(default=60, ge=1, le=1440)

    @model_validator(mode="after")
    def _secrets_are_kept_apart(self) -> "ReaderSettings":
        given = {**self.options, **self.load}
        for name, value in given.items():
            if LOOKS_SECRET.search(name) and isinstance(value, str) and not SECRET.search(value):
                raise ValueError(
                    f"{name} belongs under secrets; name it here as ${{{name.upper()}}}"
                )
        if unknown := set(SECRET.findall(str(given))) - set(self.secrets):
            raise ValueError(f"no such secret: {', '.join(sorted(unknown))}")
        return self


class KnownArgument(BaseModel):
    """Something that whoever adds a source tells the reader."""

    name: str
    kind: ArgumentKind
    required: bool


class KnownReader(BaseModel):
    """A reader that a source may name."""

    name: str
    arguments: list[KnownArgument]


class Read(BaseModel):
    """One document as a reader gave it. ``refused`` says why there is no text.

    ``id`` is only what the reader chose itself; one made up by chance is left out.
    """

    id: str | None = None
    text: str = ""
    metadata: dict[str, Fact] = Field(default_factory=dict)
    refused: Literal["no_text", "too_large"] | None = None
