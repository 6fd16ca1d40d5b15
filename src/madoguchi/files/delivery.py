"""How a file is handed to a browser: what it may do there, and which part of it is asked for."""

import re
from typing import Final
from urllib.parse import quote

from madoguchi.files.failures import OutOfRange
from madoguchi.files.names import UNKNOWN
from madoguchi.files.schemas import File

SHOWN: Final = frozenset(
    {
        "application/pdf",
        "image/avif",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/plain",
    }
)
"""What a browser may show; everything else is saved."""
RUNS: Final = re.compile(r"script|css|html|svg|xml|xsl|wasm|manifest")
"""Types that a page could take for a part of itself; they travel as plain bytes."""
OFFICE: Final = "application/vnd.openxmlformats-"
SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'self'"
RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
PLAIN: Final = re.compile(r"[^A-Za-z0-9 !#$&'()+,.;=@\[\]^_`{}~-]")


def headers_of(file: File) -> dict[str, str]:
    """Return what every answer about these bytes carries."""
    kind = _kind(file.media_type)
    shown = kind in SHOWN
    runs = RUNS.search(kind) and not kind.startswith(OFFICE)
    return {
        "content-type": UNKNOWN if runs else file.media_type,
        "content-disposition": _disposition("inline" if shown else "attachment", file.name),
        "content-security-policy": SANDBOX,
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",
        "etag": etag_of(file),
    }


def etag_of(file: File) -> str:
    """Return the tag that changes with every byte."""
    return f'"{file.sha256}"'


def is_known(file: File, tags: str | None) -> bool:
    """Tell whether the other side has these bytes already."""
    if tags is None:
        return False
    given = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    return bool(given & {"*", etag_of(file)})


def span_of(file: File, wanted: str | None, only_if: str | None) -> tuple[int, int] | None:
    """Return where the part begins and before which byte it stops; nothing when all is wanted."""
    found = RANGE.fullmatch(wanted.strip()) if wanted else None
    if found is None or found[1] == found[2] == "" or only_if not in (None, etag_of(file)):
        return None
    if found[1] == "":
        length = min(int(found[2]), file.size)
        start, stop = file.size - length, file.size
    else:
        start = int(found[1])
        stop = min(int(found[2]) + 1, file.size) if found[2] else file.size
        if found[2] and int(found[2]) < start:
            return None
    if start >= stop:
        raise OutOfRange("files.out_of_range", size=file.size)
    return start, stop


def _kind(media_type: str) -> str:
    return media_type.split(";")[0].strip().lower()


def _disposition(how: str, name: str) -> str:
    plain = PLAIN.sub("_", name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
