"""What the files room says and hears."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, Field

Purpose = Literal["upload", "attachment", "artefact"]
LONGEST_LINK_S: Final = 7 * 24 * 3600
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class File(BaseModel):
    """What is known of a file."""

    id: str
    purpose: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


class NewFile(BaseModel):
    """A file that is about to come."""

    name: str
    purpose: Purpose
    media_type: str
    sha256: str | None = None
    """What the sender says that the bytes sum up to."""


class Wanted(BaseModel):
    """Which files to list, newest first."""

    purpose: Purpose | None = None
    before: Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class NewLink(BaseModel):
    """For how long a link is to open a file."""

    seconds: Annotated[int, Field(ge=1, le=LONGEST_LINK_S)] = 3600


class Link(BaseModel):
    """An address that opens a file without a sign-in."""

    url: str
    expires_at: datetime


class Removed(BaseModel):
    """What is gone."""

    id: str
