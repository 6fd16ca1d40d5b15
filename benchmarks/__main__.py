"""Runs the benchmarks: ``python -m benchmarks [name…] [--quick]``."""

import argparse
import importlib
import time
from collections.abc import Callable

from benchmarks.figures import Figure, surroundings, table, write

NAMES = (
    "first_token",
    "chunk_cost",
    "idle_memory",
    "start",
    "crowd",
    "page",
    "jobs",
    "crashes",
    "crawl",
    "learn",
    "convert",
    "search",
    "restore",
    "language",
    "guard",
    "guard_rounds",
    "masking",
    "open_webui",
)
PLACES = {"open_webui": "benchmarks.peers.open_webui"}
ONLY_BY_NAME = ("search_large",)
"""What takes very long is run when it is named."""


def main() -> None:
    """Run what was named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES + ONLY_BY_NAME))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, coarser figures")
    given = parser.parse_args()
    if unknown := set(given.names) - set(NAMES + ONLY_BY_NAME):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    every: list[Figure] = []
    for name in given.names or NAMES:
        around = surroundings() | {"quick": given.quick}
        begun = time.monotonic()
        run: Callable[[bool], list[Figure]] = importlib.import_module(
            PLACES.get(name, f"benchmarks.{name}")
        ).run
        figures = run(given.quick)
        took_s = time.monotonic() - begun
        write(name, figures, around | {"took_s": round(took_s, 1)})
        print(f"\n{name} ({took_s:.0f} s, load before {around['load_before'][0]})")
        print(table(figures), flush=True)
        every += [
            Figure(f"{name}: {f.name}", f.value, f.unit, f.goal, f.note)
            for f in figures
            if f.goal is not None
        ]
    print("\nGoals")
    print(table(every))


if __name__ == "__main__":
    main()
