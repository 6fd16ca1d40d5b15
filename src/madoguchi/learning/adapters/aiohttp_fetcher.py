"""Fetching over aiohttp: every socket is guarded, every wait and every size has a limit."""

import socket
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from yarl import URL

from madoguchi.learning.adapters.unpacking import Damaged, unpacker
from madoguchi.learning.crawling.addresses import absolute, origin
from madoguchi.learning.crawling.fetching import Answer, Ask, Trouble
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.robots import USER_AGENT

ENCODINGS = "gzip, deflate, br"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MOST_CONNECTIONS = 64
BODY_OF_A_FAILURE = 64 * 1024
MOST_HEADERS = 100
LONGEST_HEADER = 16_384
OURS = frozenset(("host", "user-agent", "accept-encoding", "connection", "content-length"))
# The most particular first: several of these are each other's kind.
NAMED: tuple[tuple[type[BaseException], Trouble], ...] = (
    (aiohttp.ClientConnectorDNSError, "name_unknown"),
    (aiohttp.ClientSSLError, "tls"),
    (aiohttp.ServerFingerprintMismatch, "tls"),
    (TimeoutError, "timed_out"),
    (aiohttp.ClientConnectorError, "unreachable"),
    (aiohttp.InvalidURL, "bad_address"),
    (aiohttp.ClientResponseError, "bad_answer"),
    (Damaged, "bad_answer"),
    (ValueError, "bad_address"),
    (aiohttp.ClientError, "broke_off"),
    (OSError, "broke_off"),
)


@dataclass(frozen=True)
class Waits:
    """How long to wait for what, in seconds."""

    connect_s: float = 10.0
    silence_s: float = 20.0
    whole_s: float = 90.0


USUAL = Waits()


@dataclass
class _Road:
    """The host that is being asked, and whether the guard stood in the way."""

    host: str
    refused: list[str] = field(default_factory=list)


class AddressRefused(OSError):
    """The guard does not open a socket to this address."""


class TooLarge(Exception):
    """More came than was asked for."""


ROAD: ContextVar[_Road | None] = ContextVar("road", default=None)


class AiohttpFetcher:
    """Asks servers once; no proxy from the environment, no cookies kept, no redirect followed."""

    def __init__(self, guard: Guard, waits: Waits = USUAL) -> None:
        self._guard = guard
        self._timeout = aiohttp.ClientTimeout(
            total=waits.whole_s, sock_connect=waits.connect_s, sock_read=waits.silence_s
        )
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, ask: Ask) -> Answer:
        """Ask once; whatever goes wrong is named in the answer."""
        url = URL(ask.address, encoded=True)
        road = _Road(url.host or "")
        ROAD.set(road)
        try:
            return await self._ask(ask, url)
        except tuple(kind for kind, _ in NAMED) as error:
            if road.refused:
                return Answer(ask.address, trouble="address_refused", detail=road.refused[0])
            return Answer(ask.address, trouble=_name(error), detail=type(error).__name__)
        finally:
            ROAD.set(None)

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _ask(self, ask: Ask, url: URL) -> Answer:
        request = self._open().get(
            url,
            headers=_headers(ask),
            allow_redirects=False,
            trace_request_ctx=ask.sent,
        )
        async with request as response:
            ask.heard()
            return await _read(ask, response)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            trace = aiohttp.TraceConfig()
            trace.on_request_headers_sent.append(_sent)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=MOST_CONNECTIONS, socket_factory=self._socket, ttl_dns_cache=60
                ),
                timeout=self._timeout,
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": ENCODINGS, "Accept": ACCEPT},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                max_headers=MOST_HEADERS,
                max_field_size=LONGEST_HEADER,
                trace_configs=[trace],
            )
        return self._session

    def _socket(self, way: Any) -> socket.socket:
        """Open a socket to an address; here, where names no longer matter, the guard decides."""
        family, kind, protocol, _, place = way
        road = ROAD.get()
        address = str(place[0])
        if self._guard.refuses(address, road.host if road else None):
            if road:
                road.refused.append(address)
            raise AddressRefused(address)
        return socket.socket(family, kind, protocol)


def _name(error: BaseException) -> Trouble:
    return next(trouble for kind, trouble in NAMED if isinstance(error, kind))


async def _sent(session: object, context: Any, parameters: object) -> None:
    context.trace_request_ctx()


def _headers(ask: Ask) -> dict[str, str]:
    found = {}
    if ask.own and origin(ask.address) in ask.own:
        found = {name: value for name, value in ask.headers if name.lower() not in OURS}
    if ask.etag:
        found["If-None-Match"] = ask.etag
    if ask.last_modified:
        found["If-Modified-Since"] = ask.last_modified
    return found


async def _read(ask: Ask, response: aiohttp.ClientResponse) -> Answer:
    headers = response.headers
    answer: dict[str, Any] = {
        "address": ask.address,
        "status": response.status,
        "content_type": headers.get("Content-Type", ""),
        "etag": headers.get("ETag"),
        "last_modified": headers.get("Last-Modified"),
        "robots_tag": ", ".join(headers.getall("X-Robots-Tag", ())),
    }
    if response.status != 200:
        if "Location" in headers:
            answer["location"] = absolute(ask.address, headers["Location"])
        answer["retry_after_s"] = retry_after_s(headers.get("Retry-After"))
        await _pass_over(response)
        return Answer(**answer)
    if not _is_wanted(ask, answer["content_type"]):
        response.close()
        return Answer(**answer, trouble="unwanted_type", detail=answer["content_type"][:80])
    try:
        return Answer(**answer, body=await _body(ask, response))
    except TooLarge:
        response.close()
        return Answer(**answer, trouble="too_large", detail=str(ask.max_bytes))


def _is_wanted(ask: Ask, content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return ask.wanted is None or not media_type or media_type in ask.wanted


async def _body(ask: Ask, response: aiohttp.ClientResponse) -> bytes:
    unpack = unpacker(response.headers.get("Content-Encoding", ""))
    pieces: list[bytes] = []
    left = ask.max_bytes
    if not ask.cut and (response.content_length or 0) > ask.max_bytes:
        raise TooLarge
    async for piece in response.content.iter_any():
        found = unpack.feed(piece, left)
        left -= len(found)
        pieces.append(found)
        if left < 0:
            if not ask.cut:
                raise TooLarge
            response.close()
            return b"".join(pieces)[: ask.max_bytes]
    if not unpack.is_whole():
        raise aiohttp.ClientPayloadError("packed, and cut off")
    return b"".join(pieces)


async def _pass_over(response: aiohttp.ClientResponse) -> None:
    """Read the little that comes with a failure, so that the connection can be used again."""
    size = 0
    async for piece in response.content.iter_any():
        size += len(piece)
        if size > BODY_OF_A_FAILURE:
            response.close()
            return


def retry_after_s(text: str | None) -> float | None:
    """Return a Retry-After in seconds, whether it names a time or a moment."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
