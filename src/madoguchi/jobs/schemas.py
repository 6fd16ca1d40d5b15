"""What the jobs room says and hears."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

State = Literal["queued", "running", "waiting", "done", "failed", "cancelled"]
WaitsFor = Literal["time", "children", "person"]
ONE_LINE = r"^[^\x00-\x1f\x7f]+$"
Short = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE),
]


class JobError(BaseModel):
    """Why a job failed, or why it is tried again."""

    code: str
    message: str
    trace_id: str | None


class JobQuestion(BaseModel):
    """What a job asks of a person; ``uncertain`` wants to know whether a step has happened."""

    step: str
    text: str
    uncertain: bool


class Job(BaseModel):
    """One job, as it stands."""

    id: str
    task: str
    title: str
    queue: str
    state: State
    waits_for: WaitsFor | None
    due_at: datetime | None
    priority: int
    owner_id: str | None
    parent_id: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    failures: int
    attempts: int
    cancelling: bool
    done: int
    total: int | None
    note: str | None
    result: dict[str, Any] | None
    error: JobError | None
    question: JobQuestion | None


class JobTree(Job):
    """A job and its steps."""

    params: dict[str, Any]
    steps: list["JobTree"]


class LogLine(BaseModel):
    """One line of a job's log."""

    number: int
    at: datetime
    level: str
    message: str


class JobLog(BaseModel):
    """Lines of a job's log; ask again after the last number for more."""

    lines: list[LogLine]


class Wanted(BaseModel):
    """Which jobs to list."""

    state: list[State] = Field(default_factory=list)
    queue: Short | None = None
    task: Short | None = None
    before: AwareDatetime | None = None
    limit: int = Field(default=50, ge=1, le=500)
    steps: bool = False


class Answer(BaseModel):
    """What a person says to a job that waits for them."""

    step: Short
    answer: dict[str, Any] = Field(default_factory=dict)
    happened: bool | None = None


class Queue(BaseModel):
    """One queue and what is in it."""

    name: str
    title: str
    paused: bool
    queued: int
    running: int
    waiting: int
    failed: int
    oldest_s: float | None


class Pause(BaseModel):
    """Whether a queue is to rest."""

    paused: bool


class NewSchedule(BaseModel):
    """A task that is to be done again and again."""

    name: Short
    task: Short
    params: dict[str, Any] = Field(default_factory=dict)
    cron: Short
    zone: Short | None = None
    enabled: bool = True


class ScheduleChange(BaseModel):
    """What is to be different; what is not named stays."""

    name: Short | None = None
    params: dict[str, Any] | None = None
    cron: Short | None = None
    zone: Short | None = None
    enabled: bool | None = None


class Schedule(BaseModel):
    """One schedule, with the next times."""

    id: str
    name: str
    task: str
    title: str
    params: dict[str, Any]
    cron: str
    zone: str
    enabled: bool
    own: bool
    next: list[datetime]
    last_at: datetime | None
    last_job_id: str | None


class Ticked(BaseModel):
    """What a tick led to: the same tick twice leads to the same job."""

    job_id: str


class Removed(BaseModel):
    """What is no more."""

    id: str


class TaskInfo(BaseModel):
    """One kind of work that may be scheduled."""

    name: str
    title: str
    queue: str
    params: dict[str, Any]


class Watch(BaseModel):
    """Which job to watch, with its steps; none is all that one may see."""

    job_id: str | None = None


class Watched(BaseModel):
    """How what is watched from now on is at this moment."""

    jobs: list[Job]


class JobsProgressEvent(BaseModel):
    """A job is not as it was."""

    job: Job
