"""The folder: nothing is half visible, whatever happens to the process or the disk."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.files.adapters.local import LocalStore
from madoguchi.files.failures import Damaged
from madoguchi.files.keys import key_of
from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.ids import new_id
from tests.files.conftest import pieces_of

WRITER = """
import asyncio, sys
from pathlib import Path
from madoguchi.files.adapters.local import LocalStore

async def slow():
    for number in range(1000):
        yield bytes(700_000)
        if number == 5:
            print("half", flush=True)
        if number >= 5:
            await asyncio.sleep(60)

asyncio.run(LocalStore(Path(sys.argv[1])).put(sys.argv[2], slow()))
"""


TOO_MUCH = """
import asyncio, resource, signal, sys
from pathlib import Path
from madoguchi.files.adapters.local import LocalStore
from madoguchi.kernel.errors import Unavailable

async def much():
    for _ in range(9):
        yield bytes(400_000)

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    asyncio.run(LocalStore(Path(sys.argv[1])).put(sys.argv[2], much()))
except Unavailable as error:
    print(error.key)
"""


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_writer_that_is_killed_leaves_nothing_half_visible(tmp_path: Path) -> None:
    folder, key = tmp_path / "files", key_of(new_id())
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), key],
        stdout=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        writer.kill()
    store = LocalStore(folder)
    (half,) = files_in(folder)
    assert half.stat().st_size > 1_000_000
    assert half.parent.name == "begun"

    async def act() -> None:
        with pytest.raises(Damaged):
            await store.open(key)
        found = [each.key async for batch in store.everything() for each in batch]
        assert found == [key]  # so that a sweep can find it
        await store.delete(key)

    asyncio.run(act())
    assert files_in(folder) == []


def test_what_others_put_into_the_folder_is_left_alone(tmp_path: Path) -> None:
    folder, store = tmp_path / "files", LocalStore(tmp_path / "files")
    (folder / "ab").mkdir(parents=True)
    for name in ("README", "ab/notes.txt", f"ab/{new_id().replace('-', '')}", f"ab/0{new_id()}"):
        (folder / name).write_text("mine")

    async def act() -> list[str]:
        return [each.key async for batch in store.everything() for each in batch]

    assert asyncio.run(act()) == []


def test_a_folder_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    store, key = LocalStore(tmp_path / "files"), key_of(new_id())

    async def act() -> None:
        for work in (store.check(), store.put(key, pieces_of(b"x")), store.open(key)):
            with pytest.raises(Unavailable) as caught:
                await work
            assert caught.value.key == "files.folder_unusable"

    asyncio.run(act())


def test_a_full_disk_keeps_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOO_MUCH, str(tmp_path / "files"), key_of(new_id())],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.stdout, done.stderr) == ("files.folder_unusable\n", "")
    assert files_in(tmp_path / "files") == []
