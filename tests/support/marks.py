"""Steps that leave a mark each, on a disk that no crash undoes: what was done, and how often."""

from pathlib import Path

from madoguchi.jobs.schemas import Answer
from madoguchi.kernel.http import EVERYTHING, Caller
from tests.support.processes import until
from tests.support.scaled import Office

ADMIN = Caller("someone", "admin", frozenset({EVERYTHING}), "someone")
PATIENCE_S = 180


def marks(folder: Path, job_id: str) -> list[str]:
    """Return the steps that a job has done, as often as it did them."""
    file = folder / job_id
    return file.read_text().split() if file.exists() else []


def settle(office: Office, job_ids: list[str], folder: Path) -> int:
    """Wait for the end of every job; where it is unknown whether a step was done, look and say.

    Return how often that had to be said.
    """
    asked = 0

    def over() -> bool:
        nonlocal asked
        rows = [row for job_id in job_ids if (row := office.look(job_id)).ended_at is None]
        for row in rows:
            if row.waits_for == "person":
                step = (row.question or {})["step"]
                given = Answer(step=step, happened=step.split()[1] in marks(folder, row.id))
                office.run(office.jobs.answer(ADMIN, row.id, given, "en"))
                asked += 1
        return not rows

    until(over, "every job has ended", PATIENCE_S)
    return asked
