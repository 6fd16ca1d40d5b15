"""Files in a bucket that speaks S3."""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote

import obstore
from obstore import exceptions as failures
from obstore.store import S3Store as Bucket

from madoguchi.files.failures import Damaged
from madoguchi.files.keys import is_key, sound
from madoguchi.files.pieces import Tally, blocks
from madoguchi.files.ports import PIECE_BYTES, Found, Reading, Stored
from madoguchi.kernel.errors import Invalid, Unavailable

logger = logging.getLogger(__name__)
PART_BYTES: Final = 5 * 1024 * 1024
"""What S3 asks of every part but the last."""
PARTS_AT_ONCE: Final = 2
BLOCK_BYTES: Final = 1024 * 1024
OPTIONS: Final = ("endpoint", "region", "access_key_id", "secret_access_key", "session_token")
SECRET: Final = OPTIONS[2:]
PATIENCE_S: Final = 15.0
CONNECT_S: Final = 3.0
SLOW_PART: Final = 4
"""How much longer a part may take than a question: it has to travel first."""
NOWHERE: Final = "0000"
LONGEST_REASON: Final = 300
NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
REFUSALS: Final = (failures.PermissionDeniedError, failures.UnauthenticatedError)
REFUSED: Final = re.compile(r"status code: 40[13]\b")  # what a refused list is told by
NO_BUCKET: Final = "<Code>NoSuchBucket</Code>"


class S3Store:
    """One object for each key, below the prefix that the address names."""

    exclusive = False
    """A second house, or a restored copy of this one, may use the same bucket."""

    def __init__(self, url: str, patience_s: float = PATIENCE_S) -> None:
        self._place = _place(url)
        self._quick = _bucket(self._place, patience_s)
        self._patient = _bucket(self._place, patience_s * SLOW_PART)

    async def put(self, key: str, pieces: AsyncIterator[bytes]) -> Stored:
        """Send a small file at once and a large one in parts, which appear together at the end."""
        tally = Tally()
        rest = blocks(pieces, BLOCK_BYTES)
        async with aclosing(rest):
            first = await _gathered(rest)
            tally.add(first)
            with self._named_failures():
                if len(first) < PART_BYTES:
                    await obstore.put_async(self._quick, sound(key), first, use_multipart=False)
                else:
                    await self._put_parts(sound(key), _Blocks(first, rest, tally))
        return tally.stored

    async def open(self, key: str, start: int = 0, stop: int | None = None) -> Reading:
        """Ask for the bytes; read as they are asked for."""
        wanted: Any = {"offset": start} if stop is None else (start, stop)
        options: Any = None if (start, stop) == (0, None) else {"range": wanted}
        with self._named_failures():
            result = await obstore.get_async(self._quick, sound(key), options=options)
        return Reading(result.meta["size"], self._read(result))

    async def delete(self, key: str) -> None:
        """Remove the object."""
        with self._named_failures():
            await obstore.delete_async(self._quick, sound(key))

    async def everything(self) -> AsyncIterator[list[Found]]:
        """List the objects; what is not ours by its name is left out."""
        listing = obstore.list(self._quick)
        while True:
            with self._named_failures():
                batch = await anext(listing, None)
            if batch is None:
                return
            yield [
                Found(each["path"], each["last_modified"]) for each in batch if is_key(each["path"])
            ]

    async def check(self) -> str:
        """Ask for a list in which there is nothing."""
        with self._named_failures():
            await anext(obstore.list(self._quick, NOWHERE), None)
        return self._place.name

    async def _put_parts(self, key: str, source: "_Blocks") -> None:
        sending = asyncio.ensure_future(
            obstore.put_async(
                self._patient,
                key,
                source,
                use_multipart=True,
                chunk_size=PART_BYTES,
                max_concurrency=PARTS_AT_ONCE,
            )
        )
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            await source.end()
            await asyncio.wait([sending])  # it takes back what was sent
            raise
        finally:
            await source.end()

    async def _read(self, result: Any) -> AsyncGenerator[bytes, None]:
        stream = result.stream(PIECE_BYTES)
        while True:
            with self._named_failures():
                piece = await anext(stream, None)
            if piece is None:
                return
            yield piece

    @contextmanager
    def _named_failures(self) -> Iterator[None]:
        """The one place where the bucket's failures become ours; what they quote stays here."""
        try:
            yield
        except (failures.BaseError, FileNotFoundError) as error:
            said = str(error)
            self._note(said)
            if isinstance(error, REFUSALS) or REFUSED.search(said):
                raise Unavailable("files.refused") from None
            if NO_BUCKET in said:
                raise Unavailable("files.no_bucket") from None
            if isinstance(error, FileNotFoundError):
                raise Damaged("files.damaged") from None
            raise Unavailable("files.away") from None

    def _note(self, said: str) -> None:
        reason = said.partition("\n\nDebug source")[0]
        for secret in self._place.secrets:
            reason = reason.replace(secret, "*" * 8)
        logger.warning("the bucket failed", extra={"reason": reason[:LONGEST_REASON]})


class _Blocks:
    """Bytes on their way, pulled by a task of the bucket's own, which must be told to let go."""

    def __init__(self, first: bytes, rest: AsyncIterator[bytes], tally: Tally) -> None:
        self._first: bytes | None = first
        self._rest = rest
        self._tally = tally
        self._puller: asyncio.Task[Any] | None = None
        self._ended = False

    def __aiter__(self) -> "_Blocks":
        return self

    async def __anext__(self) -> bytes:
        """Return the next block."""
        if self._ended:
            raise asyncio.CancelledError
        block, self._first = self._first, None
        if block is None:
            self._puller = asyncio.current_task()
            try:
                block = await anext(self._rest)
            finally:
                self._puller = None
            self._tally.add(block)
        return block

    async def end(self) -> None:
        """Give out no more, and wait until nobody waits for more."""
        self._ended = True
        if self._puller:
            self._puller.cancel()
            await asyncio.wait([self._puller])


async def _gathered(pieces: AsyncIterator[bytes]) -> bytes:
    """Return a first part's worth, or all there is."""
    gathered = bytearray()
    async for piece in pieces:
        gathered += piece
        if len(gathered) >= PART_BYTES:
            break
    return bytes(gathered)


@dataclass(frozen=True)
class _Place:
    name: str
    bucket: str
    prefix: str | None
    options: dict[str, str]

    @property
    def secrets(self) -> list[str]:
        """What must never be written anywhere."""
        return [self.options[name] for name in SECRET if self.options.get(name)]


def within(url: str, name: str) -> str:
    """Return the address of a part of a bucket that is kept apart."""
    place, mark, query = url.partition("?")
    return f"{place.rstrip('/')}/{name}{mark}{query}"


def _place(url: str) -> _Place:
    scheme, _, rest = url.partition("://")
    place, _, query = rest.partition("?")
    bucket, _, prefix = place.partition("/")
    options = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        options[name] = unquote(value)  # a plus in a secret is a plus
    known = options.keys() <= set(OPTIONS)
    endpoint = options.get("endpoint", "https://").startswith(("http://", "https://"))
    if not (scheme == "s3" and NAME.fullmatch(bucket) and known and endpoint):
        raise Invalid("files.bad_url", names=", ".join(OPTIONS))
    prefix = unquote(prefix).strip("/")
    name = f"s3://{bucket}/{prefix}".rstrip("/")
    return _Place(name, bucket, prefix or None, options)


def _bucket(place: _Place, patience_s: float) -> Bucket:
    options: Any = place.options | {"disable_bulk_delete": "true"}  # not every store has it
    return Bucket(
        place.bucket,
        prefix=place.prefix,
        config=options,
        client_options={
            "allow_http": place.options.get("endpoint", "").startswith("http://"),
            "connect_timeout": timedelta(seconds=CONNECT_S),
            "read_timeout": timedelta(seconds=patience_s),
            "timeout": timedelta(hours=6),  # of a whole file to a slow reader
        },
        retry_config={
            "max_retries": 2,
            "retry_timeout": timedelta(seconds=patience_s),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=1),
                "base": 2,
            },
        },
    )
