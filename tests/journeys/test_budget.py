"""What the first chat costs to load."""

import gzip
import re

from madoguchi.entry.pages import PAGES

MOST_SCRIPT_BYTES = 130 * 1024
MOST_STYLE_BYTES = 20 * 1024
AT_ONCE = re.compile(r"""(?:^|[;}\n])(?:import|export)[^"'`()]*?["'](\./[^"']+)["']""")
LATER = ("Maths-", "AdminRooms-", "SettingsPage-", "Catalogue-")


def test_the_first_chat_loads_little_script() -> None:
    page = (PAGES / "index.html").read_text("utf-8")
    named = re.findall(r'(?:src|href)="(/[^"]+\.js)"', page)
    assert named
    reached = _with_all_they_import(named)
    size = sum(len(gzip.compress((PAGES / name[1:]).read_bytes(), 9)) for name in reached)
    assert size <= MOST_SCRIPT_BYTES, size
    assert not [name for name in reached if any(part in name for part in LATER)]


def test_the_first_chat_loads_little_style() -> None:
    page = (PAGES / "index.html").read_text("utf-8")
    sheets = re.findall(r'href="(/[^"]+\.css)"', page)
    size = sum(len(gzip.compress((PAGES / name[1:]).read_bytes(), 9)) for name in sheets)
    assert 0 < size <= MOST_STYLE_BYTES, size


def _with_all_they_import(names: list[str]) -> set[str]:
    """Follow the imports that run at once; what is imported later, on demand, does not count."""
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        script = (PAGES / name[1:]).read_text("utf-8")
        waiting += [f"/assets/{each.removeprefix('./')}" for each in AT_ONCE.findall(script)]
    return reached
