"""Search at 200,000 and a million chunks."""

from benchmarks.search import run_large as run

__all__ = ["run"]
