"""Tables of the jobs room: what is written here is the truth, whoever carries the message."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, false, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table

STATES_THAT_TELL = ("running", "waiting", "failed")
ZERO = text("0")
QUEUED = text("state = 'queued'")
UNSENT = text("state = 'queued' and dispatched_at is null")
TELLING = text("state in ('running', 'waiting', 'failed')")
DUE = text("waits_for = 'time'")


class JobRow(Table):
    """One job. ``epoch`` grows with each claim: whoever holds an older one may write no more.

    ``rank`` is the priority turned round, so that an index finds the most urgent first.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_ready",
            "queue",
            "rank",
            "ready_at",
            sqlite_where=QUEUED,
            postgresql_where=QUEUED,
        ),
        Index("ix_jobs_unsent", "rank", "ready_at", sqlite_where=UNSENT, postgresql_where=UNSENT),
        Index("ix_jobs_due", "due_at", sqlite_where=DUE, postgresql_where=DUE),
        Index("ix_jobs_telling", "state", "queue", sqlite_where=TELLING, postgresql_where=TELLING),
        Index("ix_jobs_created", "created_at"),
        Index("ix_jobs_ended", "ended_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    task: Mapped[str]
    queue: Mapped[str]
    state: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(unique=True)
    rank: Mapped[int]
    owner_id: Mapped[str | None]
    parent_id: Mapped[str | None] = mapped_column(
        ForeignKey("jobs.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    waits_for: Mapped[str | None]
    due_at: Mapped[datetime | None]
    question: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    epoch: Mapped[int] = mapped_column(server_default=ZERO)
    failures: Mapped[int] = mapped_column(server_default=ZERO)
    attempts: Mapped[int]
    runner: Mapped[str | None]
    beat: Mapped[int] = mapped_column(server_default=ZERO)
    cancel: Mapped[bool] = mapped_column(server_default=false())
    dispatched_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(server_default=ZERO)
    total: Mapped[int | None]
    note: Mapped[str | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class LogRow(Table):
    """One line of a job's log."""

    __tablename__ = "job_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    level: Mapped[str]
    message: Mapped[str] = mapped_column(Text)


class StepRow(Table):
    """One step of a job that must not be done twice."""

    __tablename__ = "job_steps"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    result: Mapped[dict[str, Any]] = mapped_column(JSON)


class QueueRow(Table):
    """What a person has decided about a queue."""

    __tablename__ = "job_queues"

    name: Mapped[str] = mapped_column(primary_key=True)
    paused: Mapped[bool]


class ScheduleRow(Table):
    """A task that is to be done again and again."""

    __tablename__ = "job_schedules"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    task: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    cron: Mapped[str]
    zone: Mapped[str]
    enabled: Mapped[bool]
    own: Mapped[bool]
    next_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime | None]
    last_job_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


# Written out, not handed over as values: only so does a database see that an index over just
# these rows will do.
IS_QUEUED = JobRow.state == literal_column("'queued'")
IS_TELLING = JobRow.state.in_([literal_column(f"'{state}'") for state in STATES_THAT_TELL])
IS_RUNNING = IS_TELLING & (JobRow.state == literal_column("'running'"))
IS_DUE = JobRow.waits_for == literal_column("'time'")
