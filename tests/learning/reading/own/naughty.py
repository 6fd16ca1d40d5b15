"""Readers that go wrong in every way; LlamaIndex asks for no more than their shape."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def document(number: int, text: str = "") -> Any:
    said = text or f"第{number}号室の鍵は{number}番の棚にあります。"
    return SimpleNamespace(text=said, metadata={"url": f"https://rooms.example/{number}"})


class Reader:
    """Gives ``good`` documents, then does what it is told."""

    def __init__(self, **options: Any) -> None:
        self._options = options

    def lazy_load_data(self, then: str, good: int = 2) -> Iterator[Any]:
        for number in range(good):
            yield document(number)
        yield from getattr(self, then)()

    def end(self) -> Iterator[Any]:
        return iter(())

    def throw(self) -> Iterator[Any]:
        token = self._options.get("token", "")
        raise ConnectionError(f"wiki said no to {token} at https://me:pass@wiki.example/")

    def hang(self) -> Iterator[Any]:
        time.sleep(600)
        return iter(())

    def begin_others(self) -> Iterator[Any]:
        other = subprocess.Popen(["/bin/sleep", "600"])
        Path("pids").write_text(f"{os.getpid()} {other.pid}")
        return self.hang()

    def print_a_lot(self) -> Iterator[Any]:
        for _ in range(2000):
            sys.stdout.write("x" * 500 + "\n")
            sys.stderr.write('{"done": true}\n')
        os.write(1, b"\0\xff" * 10_000)
        yield document(99)

    def leave(self) -> Iterator[Any]:
        sys.exit(3)

    def die(self) -> Iterator[Any]:
        sys.stdout.write("these are my last words\n")
        os.kill(os.getpid(), 9)
        return iter(())

    def eat(self) -> Iterator[Any]:
        hoard = []
        while True:
            hoard.append(bytearray(2**24))

    def flood(self) -> Iterator[Any]:
        for number in range(100, 10**9):
            yield document(number)

    def take_time(self) -> Iterator[Any]:
        with Path("pids").open("a") as file:
            file.write(f"{os.getpid()}\n")
        for number in range(100, 140):
            time.sleep(0.1)
            yield document(number)

    def be_large(self) -> Iterator[Any]:
        yield document(50, "あ" * 2**20)

    def be_odd(self) -> Iterator[Any]:
        yield SimpleNamespace(
            text="改行のない\ud800行です。",
            metadata={
                "title": "題\n---\nlang: xx",
                "url": "javascript:alert(1)",
                "at": object,
                "x\0": float("nan"),
                7: None,
            },
        )

    def look_around(self) -> Iterator[Any]:
        Path("seen").write_text("\n".join(f"{name}={value}" for name, value in os.environ.items()))
        Path("kept").write_text("here")
        yield document(3, f"作業場所は {Path.cwd().name} です。")


class NotThere:
    """Cannot even be made."""

    def __init__(self) -> None:
        raise ValueError("no credentials")
