"""What is asked of the network, and what comes back. Whatever goes wrong has a name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Trouble = Literal[
    "address_refused",
    "bad_address",
    "name_unknown",
    "unreachable",
    "tls",
    "timed_out",
    "broke_off",
    "bad_answer",
    "too_large",
    "unwanted_type",
    "too_many_redirects",
    "redirect_loop",
    "redirect_refused",
]
MIB = 1 << 20


def quiet() -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``headers`` go to the origins in ``own`` and to nobody else."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()
    wanted: frozenset[str] | None = None
    max_bytes: int = 10 * MIB
    cut: bool = False
    """Whether to keep the beginning of what is too large, instead of refusing it."""
    sent: Callable[[], None] = quiet
    heard: Callable[[], None] = quiet


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, or the trouble there was; ``status`` 0 when nothing came."""

    address: str
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    trouble: Trouble | None = None
    detail: str = ""
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after_s: float | None = None
    robots_tag: str = ""
    hops: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def is_redirect(self) -> bool:
        """Whether the server sends us elsewhere."""
        return self.status in (301, 302, 303, 307, 308)

    @property
    def is_permanent(self) -> bool:
        """Whether the server says that it will always send us there."""
        return self.status in (301, 308)


class Fetcher(Protocol):
    """Asks one server once. It never raises for what the network does."""

    async def fetch(self, ask: Ask) -> Answer:
        """Return the answer as it is: redirects are not followed."""
        ...


Allows = Callable[[str], Awaitable[bool]]


class Renderer(Protocol):
    """Opens a page in a browser, and returns it as its scripts have left it."""

    async def render(self, ask: Ask, allows: Allows) -> Answer:
        """Return the page; whatever it loads passes the same guard, and ``allows``."""
        ...


class Bodies(Protocol):
    """Keeps what was read, by what it contains."""

    async def keep(self, digest: str, body: bytes, content_type: str) -> None:
        """Store a body under the SHA-256 of its bytes; the same one again changes nothing."""
        ...
