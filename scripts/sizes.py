"""Fail when a file, class or function outgrows its room."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES, CLASS_LINES, FUNCTION_LINES, POSITIONAL = 400, 250, 60, 5
FOLDERS = ("src", "benchmarks", "scripts")
LISTS = "migrations/versions/"  # a migration is one long list of tables


def too_large(path: Path, name: str) -> list[str]:
    """Name everything in the file at ``path``, shown as ``name``, that is over a limit."""
    if LISTS in name:
        return []
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    found = [f"{name}: {lines} lines, at most {FILE_LINES}"] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found += [f"{name}:{node.lineno} {node.name}: {fault}" for fault in faults_of(node)]
    return found


def faults_of(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Yield each limit that one definition breaks."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
    if length > limit:
        yield f"{length} lines, at most {limit}"
    if not isinstance(node, ast.ClassDef):
        count = positional(node)
        if count > POSITIONAL:
            yield f"{count} positional parameters, at most {POSITIONAL}; put a * before the rest"


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the parameters that a caller may give by position."""
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def main(root: Path) -> int:
    """Print what is too large under ``root``; return the exit status."""
    problems = [
        line
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.py"))
        for line in too_large(path, path.relative_to(root).as_posix())
    ]
    print("\n".join(problems))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
