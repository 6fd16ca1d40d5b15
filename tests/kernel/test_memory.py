"""What nobody reads is not held in memory, and comes back when it is read."""

import re
import sys
from pathlib import Path

import pytest

from madoguchi.kernel.memory import let_go
from madoguchi.language.analyse import Analyser

PAGES = re.compile(r"^\S+ r--\S* .*system\.dic\n(?:(?!\S+-\S+ ).*\n)*?Rss: +(\d+) kB", re.M)


def held_kb() -> int:
    return sum(map(int, PAGES.findall(Path("/proc/self/smaps").read_text("utf-8"))))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which pages are held")
def test_the_pages_of_the_dictionary_go_and_come_back() -> None:
    analyser = Analyser()
    words = analyser.words("図書館の開館時間を教えてください")
    before = held_kb()
    let_go("system.dic")
    assert held_kb() < before / 10
    assert analyser.words("図書館の開館時間を教えてください") == words
    assert held_kb() > 0
