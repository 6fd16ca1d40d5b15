"""Rows as they are shown to a person, in their language."""

from typing import Any

from madoguchi.jobs.schemas import Job, JobError, JobQuestion, JobTree
from madoguchi.jobs.tables import JobRow
from madoguchi.kernel.words import known, say

MADE = ("title", "cancelling", "error", "question", "priority")
UNCERTAIN = "jobs.uncertain"


def job(row: JobRow, language: str) -> Job:
    """Return a job as it stands."""
    return Job.model_validate(_columns(row, language))


def title(task: str, language: str) -> str:
    """Return what a task is called; one that no sentence names keeps its name."""
    key = f"jobs.task.{task}"
    return say(key, language) if known(key) else task


def tree(row: JobRow, steps: dict[str | None, list[JobRow]], language: str) -> JobTree:
    """Return a job with its steps, and theirs."""
    below = [tree(step, steps, language) for step in steps.get(row.id, [])]
    return JobTree.model_validate(_columns(row, language) | {"params": row.params, "steps": below})


def _columns(row: JobRow, language: str) -> dict[str, Any]:
    names = [name for name in Job.model_fields if name not in MADE]
    columns = {name: getattr(row, name) for name in names}
    note = row.note and (say(row.note, language) if known(row.note) else row.note)
    return columns | {
        "title": title(row.task, language),
        "cancelling": row.cancel and row.state == "running",
        "error": _error(row.error, language),
        "question": _question(row.question, language),
        "note": note,
        "priority": -row.rank,
    }


def _error(stored: dict[str, Any] | None, language: str) -> JobError | None:
    if not stored:
        return None
    message = say(stored["key"], language, **stored.get("facts", {}))
    return JobError(code=stored["code"], message=message, trace_id=stored.get("trace_id"))


def _question(stored: dict[str, Any] | None, language: str) -> JobQuestion | None:
    if not stored:
        return None
    asked, step = str(stored["asks"]), stored["step"]
    text = say(asked, language, step=step) if known(asked) else asked
    return JobQuestion(step=step, text=text, uncertain=asked == UNCERTAIN)
