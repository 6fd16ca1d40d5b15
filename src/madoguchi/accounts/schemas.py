"""What the accounts room says and hears."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

RoleName = Literal["visitor", "member", "operator", "admin"]


class Me(BaseModel):
    """Who the caller is, and what they may do."""

    id: str
    name: str | None
    role: str
    permissions: list[str]


class SignIn(BaseModel):
    """Name and password."""

    name: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class NewPassword(BaseModel):
    """A change of one's own password."""

    current: str = Field(max_length=1000)
    new: str = Field(max_length=1000)


class NewKey(BaseModel):
    """An API key to make."""

    name: str = Field(min_length=1, max_length=100)


class ApiKey(BaseModel):
    """A key as it may be shown."""

    id: str
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None


class MadeKey(ApiKey):
    """A fresh key; its text is shown this once."""

    key: str


class Removed(BaseModel):
    """What is gone."""

    id: str
