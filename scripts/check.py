"""Run every check side by side: one line each, and the whole output of those that fail.

``python -m scripts.check [name…]`` runs all of them, or only those named.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TIME_LIMIT_S = 300


@dataclass(frozen=True)
class Step:
    """One check: a command that exits with 0 when all is well."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What one check came to."""

    step: Step
    seconds: float
    passed: bool
    output: str


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs one of our own modules."""
    return (sys.executable, "-m", module, *arguments)


# The slowest come first, so that the short ones fill the gaps beside them.
STEPS = (
    Step("types", (str(BIN / "mypy"),)),
    Step("web", ("npm", "--silent", "--prefix", "web", "run", "check")),
    Step("client", python("scripts.client", "--check")),
    Step("dead code", python("scripts.unused")),
    Step("imports", (str(BIN / "lint-imports"), "--no-logo", "--no-cache")),
    Step("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Step("format", (str(BIN / "ruff"), "format", "--quiet", "--diff", ".")),
    Step("words", python("scripts.words")),
    Step("sizes", python("scripts.sizes")),
    Step("hosts", python("scripts.hosts")),
    Step("settings table", python("scripts.settings_table", "--check")),
)


def run(step: Step) -> Outcome:
    """Run one check to its end."""
    begin = time.monotonic()
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=TIME_LIMIT_S,
        )
        passed, output = done.returncode == 0, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        passed, output = False, f"not done after {TIME_LIMIT_S} s"
    except FileNotFoundError as missing:
        passed, output = False, f"{missing.filename} is not installed"
    return Outcome(step, time.monotonic() - begin, passed, output.strip())


def run_all(steps: Sequence[Step]) -> list[Outcome]:
    """Run ``steps`` side by side, printing a line as each ends."""
    outcomes = []
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        for future in as_completed([pool.submit(run, step) for step in steps]):
            outcome = future.result()
            mark = "ok  " if outcome.passed else "FAIL"
            print(f"{mark} {outcome.step.name:<10} {outcome.seconds:5.1f} s", flush=True)
            outcomes.append(outcome)
    return outcomes


def main(steps: Sequence[Step], names: Sequence[str]) -> int:
    """Run the checks called ``names``, or all; return the exit status."""
    unknown = set(names) - {step.name for step in steps}
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(s.name for s in steps)}")
        return 2
    begin = time.monotonic()
    outcomes = run_all([step for step in steps if not names or step.name in names])
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"\n── {outcome.step.name}: {' '.join(outcome.step.command)}\n{outcome.output}")
    wrong = ", ".join(outcome.step.name for outcome in failed)
    verdict = f"failed: {wrong}" if failed else "all is well"
    print(f"{len(outcomes)} checks in {time.monotonic() - begin:.1f} s, {verdict}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(STEPS, sys.argv[1:]))
