"""The figures of a run, question by question."""

from collections import Counter
from collections.abc import Sequence

from madoguchi.evaluation.schemas import Figures
from madoguchi.knowledge.evaluation import mean, ndcg, recall, reciprocal_rank, share

DEPTHS = (1, 5, 10)


class Tally:
    """Counts; may be asked at any time how it stands."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._recalls: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
        self._ranks: list[float] = []
        self._gains: list[float] = []
        self._contained: list[bool] = []
        self._declined: list[bool] = []
        self._refused: list[bool] = []

    def add(
        self,
        outcome: str,
        places: Sequence[int | None],
        contained: bool | None,
        declined: bool | None,
    ) -> None:
        """Count one question."""
        self._outcomes[outcome] += 1
        if places:
            ranked, relevant = _ranking(places)
            for depth in DEPTHS:
                self._recalls[depth].append(recall(ranked, relevant, depth))
            self._ranks.append(reciprocal_rank(ranked, relevant))
            self._gains.append(ndcg(ranked, relevant))
        if contained is not None:
            self._contained.append(contained)
        if declined is not None:
            off_topic = outcome in ("refused", "answered")
            (self._refused if off_topic else self._declined).append(declined)

    def figures(self) -> Figures:
        """Return how it stands."""
        pages = len(self._ranks)
        one, five, ten = (mean(self._recalls[d]) if pages else None for d in DEPTHS)
        return Figures(
            asked=self._outcomes.total(),
            pages=pages,
            recall_at_1=one,
            recall_at_5=five,
            recall_at_10=ten,
            mrr_at_10=mean(self._ranks) if pages else None,
            ndcg_at_10=mean(self._gains) if pages else None,
            answers=len(self._contained),
            contained=share(self._contained),
            answerable=len(self._declined),
            declined=share(self._declined),
            off_topic=len(self._refused),
            refused=share(self._refused),
            outcomes=dict(self._outcomes),
        )


def _ranking(places: Sequence[int | None]) -> tuple[list[str], list[str]]:
    """Return places as a ranking, and what is relevant in it; two names of a page are one."""
    taken = sorted({place for place in places if place})
    ranked = [""] * (taken[-1] if taken else 0)
    for place in taken:
        ranked[place - 1] = str(place)
    missing = [f"missing {at}" for at, place in enumerate(places) if not place]
    return ranked, [*map(str, taken), *missing]
