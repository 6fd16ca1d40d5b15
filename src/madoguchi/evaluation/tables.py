"""Tables of the evaluation room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table


class QuestionSetRow(Table):
    """Questions with what is expected of their answers. A set never changes: runs are compared."""

    __tablename__ = "question_sets"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    made_by: Mapped[str | None]
    created_at: Mapped[datetime]


class EvaluationRunRow(Table):
    """One run over a set. ``open_for`` is the set while it is not over: there is one."""

    __tablename__ = "evaluation_runs"
    __table_args__ = (Index("ix_evaluation_runs_set", "set_id", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    set_id: Mapped[str] = mapped_column(ForeignKey("question_sets.id", ondelete="CASCADE"))
    open_for: Mapped[str | None] = mapped_column(unique=True)
    job_id: Mapped[str | None]
    state: Mapped[str]
    wish: Mapped[dict[str, Any]] = mapped_column(JSON)
    conditions: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    total: Mapped[int]
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    asked_by: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class EvaluationAnswerRow(Table):
    """What became of one question in one run; ``rank`` puts what went wrong first."""

    __tablename__ = "evaluation_answers"
    __table_args__ = (Index("ix_evaluation_answers_rank", "run_id", "rank", "number"),)

    run_id: Mapped[str] = mapped_column(
        ForeignKey("evaluation_runs.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rank: Mapped[int]
    outcome: Mapped[str]
    question: Mapped[str] = mapped_column(Text)
    expected: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    places: Mapped[list[int | None]] = mapped_column(JSON)
    wanted: Mapped[list[str]] = mapped_column(JSON)
    found: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    answer: Mapped[str | None] = mapped_column(Text)
    contained: Mapped[bool | None]
    declined: Mapped[bool | None]
    model: Mapped[str | None]
