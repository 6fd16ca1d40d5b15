"""What a benchmark says: figures with units, goals, and the table they make."""

import json
import os
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured thing. ``goal`` is a bound from above."""

    name: str
    value: float | None
    unit: str
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal was met, when there is one and something was measured."""
        if self.value is None or self.goal is None:
            return ""
        return "yes" if self.value <= self.goal else "NO"


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def write(name: str, figures: list[Figure], surroundings: dict[str, Any]) -> None:
    """Keep the figures of one benchmark as JSON and as a table."""
    RESULTS.mkdir(exist_ok=True)
    found = {"benchmark": name, **surroundings, "figures": [asdict(each) for each in figures]}
    (RESULTS / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    (RESULTS / f"{name}.txt").write_text(table(figures) + "\n")


def surroundings() -> dict[str, Any]:
    """What a figure depends on beside the code."""
    one, five, _ = os.getloadavg()
    return {"cores": os.cpu_count(), "load_before": [round(one, 2), round(five, 2)]}


def table(figures: list[Figure]) -> str:
    """Return the figures as a table."""
    rows = [("measured", "value", "goal", "met", "")]
    for each in figures:
        value = "–" if each.value is None else f"{shown(each.value)} {each.unit}"
        goal = "" if each.goal is None else f"≤ {shown(each.goal)}"
        rows.append((each.name, value, goal, each.verdict, each.note))
    widths = [max(_width(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(_padded(*cell) for cell in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def shown(value: float) -> str:
    """Return a number with as many digits as mean something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
