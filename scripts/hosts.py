"""Fail when a lock or settings file names where packages come from, or a file names this machine.

Where packages are fetched from is the reader's own setting; a committed address would overrule it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

SETTINGS = re.compile(
    r"(^|/)(Makefile|\.npmrc|\.yarnrc\S*|pip\.conf|uv\.(toml|lock)|package(-lock)?\.json|tsconfig\S*\.json|biome\.json"
    r"|[^/]+\.(toml|cfg|ini))$|^requirements/|^\.ci/|^\.github/"
)
SOURCES = {
    "an address that a package is fetched from": re.compile(
        r"\"resolved\"\s*:|https?://\S+\.(tgz|tar\.gz|whl|zip)\b"
    ),
    "a package registry": re.compile(
        r"(?i)(--?(extra-)?index(-url)?|--find-links|\bindex[-_]url|\bregistry)\s*[=: ]\s*\S*://"
        r"|\[\[tool\.uv\.index\]\]|^\s*-i\s+https?:",
        re.MULTILINE,
    ),
}
LOCK = re.compile(r"^requirements/[^/]+\.txt$")
HOME = re.compile(r"(?<![\w.$}/])/(home|Users|root|work|mnt|srv/\w+)/[\w.]")
BINARY = frozenset((".png", ".jpg", ".ico", ".woff2", ".gz", ".pdf", ".zip", ".docx", ".xlsx"))


def faults_of(name: str, text: str, checkout: str) -> list[str]:
    """Name everything in the file ``name`` that belongs to one machine or one network."""
    patterns = {"the path of this checkout": re.compile(re.escape(checkout) + r"\b")}
    if len(checkout) < len("/a/longish"):
        patterns = {}
    if SETTINGS.search(name):
        patterns |= SOURCES | {"a path of one machine": HOME}
    if LOCK.search(name):
        patterns["an address"] = re.compile(r"https?://")
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: names {what}"
        for what, pattern in patterns.items()
        for match in list(pattern.finditer(text))[:3]
    ]


def files_of(root: Path) -> list[str]:
    """List what is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return sorted(filter(None, os.fsdecode(listed.stdout).split("\0")))


def main(root: Path) -> int:
    """Print every fault under ``root``; return the exit status."""
    problems = [
        fault
        for name in files_of(root)
        if (root / name).suffix not in BINARY and (root / name).is_file()
        for fault in faults_of(
            name, (root / name).read_text(encoding="utf-8", errors="replace"), str(root)
        )
    ]
    print("\n".join(problems))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
