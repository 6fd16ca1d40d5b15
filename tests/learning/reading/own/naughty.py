"""Readers that go wrong in every way; LlamaIndex asks for no more than their shape."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, final


def document(number: int, text: str = "") -> Any:
    said = text or f"第{number}号室の鍵は{number}番の棚にあります。"
    return SimpleNamespace(text=said, metadata={"url": f"https://rooms.example/{number}"})


Way = Callable[["Reader"], Iterator[Any]]
WAYS: dict[str, Way] = {}


def way(act: Way) -> Way:
    WAYS[act.__name__] = act
    return act


@final
class Reader:
    """Gives ``good`` documents, then does what it is told."""

    def __init__(self, **options: Any) -> None:
        self.options = options

    def lazy_load_data(self, then: str, good: int = 2) -> Iterator[Any]:
        for number in range(good):
            yield document(number)
        yield from WAYS[then](self)


@way
def end(reader: Reader) -> Iterator[Any]:
    return iter(())


@way
def throw(reader: Reader) -> Iterator[Any]:
    token = reader.options.get("token", "")
    raise ConnectionError(f"wiki said no to {token} at https://me:pass@wiki.example/")


@way
def hang(reader: Reader) -> Iterator[Any]:
    time.sleep(600)
    return iter(())


@way
def begin_others(reader: Reader) -> Iterator[Any]:
    other = subprocess.Popen(["/bin/sleep", "600"])
    Path("pids").write_text(f"{os.getpid()} {other.pid}")
    return hang(reader)


@way
def print_a_lot(reader: Reader) -> Iterator[Any]:
    for _ in range(2000):
        sys.stdout.write("x" * 500 + "\n")
        sys.stderr.write('{"done": true}\n')
    os.write(1, b"\0\xff" * 10_000)
    yield document(99)


@way
def leave(reader: Reader) -> Iterator[Any]:
    sys.exit(3)


@way
def die(reader: Reader) -> Iterator[Any]:
    sys.stdout.write("these are my last words\n")
    os.kill(os.getpid(), 9)
    return iter(())


@way
def eat(reader: Reader) -> Iterator[Any]:
    hoard = []
    while True:
        hoard.append(bytearray(2**24))


@way
def flood(reader: Reader) -> Iterator[Any]:
    for number in range(100, 10**9):
        yield document(number)


@way
def take_time(reader: Reader) -> Iterator[Any]:
    with Path("pids").open("a") as file:
        file.write(f"{os.getpid()}\n")
    for number in range(100, 140):
        time.sleep(0.1)
        yield document(number)


@way
def be_large(reader: Reader) -> Iterator[Any]:
    yield document(50, "あ" * 2**20)


@way
def be_odd(reader: Reader) -> Iterator[Any]:
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


@way
def look_around(reader: Reader) -> Iterator[Any]:
    Path("seen").write_text("\n".join(f"{name}={value}" for name, value in os.environ.items()))
    Path("kept").write_text("here")
    yield document(3, f"作業場所は {Path.cwd().name} です。")


@final
class NotThere:
    """Cannot even be made."""

    def __init__(self) -> None:
        raise ValueError("no credentials")
