"""Work of the evaluation room."""

from pydantic import BaseModel

from madoguchi.evaluation.measuring import Measuring
from madoguchi.evaluation.schemas import Figures
from madoguchi.kernel.jobs import Run, Tasks

tasks = Tasks()


class RunOf(BaseModel):
    """Which run to do."""

    run_id: str


@tasks.task("evaluation.run", queue="check-chat", attempts=10, limit_s=86_400)
async def evaluate(run: Run, params: RunOf) -> Figures:
    """Ask every question of a set; killed, it goes on where it was."""
    return await run.service(Measuring).measure(params.run_id, run.progress)
