"""A writer that is killed in the middle loses nothing and leaves no lock behind."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Builder, Guests

PAGES, KILLS = 120, 4
WRITER = """
import asyncio, sys
from dataclasses import replace
from pathlib import Path
from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import build
from madoguchi.learning.handbook import Handbook

async def main():
    home, pages, url = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    wired = build(Settings.model_validate({"database": {"url": url or None}}), Home(home))
    await migrate(wired.db)
    print("writing", flush=True)
    await Handbook(pages, wired.knowledge).learn()
    print("written", flush=True)

asyncio.run(main())
"""


def test_a_writer_killed_at_any_moment_loses_nothing(
    build_house: Builder, guests: Guests, tmp_path: Path, database: Callable[[], dict[str, Any]]
) -> None:
    place = database()
    url = place.get("database", {}).get("url", "")
    home, pages = tmp_path / "home", tmp_path / "pages"
    home.mkdir()
    (pages / "ja").mkdir(parents=True)
    (pages / "en").mkdir()
    for number in range(PAGES):
        words = f"# Page {number}\n\nThe secret of page {number} is word{number}word.\n" * 5
        (pages / "en" / f"{number}.md").write_text(words)
    dice = random.Random(11)
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home), str(pages), url],
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writing\n"
            time.sleep(dice.uniform(0.02, 0.4))
            writer.kill()
    house = build_house(home=home, handbook=pages, **place)
    person = guests(house)
    for number in (0, 1, PAGES // 2, PAGES - 1):
        (found, *_) = person.do("GET", "/api/search", params={"q": f"word{number}word"})
        assert found["title"] == f"Page {number}"
    ((documents,),) = house.sql("select count(*) from documents")
    ((distinct,),) = house.sql("select count(distinct address) from documents")
    ((waiting,),) = house.sql("select count(*) from index_tasks")
    assert (documents, distinct, waiting) == (PAGES, PAGES, 0)
    person.sign_in()
    parts = {each["id"]: each for each in person.do("GET", "/api/components")}
    assert parts["index"]["state"] == "running"
    assert parts["index"]["figures"]["documents"] == str(PAGES)
    assert parts["index"]["figures"]["indexed"] == parts["index"]["figures"]["passages"]
