"""A real S3 server for tests: in a process of its own, frozen, killed, started again empty."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.support.processes import until

MOTO = Path(sys.executable).with_name("moto_server")
BUCKET = "madoguchi-test"
KEY_ID, SECRET = "AKIDTESTTESTTEST", "Sec+ret/of=the bucket"
ENCODED = "Sec+ret/of%3Dthe%20bucket"
PATIENCE_S = 5.0


class OwnS3:
    """A server on loopback, which keeps everything in memory."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, prefix: str = "", bucket: str = BUCKET) -> str:
        """Return the setting that names this server."""
        keys = f"access_key_id={KEY_ID}&secret_access_key={ENCODED}"
        return f"s3://{bucket}/{prefix}?endpoint={self.endpoint}&region=us-east-1&{keys}"

    def start(self) -> "OwnS3":
        """Start it, at the same address as before, with an empty bucket."""
        self._process = subprocess.Popen(
            [MOTO, "-H", "127.0.0.1", "-p", str(self.port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers, "the S3 server answers")
        assert self._ask("PUT", BUCKET).is_success
        return self

    def kill(self) -> None:
        """Kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def freeze(self) -> None:
        """Let it neither answer nor hang up."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def ensure(self) -> None:
        """Start it again if a test has brought it down."""
        if self._process is None or self._process.poll() is not None:
            self.start()

    def end(self) -> None:
        """Stop for good."""
        if self._process and self._process.poll() is None:
            self.thaw()
            self.kill()

    def objects(self) -> list[str]:
        """Return the keys of all that lies in the bucket."""
        return re.findall(r"<Key>([^<]*)</Key>", self._ask("GET", f"{BUCKET}?list-type=2").text)

    def half_sent(self) -> list[str]:
        """Return the keys of uploads in parts that were begun and not ended."""
        return re.findall(r"<Key>([^<]*)</Key>", self._ask("GET", f"{BUCKET}?uploads").text)

    def lay(self, key: str, content: bytes) -> None:
        """Put something there behind our back."""
        assert self._ask("PUT", f"{BUCKET}/{key}", content).is_success

    def _answers(self) -> bool:
        try:
            return self._ask("GET", "").is_success
        except httpx2.TransportError:
            return False

    def _ask(self, method: str, path: str, content: bytes | None = None) -> httpx2.Response:
        url = f"{self.endpoint}/{path}"
        signed = f"AWS4-HMAC-SHA256 Credential={KEY_ID}/20300101/us-east-1/s3/aws4_request"
        return httpx2.request(
            method,
            url,
            content=content,
            headers={"Authorization": signed},
            timeout=PATIENCE_S,
            trust_env=False,
        )


@contextmanager
def own_s3() -> Iterator[OwnS3]:
    """Run an S3 server of our own."""
    server = OwnS3()
    try:
        yield server.start()
    finally:
        server.end()
