"""What a person wrote about a file, made harmless: its name and its type."""

import mimetypes
import re
import unicodedata
from typing import Final

LONGEST_NAME: Final = 200
LONGEST_ENDING: Final = 20
NAMELESS: Final = "file"
UNKNOWN: Final = "application/octet-stream"
JOINERS: Final = "\u200c\u200d"  # emoji and some scripts are written with them
TYPE: Final = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}(\s*;[\x20-\x7e]{0,100})?", re.ASCII)
SAID_BY_DEFAULT: Final = ("", "application/x-www-form-urlencoded")
"""What programs send when nobody told them a type."""


def clean_name(given: str) -> str:
    """Return the last part of a path, without what cannot be seen or turns writing round."""
    whole = unicodedata.normalize("NFC", given)
    last = next((part for part in reversed(re.split(r"[/\\]", whole)) if part.strip(" .")), "")
    seen = "".join(" " if each.isspace() else each for each in last if _is_seen(each))
    name = " ".join(seen.split()).strip(" .")
    if len(name) <= LONGEST_NAME:
        return name or NAMELESS
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME].strip(" .")
    return stem[: LONGEST_NAME - len(ending) - 1].strip(" .") + dot + ending


def clean_type(given: str | None, name: str) -> str:
    """Return the media type as it was said; when it was not, what the name suggests."""
    said = (given or "").strip()
    if said.split(";")[0].strip().lower() in SAID_BY_DEFAULT:
        return mimetypes.guess_type(name)[0] or UNKNOWN
    return said if TYPE.fullmatch(said) else UNKNOWN


def _is_seen(character: str) -> bool:
    if character in JOINERS or character.isspace():
        return True
    return not unicodedata.category(character).startswith(("C", "Zl", "Zp"))
