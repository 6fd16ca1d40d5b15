"""Text in pictures, recognised by Tesseract where it is installed."""

import io
import re
import shutil
import subprocess
from functools import cache

from PIL import Image

from madoguchi.learning.converting.writing import WIDE, clean, joined

WANTED = ("jpn", "eng")
ONE_PAGE_S = 60
# Tesseract puts spaces between Japanese letters.
SPREAD = re.compile(rf"(?<=[{WIDE}])[ ]+(?=[{WIDE}])")


@cache
def languages() -> str:
    """Return the languages that can be recognised, as Tesseract wants them; or nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10)
    here = set(listed.stdout.split())
    return "+".join(language for language in WANTED if language in here)


def is_here() -> bool:
    """Tell whether text in pictures can be recognised."""
    return bool(languages())


def paragraphs_of(picture: Image.Image) -> list[str]:
    """Return the text of a picture."""
    stored = io.BytesIO()
    picture.save(stored, "PPM" if picture.mode in ("L", "RGB") else "PNG")
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", languages(), "--psm", "3"],
        input=stored.getvalue(),
        capture_output=True,
        timeout=ONE_PAGE_S,
    )
    text = clean(done.stdout.decode("utf-8", "replace")).replace("\f", "\n\n")
    found = (SPREAD.sub("", joined(part.split("\n"))) for part in re.split(r"\n\s*\n", text))
    return [paragraph for paragraph in found if any(map(str.isalnum, paragraph))]
