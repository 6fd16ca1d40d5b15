"""The recognizers of personal data: how fast, how much they leak, and Presidio with GiNZA beside.

``MADOGUCHI_BENCH_PRESIDIO=…/bin/python`` names an environment that holds presidio-analyzer, ginza
and ja-ginza.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.figures import Figure, percentile
from madoguchi.entry.guarding import detector
from madoguchi.language.dictionary import JapaneseDictionary

GIVEN = "MADOGUCHI_BENCH_PRESIDIO"
ROOT = Path(__file__).parents[1]
SHORT, LONG = 200, 2000
SETS = ("en", "ja")
MIXED = "mixed"
Place = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """A text and where something personal stands in it."""

    text: str
    places: list[Place]


def run(quick: bool) -> list[Figure]:
    """Measure ours over the shipped sets, then the peer when it is given."""
    sets = {name: read(name) for name in SETS if (_folder() / f"{name}.jsonl").is_file()}
    rounds = 40 if quick else 100
    figures: list[Figure] = []
    find = _ours()
    for name, rows in sets.items():
        figures += _quality(f"{name}, ours", rows, [find(row.text) for row in rows], name == "en")
    mixed = [row for pair in zip(*sets.values(), strict=False) for row in pair]
    samples = {
        (name, size): _samples(rows, size, rounds)
        for name, rows in {**sets, MIXED: mixed}.items()
        for size in (SHORT, LONG)
    }
    ours = {key: _times(find, texts) for key, texts in samples.items()}
    for (name, size), times in ours.items():
        goal = 5.0 if size == SHORT else 20.0
        figures.append(_time(f"{name}, ours, {size:,} characters, CPU p95", times, goal))
    return figures + _beside(sets, samples, ours)


def read(name: str) -> list[Labelled]:
    """Return the shipped labelled set of a language."""
    rows = [json.loads(line) for line in (_folder() / f"{name}.jsonl").read_text().splitlines()]
    return [
        Labelled(row["text"], [(one["start"], one["end"]) for one in row["entities"]])
        for row in rows
    ]


def shares(rows: Sequence[Labelled], found: Sequence[Sequence[Place]]) -> tuple[float, ...]:
    """Return F2, leak and over-masking, in shares of characters."""
    hidden = leaked = too_much = plain = 0
    for row, places in zip(rows, found, strict=True):
        wanted, taken = _characters(row.places), _characters(places)
        hidden += len(wanted & taken)
        leaked += len(wanted - taken)
        too_much += len(taken - wanted)
        plain += len(row.text) - len(wanted)
    precision = hidden / max(1, hidden + too_much)
    recall = hidden / max(1, hidden + leaked)
    f2 = 5 * precision * recall / max(1e-9, 4 * precision + recall)
    return f2, leaked / max(1, hidden + leaked), too_much / max(1, plain)


def _folder() -> Path:
    return Path(str(files("madoguchi.privacy") / "example"))


def _ours() -> Callable[[str], list[Place]]:
    """Return all recognizers together, as the product runs them."""
    guard = detector(JapaneseDictionary())
    return lambda text: [(span.start, span.end) for span in guard.find(text)]


def _samples(rows: Sequence[Labelled], size: int, count: int) -> list[str]:
    """Return texts of one size, each beginning at another row."""
    texts = []
    for first in range(count):
        text = ""
        for place in range(len(rows)):
            text += rows[(first * 7 + place) % len(rows)].text + "\n"
            if len(text) >= size:
                break
        texts.append(text[:size])
    return texts


def _times(find: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    find(texts[0])
    for text in texts:
        before = time.process_time()
        find(text)
        times.append(time.process_time() - before)
    return times


def _time(name: str, times: Sequence[float], goal: float | None = None) -> Figure:
    return Figure(name, percentile(times, 0.95) * 1000, "ms", goal)


def _quality(
    name: str, rows: Sequence[Labelled], found: Sequence[Sequence[Place]], goals: bool
) -> list[Figure]:
    f2, leak, over = shares(rows, found)
    return [
        Figure(f"{name}: 100 less F2 of characters", 100 * (1 - f2), "%", 10 if goals else None),
        Figure(f"{name}: personal characters leaked", 100 * leak, "%"),
        Figure(f"{name}: other characters masked", 100 * over, "%", 2 if goals else None),
    ]


def _characters(places: Sequence[Place]) -> set[int]:
    return {character for start, end in places for character in range(start, end)}


def _beside(
    sets: dict[str, list[Labelled]],
    samples: dict[tuple[str, int], list[str]],
    ours: dict[tuple[str, int], list[float]],
) -> list[Figure]:
    python = os.environ.get(GIVEN)
    if not python:
        return [Figure("Presidio + GiNZA", None, "ms", note=f"not measured: {GIVEN} is not set")]
    figures: list[Figure] = []
    for name, rows in sets.items():
        found, _ = _peer(python, [row.text for row in rows])
        figures += _quality(f"{name}, Presidio + GiNZA", rows, found, goals=False)
    for (name, size), texts in samples.items():
        _, times = _peer(python, [texts[0], *texts])
        theirs = _time(f"{name}, Presidio + GiNZA, {size:,} characters, CPU p95", times[1:])
        figures.append(theirs)
        ratio = percentile(ours[name, size], 0.5) / percentile(times[1:], 0.5)
        modelled = name != "en"
        goal, note = (0.05, "") if modelled else (None, "theirs: patterns only, no model")
        figures.append(
            Figure(f"{name}, {size:,} characters: ours to theirs", ratio, "x", goal, note)
        )
    return figures


def _peer(python: str, texts: Sequence[str]) -> tuple[list[list[Place]], list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        done = subprocess.run(
            [python, "-W", "ignore", "-m", "benchmarks.peers.presidio", str(path)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=600,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    found = [[(start, end) for _, start, end in spans] for spans in told["found"]]
    return found, told["cpu_s"]
