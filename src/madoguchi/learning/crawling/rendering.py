"""Whether pages can be opened in a browser here: that needs Chromium and the library for it."""

import shutil
from importlib.util import find_spec

from madoguchi.kernel.errors import Unavailable

LIBRARY = "playwright"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser(path: str | None = None) -> str:
    """Return where Chromium is; raises Unavailable, with how to get it, when it is not there."""
    candidates = (path,) if path else NAMES
    found = next((each for name in candidates if (each := shutil.which(name))), None)
    if found is None or find_spec(LIBRARY) is None:
        raise Unavailable("crawl.no_browser")
    return found
