"""What the evaluation room says and hears."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator

Outcome = Literal["missed", "unlearned", "wrong", "answered", "found", "refused", "skipped"]
OUTCOMES: tuple[Outcome, ...] = (
    "missed",
    "unlearned",
    "wrong",
    "answered",
    "found",
    "refused",
    "skipped",
)
"""What went wrong comes first."""
GOOD: frozenset[str] = frozenset(("found", "refused"))
RunState = Literal["queued", "running", "done", "failed", "cancelled"]
Change = Literal["worse", "better", "farther", "nearer"]
LONGEST_QUESTION, LONGEST_NAME, MOST_NAMES = 2_000, 2_000, 50
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION)
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)
]
Names = Annotated[list[Name], Field(default_factory=list, max_length=MOST_NAMES)]


class SetQuestion(BaseModel):
    """One question of a set, the pages that answer it and the words of right answers.

    Where neither is named the question is off topic: it ought to be refused.
    """

    text: Text
    relevant: Names
    answers: Names

    @field_validator("relevant", "answers")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))


class SetCounts(BaseModel):
    """How many questions a set has, and of which kind."""

    questions: int
    with_pages: int
    with_answers: int
    off_topic: int


class NewRun(BaseModel):
    """How a set is to be run: how deep a page counts as found, and in what it is looked for."""

    k: int = Field(default=10, ge=1, le=50)
    answers: bool = True
    collection: str | None = Field(default=None, min_length=1, max_length=100)
    language: str | None = Field(default=None, min_length=2, max_length=20)


class Product(BaseModel):
    """What answers: whatever of it may change the figures."""

    version: str
    index: str
    models: list[str]
    embedder: str | None
    passages: int
    found_threshold: float
    dense_share: float | None


class Conditions(BaseModel):
    """What a run was run with."""

    product: Product
    documents: int
    passages: int
    newest_at: datetime | None
    changed_meanwhile: bool = False


class Figures(BaseModel):
    """How a run did, over the questions that were asked so far."""

    asked: int = 0
    pages: int = 0
    recall_at_1: float | None = None
    recall_at_5: float | None = None
    recall_at_10: float | None = None
    mrr_at_10: float | None = None
    ndcg_at_10: float | None = None
    answers: int = 0
    contained: float | None = None
    answerable: int = 0
    declined: float | None = None
    off_topic: int = 0
    refused: float | None = None
    outcomes: dict[str, int] = Field(default_factory=dict)


class EvaluationError(BaseModel):
    """Why a run failed."""

    code: str
    message: str


class EvaluationRun(BaseModel):
    """One run over a set."""

    id: str
    set_id: str
    job_id: str | None
    state: RunState
    wish: NewRun
    conditions: Conditions | None
    figures: Figures
    total: int
    error: EvaluationError | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class QuestionSet(BaseModel):
    """A set, its newest run, and the newest that was done before that one."""

    id: str
    name: str
    counts: SetCounts
    created_at: datetime
    run: EvaluationRun | None
    before: EvaluationRun | None


class RemovedSet(BaseModel):
    """A set that is gone with its runs."""

    id: str


class ExpectedDocument(BaseModel):
    """A document that a name stands for, as it was learned when the run took place."""

    id: str
    source: str
    address: str
    title: str
    url: str | None
    learned_at: datetime
    passages: int
    passage_id: str | None


class Expected(BaseModel):
    """What a question names: the documents it means, and where one of them was found."""

    name: str
    documents: list[ExpectedDocument]
    matches: int
    place: int | None


class FoundPassage(BaseModel):
    """A passage that was found, and whether it is of a page that was expected."""

    place: int
    passage_id: str
    document_id: str
    title: str
    url: str | None
    heading_path: list[str]
    excerpt: str
    expected: bool


class AskedQuestion(BaseModel):
    """What became of one question."""

    number: int
    outcome: Outcome
    question: str
    expected: list[Expected]
    wanted: list[str]
    found: list[FoundPassage]
    answer: str | None
    contained: bool | None
    declined: bool | None
    model: str | None


class AskedQuestions(BaseModel):
    """Some questions of a run, what went wrong first."""

    items: list[AskedQuestion]
    total: int


class QuestionsWanted(BaseModel):
    """Which questions of a run to show."""

    outcome: list[Outcome] = Field(default_factory=list)
    skip: int = Field(default=0, ge=0, le=5_000)
    limit: int = Field(default=20, ge=1, le=100)


class Stood(BaseModel):
    """How a question stood in a run; ``place`` is that of the nearest page expected."""

    outcome: Outcome
    place: int | None


class ChangedQuestion(BaseModel):
    """A question that stands otherwise in another run."""

    number: int
    question: str
    change: Change
    now: Stood
    before: Stood


class Comparison(BaseModel):
    """A run against another; ``chance`` is how likely as much would change by mere chance."""

    run: EvaluationRun
    other: EvaluationRun
    counts: dict[str, int]
    same: int
    chance: float
    changed: list[ChangedQuestion]


class EvaluationProgressEvent(BaseModel):
    """A run is not as it was."""

    run: EvaluationRun


def stored(model: BaseModel) -> dict[str, Any]:
    """Return a value as a JSON column keeps it."""
    return model.model_dump(mode="json")
