"""How well search and answers do on a person's own questions: sets of lines, and their figures."""

import math
import statistics
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, Field, field_validator

from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.lines import numbered


class CorpusText(BaseModel):
    """One text to search in."""

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    title: str = ""
    language: str | None = None


class AskedQuestion(BaseModel):
    """One question, with the texts that answer it or the words of right answers."""

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    relevant: list[str] = Field(default_factory=list)
    answers: list[str] = Field(default_factory=list)

    @field_validator("relevant")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))


class Retrieval(BaseModel):
    """What ``eval retrieval`` says."""

    documents: int
    queries: int
    k: int
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    recall_at_k: float
    mrr_at_10: float
    ndcg_at_10: float
    docs_per_s: float
    query_ms_p50: float
    query_ms_p95: float
    query_cpu_ms_p50: float
    query_cpu_ms_p95: float
    index_mib: float


class Answers(BaseModel):
    """What ``eval answers`` says, in shares of the questions that have an answer."""

    documents: int
    queries: int
    answerable: int
    contained: float | None
    grounded: float | None
    not_found: float | None
    off_topic: int
    off_topic_refused: float | None
    query_ms_p50: float
    query_ms_p95: float


def corpus_of(path: Path) -> list[CorpusText]:
    """Read a corpus; no two texts have the same id."""
    lines, first = numbered(path, CorpusText), dict[str, int]()
    for number, text in lines:
        if (earlier := first.setdefault(text.id, number)) != number:
            raise Invalid("eval.twice", file=path, line=number, id=text.id, earlier=earlier)
    return [text for _, text in lines]


def questions_of(
    path: Path, corpus: list[CorpusText], needs: str | None = None
) -> list[AskedQuestion]:
    """Read questions; what they call relevant must be in the corpus."""
    questions = numbered(path, AskedQuestion)
    known = {text.id for text in corpus}
    for number, question in questions:
        if unknown := set(question.relevant) - known:
            raise Invalid("eval.unknown_text", file=path, line=number, id=sorted(unknown)[0])
    if needs and not any(getattr(question, needs) for _, question in questions):
        raise Invalid("eval.nothing_expected", file=path, field=needs)
    return [question for _, question in questions]


def ndcg(ranked: Sequence[str], relevant: Sequence[str], k: int = 10) -> float:
    """Return how near a ranking is to the best one, from 0 to 1."""
    gained = sum(1 / math.log2(place + 2) for place, id in enumerate(ranked[:k]) if id in relevant)
    best = sum(1 / math.log2(place + 2) for place in range(min(k, len(relevant))))
    return gained / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Sequence[str], k: int) -> float:
    """Return the share of what is relevant among the first ``k``."""
    return len(set(ranked[:k]) & set(relevant)) / min(k, len(relevant))


def reciprocal_rank(ranked: Sequence[str], relevant: Sequence[str], k: int = 10) -> float:
    """Return 1, 1/2, 1/3 … by the place of the first that is relevant."""
    return next((1 / place for place, id in enumerate(ranked[:k], 1) if id in relevant), 0.0)


def contains_one(text: str, answers: Sequence[str]) -> bool:
    """Tell whether one of these answers stands in a text, whatever its width and case."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers if answer.strip())


def share(flags: Sequence[bool]) -> float | None:
    """Return how many are true, of 1; nothing of nothing."""
    return round(sum(flags) / len(flags), 4) if flags else None


def mean(values: Sequence[float]) -> float:
    """Return the mean; 0 of nothing."""
    return round(statistics.fmean(values), 4) if values else 0.0


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that ``part`` of them do not exceed."""
    ordered = sorted(values)
    place = min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)
    return round(ordered[max(0, place)], 3) if ordered else 0.0


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
