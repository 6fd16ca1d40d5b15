"""The settings, over HTTP and over the connection."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from madoguchi import __version__
from madoguchi.entry.settings import Settings, shown
from madoguchi.entry.settings_file import FILE_NAME
from madoguchi.kernel.clock import now
from madoguchi.kernel.connection.door import Call
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import PUBLIC, Caller, may, service

router = APIRouter(prefix="/api", tags=["settings"])
methods = Methods()
Reader = Annotated[Caller, may("settings.read")]
SettingsService = Annotated[Settings, Depends(service(Settings))]


class SettingsInForce(BaseModel):
    """What is set, secrets hidden."""

    file: str
    values: dict[str, Any]


class Nothing(BaseModel):
    """No parameters."""


class MissedEvent(BaseModel):
    """Some events without a number were not sent: the reader was too slow. Read anew."""


class Pong(BaseModel):
    """The connection lives."""

    at: str


class PublicSettings(BaseModel):
    """What the pages need to know."""

    language: str
    version: str
    visitor_chat: bool
    model: str


EVENTS: Events = {"connection.missed": MissedEvent}


@router.get("/settings")
async def read_settings(settings: SettingsService, caller: Reader) -> Ok[SettingsInForce]:
    """Return what is set."""
    return Ok(data=SettingsInForce(file=FILE_NAME, values=shown(settings)))


@methods.method("settings.get", needs="settings.public")
async def public_settings(call: Call, params: Nothing) -> PublicSettings:
    """Return what the pages need to know."""
    settings = call.service(Settings)
    return PublicSettings(
        language=settings.language,
        version=__version__,
        visitor_chat=settings.visitors_may_chat,
        model=settings.chain("chat")[0],
    )


@methods.method("connection.ping", needs=PUBLIC)
async def ping(call: Call, params: Nothing) -> Pong:
    """Answer, so that the other side knows the connection lives."""
    return Pong(at=now().isoformat())
