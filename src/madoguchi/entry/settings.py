"""Everything that can be set: one typed model, from the home's YAML file and the environment."""

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from madoguchi.kernel.secrets import without_passwords
from madoguchi.kernel.sections import Section
from madoguchi.language.codes import is_known, tidy
from madoguchi.learning.reading.schemas import ReaderName, ReaderSettings
from madoguchi.models.schemas import BUILTIN, ModelSettings

Fraction = Annotated[float, Field(ge=0, le=1)]
Chain = str | list[str] | None
Rounds = Annotated[int, Field(ge=0, le=100_000)]


class Server(Section):
    """Where the pages are served."""

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8720, ge=0, le=65535)
    drain_s: float = Field(default=3.0, ge=0, le=600)


class Access(Section):
    """Who may chat without signing in; unset means: yes, while only this machine can reach us.

    And how many questions a minute are answered: of one visitor, of all visitors from one address,
    of somebody who is signed in. Unset limits only who asks from elsewhere; 0 limits nobody.
    """

    visitors: bool | None = None
    sign_in_days: int = Field(default=14, ge=1, le=400)
    visitor_rounds_a_minute: Rounds | None = None
    address_rounds_a_minute: Rounds | None = None
    member_rounds_a_minute: Rounds | None = None


class Routes(Section):
    """Which model does what; a list is a chain of fallbacks, unset is the built-in answerer."""

    chat: Chain = None
    evaluate: Chain = None
    summarise: Chain = None
    generate: Chain = None
    embed: Chain = None
    rerank: Chain = None


class Chat(Section):
    """How an answer is made."""

    history_tokens: int = Field(default=2000, ge=0, le=1_000_000)
    passages: int = Field(default=6, ge=1, le=50)
    found_threshold: Fraction = 0.52
    keep_events_hours: float = Field(default=24, ge=0)


class Search(Section):
    """How passages are found."""

    dense_share: float = Field(default=0.7, ge=0, le=5)


class JobSettings(Section):
    """Work that is done later."""

    at_once: int = Field(default=4, ge=1, le=256)
    keep_days: float = Field(default=30, gt=0)
    zone: str = "Asia/Tokyo"

    @field_validator("zone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise _wrong("settings.no_zone", name=value) from error
        return value


class Place(Section):
    """Where a part is kept; unset means embedded in the home."""

    schemes: ClassVar[tuple[str, ...]] = ()
    """How its address may begin; any way where none is named."""

    url: SecretStr | None = None

    @field_validator("url")
    @classmethod
    def _scheme_is_known(cls, value: SecretStr | None) -> SecretStr | None:
        scheme = value.get_secret_value().partition("://")[0] if value else None
        if scheme and cls.schemes and scheme.partition("+")[0] not in cls.schemes:
            raise _wrong("url_scheme", expected_schemes=", ".join(f"{e}://" for e in cls.schemes))
        return value


class DatabasePlace(Place):
    """Where everything is kept that is more than a file."""

    schemes = ("postgresql", "postgres", "sqlite")


class RedisPlace(Place):
    """Where processes tell each other news."""

    schemes = ("redis", "rediss", "unix")


class IndexPlace(Place):
    """Where passages are searched."""

    schemes = ("http", "https", "file")


class FileStore(Place):
    """Where files are kept, and how large one may be."""

    max_mib: int = Field(default=50, ge=1, le=100_000)


class Guard(Section):
    """Personal data before a model sees it."""

    mask: bool = True
    restore: bool = True
    visitors_may_reveal: bool = False
    presidio: dict[Literal["ja", "en"], str | None] = Field(default_factory=dict)
    """A spaCy model for each language that Presidio is to search beside ours; null is none."""


class Compression(Section):
    """Long conversations."""

    auto: bool = True
    threshold: Fraction = 0.95
    retention_tokens: int = Field(default=2000, ge=0)


class ToolServer(Section):
    """One MCP server."""

    id: str
    transport: Literal["stdio", "sse", "http"]
    command: list[str] | None = None
    url: str | None = None


class ToolRule(Section):
    """Which tools run without asking."""

    server: str
    tool: str = "*"
    role: str = "*"
    decision: Literal["auto", "ask", "deny"] = "ask"


class Tools(Section):
    """What the assistant may act with."""

    servers: list[ToolServer] = Field(default_factory=list)
    rules: list[ToolRule] = Field(default_factory=list)


class Crawl(Section):
    """How far learning may reach."""

    allow_private: bool | list[str] = False


class Learning(Section):
    """What may be learned from this machine, and by which readers, by those who add sources."""

    folders: list[str] = Field(default_factory=list)
    readers: dict[ReaderName, ReaderSettings] = Field(default_factory=dict)


class Convert(Section):
    """How much one document may cost, and how many are read side by side."""

    at_once: int = Field(default=2, ge=1, le=64)
    max_mib: int = Field(default=64, ge=1, le=4096)
    memory_mib: int = Field(default=1024, ge=256, le=65_536)
    seconds: int = Field(default=60, ge=1, le=3600)


class Updates(Section):
    """Self-update."""

    enabled: bool = True
    update_server_url: str | None = None
    channel: str = "stable"


class Settings(Section):
    """The whole of it."""

    language: Literal["ja", "en"] = "ja"
    languages: list[str] = Field(default=["ja", "en"], min_length=1)
    secret_key: SecretStr | None = None
    former_secret_keys: list[SecretStr] = Field(default_factory=list)
    server: Server = Server()
    access: Access = Access()
    models: list[ModelSettings] = Field(default_factory=list)
    routes: Routes = Routes()
    chat: Chat = Chat()
    search: Search = Search()
    jobs: JobSettings = JobSettings()
    database: DatabasePlace = DatabasePlace()
    redis: RedisPlace = RedisPlace()
    index: IndexPlace = IndexPlace()
    files: FileStore = FileStore()
    guard: Guard = Guard()
    compression: Compression = Compression()
    tools: Tools = Tools()
    crawl: Crawl = Crawl()
    learning: Learning = Learning()
    convert: Convert = Convert()
    updates: Updates = Updates()
    mail: Place = Place()

    @field_validator("languages")
    @classmethod
    def _languages_are_known(cls, value: list[str]) -> list[str]:
        unknown = [each for each in value if not is_known(each)]
        if unknown:
            raise _wrong("settings.no_language", name=unknown[0])
        return [tidy(each) for each in value]

    @model_validator(mode="after")
    def _routes_lead_somewhere(self) -> "Settings":
        ids = [model.id for model in self.models]
        if len(ids) != len(set(ids)):
            raise _wrong("settings.two_models")
        for name, chain in self.routes.model_dump().items():
            for model in [chain] if isinstance(chain, str) else chain or []:
                if model not in {*ids, BUILTIN}:
                    raise _wrong("settings.no_such_model", route=name, model=model)
        return self

    @property
    def visitors_may_chat(self) -> bool:
        """Whether one may chat without signing in."""
        if self.access.visitors is not None:
            return self.access.visitors
        return is_loopback(self.server.host)

    def with_workers(self, at_once: int | None) -> "Settings":
        """Return these settings with another number of jobs at once; none leaves it."""
        if not at_once:
            return self
        return self.model_copy(update={"jobs": self.jobs.model_copy(update={"at_once": at_once})})

    def chain(self, route: str) -> list[str]:
        """Return the ids of the models for ``route``, best first."""
        chosen: Chain = getattr(self.routes, route)
        if chosen is None:
            return [BUILTIN]
        return [chosen] if isinstance(chosen, str) else chosen


def _wrong(key: str, **facts: str) -> PydanticCustomError:
    """Return an error whose sentence stands in ``kernel/words`` under its own key."""
    return PydanticCustomError(key, key, facts)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Environment:
    """What the surroundings say; read here and nowhere else."""

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        self._variables = dict(os.environ) if variables is None else variables

    @property
    def home(self) -> Path:
        """The folder that holds all state."""
        return Path(self._variables.get("MADOGUCHI_HOME") or "var").resolve()

    @property
    def admin_password(self) -> str | None:
        """The first admin's password, when it is given."""
        return self._variables.get("MADOGUCHI_ADMIN_PASSWORD") or None

    @property
    def language(self) -> str | None:
        """The language of the terminal, when it is one of ours."""
        tag = self._variables.get("LC_ALL") or self._variables.get("LANG") or ""
        language = tag.split("_")[0].split(".")[0].lower()
        return language if language in ("ja", "en") else None

    def for_server(self) -> dict[str, str]:
        """Return the variables for a server process: few arenas keep its memory small."""
        return {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", **self._variables}

    def overrides(self) -> list[tuple[list[str], str, str]]:
        """Return (path, value, variable) of everything that is set from the environment."""
        found: list[tuple[list[str], str, str]] = []
        for variable, path in (
            ("MADOGUCHI_HOST", ["server", "host"]),
            ("MADOGUCHI_PORT", ["server", "port"]),
        ):
            if self._variables.get(variable):
                found.append((path, self._variables[variable], variable))
        for variable, value in sorted(self._variables.items()):
            if variable.startswith("MADOGUCHI__"):
                path = variable.removeprefix("MADOGUCHI__").lower().split("__")
                found.append((path, value, variable))
        return found


def shown(settings: Settings) -> dict[str, Any]:
    """Return the settings as they may be shown: secrets are stars."""
    values: dict[str, Any] = _without_passwords(settings.model_dump(mode="json"))
    return values


def _without_passwords(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_passwords(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_passwords(each) for each in value]
    return without_passwords(value) if isinstance(value, str) else value
