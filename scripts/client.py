"""Write the API document and the web pages' types from it, or check that both are up to date.

``python -m scripts.client`` writes ``web/openapi.json`` and the types; with ``--check`` it changes
nothing and fails when either differs from what the server says now.
"""

import importlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPES = "src/api/schema.d.ts"
ADVICE = "run `make client` and commit the result"


def document() -> str:
    """Return the API document as the server would say it, in a stable order."""
    described = importlib.import_module("madoguchi.entry.openapi").document()
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def generate(web: Path, target: str) -> None:
    """Run the page's own ``gen`` script, writing the types to ``target``."""
    scripts = json.loads((web / "package.json").read_text(encoding="utf-8"))["scripts"]
    words = shlex.split(scripts["gen"])
    if TYPES not in words:
        raise SystemExit(f"web/package.json: the gen script does not write {TYPES}")
    command = [target if word == TYPES else word for word in words]
    path = f"{web / 'node_modules/.bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=web, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def write(web: Path, text: str) -> None:
    """Write the document and the types."""
    (web / "openapi.json").write_text(text, encoding="utf-8")
    generate(web, TYPES)


def stale(web: Path, text: str) -> list[str]:
    """Name each generated file under ``web`` that is not what ``text`` leads to."""
    if content(web / "openapi.json") != text:
        return [f"web/openapi.json is not what the server says now: {ADVICE}"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "schema.d.ts"
        generate(web, str(fresh))
        if content(web / TYPES) != content(fresh):
            return [f"web/{TYPES} is not what web/openapi.json leads to: {ADVICE}"]
    return []


def content(path: Path) -> str | None:
    """Return the text of a file, or nothing when there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` compare; return the exit status."""
    web = ROOT / "web"
    if arguments == ["--check"]:
        problems = stale(web, document())
        print("\n".join(problems))
        return int(bool(problems))
    write(web, document())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
