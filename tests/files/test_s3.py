"""The bucket: every way in which it can fail has a sentence, an end, and keeps its secrets."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from madoguchi.files.adapters.s3 import S3Store
from madoguchi.files.failures import Damaged
from madoguchi.files.keys import key_of
from madoguchi.files.ports import Store
from madoguchi.kernel.errors import Invalid, Unavailable
from madoguchi.kernel.ids import new_id
from tests.files.conftest import pieces_of
from tests.files.test_stores import content_of, everything_in
from tests.support.s3 import BUCKET, ENCODED, KEY_ID, SECRET, OwnS3

QUICKLY_S = 0.3
LARGE = [bytes(1024 * 1024)] * 7
Work = Callable[[Store, str], Any]
WORKS: dict[str, Work] = {
    "put": lambda store, key: store.put(key, pieces_of(b"x")),
    "put in parts": lambda store, key: store.put(key, pieces_of(*LARGE)),
    "open": lambda store, key: store.open(key),
    "delete": lambda store, key: store.delete(key),
    "check": lambda store, key: store.check(),
    "list": lambda store, key: everything_in(store),
}


def failure_of(store: Store, work: Work) -> str:
    async def act() -> str:
        with pytest.raises(Unavailable) as caught:
            await work(store, key_of(new_id()))
        return caught.value.key

    return asyncio.run(act())


@contextmanager
def refusing() -> Iterator[str]:
    """A server that refuses everything, and repeats what it was given."""

    class Handler(BaseHTTPRequestHandler):
        def _refuse(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            body = f"<Error><Code>SignatureDoesNotMatch</Code>{SECRET} {KEY_ID}</Error>".encode()
            self.send_response(403)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def _keep_quiet(self, format: str, *args: Any) -> None:
            pass

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _refuse
        log_message = _keep_quiet

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("name", WORKS)
def test_nobody_there(name: str, caplog: pytest.LogCaptureFixture) -> None:
    server = OwnS3()  # never started
    assert failure_of(S3Store(server.url()), WORKS[name]) == "files.away"
    assert_no_secret(caplog)


@pytest.mark.parametrize("name", WORKS)
def test_a_refusal_does_not_repeat_what_it_quotes(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with refusing() as endpoint:
        url = f"s3://{BUCKET}?endpoint={endpoint}&region=x&access_key_id={KEY_ID}"
        store = S3Store(f"{url}&secret_access_key={ENCODED}")
        assert failure_of(store, WORKS[name]) == "files.refused"
    assert_no_secret(caplog)


@pytest.mark.parametrize("name", ["put", "put in parts", "open", "check", "list"])
def test_a_bucket_that_does_not_exist(s3: OwnS3, name: str) -> None:
    store = S3Store(s3.url(bucket="no-such-bucket"))
    assert failure_of(store, WORKS[name]) == "files.no_bucket"


def test_a_server_that_is_silent_is_not_waited_for_long(s3: OwnS3) -> None:
    store = S3Store(s3.url(), patience_s=QUICKLY_S)
    asyncio.run(store.check())
    s3.freeze()
    begun = time.monotonic()
    for name in ("open", "put", "check"):
        assert failure_of(store, WORKS[name]) == "files.away"
    assert time.monotonic() - begun < 10 * QUICKLY_S
    s3.thaw()
    asyncio.run(store.check())


def test_a_server_that_dies_while_it_is_read_breaks_off(s3: OwnS3) -> None:
    store, key = S3Store(s3.url()), key_of(new_id())

    async def act() -> None:
        await store.put(key, pieces_of(*[bytes(1024 * 1024)] * 40))
        reading = await store.open(key)
        await anext(reading.pieces)
        s3.kill()
        with pytest.raises(Unavailable):
            async for _ in reading.pieces:
                pass

    asyncio.run(act())


def test_it_is_used_again_once_it_is_back(s3: OwnS3) -> None:
    store, key = S3Store(s3.url()), key_of(new_id())
    asyncio.run(store.check())
    s3.kill()
    assert failure_of(store, WORKS["put"]) == "files.away"
    s3.start()

    async def act() -> bytes:
        await store.put(key, pieces_of(b"here again"))
        return await content_of(store, key)

    assert asyncio.run(act()) == b"here again"


@pytest.mark.parametrize("how", ["broken off", "cancelled", "cancelled while sending"])
def test_parts_of_an_upload_that_did_not_end_are_taken_back(s3: OwnS3, how: str) -> None:
    waiting = asyncio.Event()

    async def unending() -> AsyncIterator[bytes]:
        for piece in LARGE:
            yield piece
        waiting.set()
        if how == "broken off":
            raise Invalid("files.broke_off")
        if how == "cancelled":
            await asyncio.sleep(60)
        while True:
            yield LARGE[0]

    async def act() -> None:
        task = asyncio.create_task(S3Store(s3.url("parts")).put(key_of(new_id()), unending()))
        await waiting.wait()
        await asyncio.sleep(0.05)
        task.cancel()
        with suppress(Invalid, asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(act())
    assert s3.half_sent() == []
    assert not [key for key in s3.objects() if key.startswith("parts/")]


def test_a_prefix_keeps_houses_apart(s3: OwnS3) -> None:
    key = key_of(new_id())
    one, other = S3Store(s3.url("one/house/")), S3Store(s3.url("other"))
    s3.lay("one/house/somebody-else-s.txt", b"x")

    async def act() -> None:
        await one.put(key, pieces_of(b"mine"))
        with pytest.raises(Damaged):
            await other.open(key)
        assert await everything_in(one) == [key]
        assert await everything_in(other) == []
        assert await one.check() == f"s3://{BUCKET}/one/house"

    asyncio.run(act())
    assert f"one/house/{key}" in s3.objects()


def test_credentials_may_come_from_the_usual_surroundings(
    s3: OwnS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    store = S3Store(f"s3://{BUCKET}/surroundings?endpoint={s3.endpoint}")
    assert asyncio.run(store.check()) == f"s3://{BUCKET}/surroundings"


def test_plain_http_is_spoken_only_where_it_is_named(
    s3: OwnS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3.endpoint)
    store = S3Store(f"s3://{BUCKET}?region=x&access_key_id=x&secret_access_key=x")
    assert failure_of(store, WORKS["check"]) == "files.away"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "s3://",
        "s3:///prefix",
        "files",
        "http://127.0.0.1:9000/bucket",
        f"s3://{KEY_ID}:{ENCODED}@bucket",
        f"s3://bucket?secret={ENCODED}",
        f"s3://bucket?secret_access_key={ENCODED}&{ENCODED}",
        "s3://bucket?endpoint=127.0.0.1:9000",
        "s3://bucket?endpoint=ftp://127.0.0.1",
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Invalid) as caught:
        S3Store(url)
    assert caught.value.key == "files.bad_url"
    assert "ret" not in str(caught.value.facts).replace("secret_access_key", "")


def assert_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    assert any(record.levelno >= logging.WARNING for record in caplog.records)
    for record in caplog.records:
        said = f"{record.getMessage()} {vars(record)} {record.exc_info}"
        assert SECRET not in said
        assert ENCODED not in said
