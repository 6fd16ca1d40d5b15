"""A run against another over the same questions: what got better, what got worse."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from madoguchi.evaluation.schemas import GOOD, Change, ChangedQuestion, Stood

MOST_CHANGED = 500
ORDER: tuple[Change, ...] = ("worse", "better", "farther", "nearer")


def changes(now: Sequence[Any], before: Sequence[Any]) -> tuple[list[ChangedQuestion], int]:
    """Return the questions that stand otherwise, the worse first, and how many stand the same."""
    earlier = {row.number: row for row in before}
    found: list[ChangedQuestion] = []
    same = 0
    for row in now:
        if row.number not in earlier:
            continue
        here, there = _stood(row), _stood(earlier[row.number])
        change = _change(here, there)
        if change is None:
            same += 1
        else:
            found.append(
                ChangedQuestion(
                    number=row.number, question="", change=change, now=here, before=there
                )
            )
    found.sort(key=lambda each: (ORDER.index(each.change), each.number))
    return found, same


def counts_of(changed: Sequence[ChangedQuestion]) -> dict[str, int]:
    """Return how many questions changed in which way."""
    counted = Counter(each.change for each in changed)
    return {name: counted[name] for name in ORDER}


def chance(better: int, worse: int) -> float:
    """Return how likely so uneven a change is when either way is equally likely (sign test)."""
    n = better + worse
    tail = sum(math.comb(n, i) for i in range(min(better, worse) + 1))
    return min(1.0, round(2 * tail / 2**n, 4)) if n else 1.0


def _stood(row: Any) -> Stood:
    return Stood(outcome=row.outcome, place=min((p for p in row.places if p), default=None))


def _change(now: Stood, before: Stood) -> Change | None:
    good, was_good = now.outcome in GOOD, before.outcome in GOOD
    if good != was_good:
        return "better" if good else "worse"
    if now.place == before.place:
        return None
    return "nearer" if (now.place or math.inf) < (before.place or math.inf) else "farther"
