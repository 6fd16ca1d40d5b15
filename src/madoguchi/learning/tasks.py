"""Work of the learning room that is done later."""

from pydantic import BaseModel

from madoguchi.kernel.jobs import Run, Tasks
from madoguchi.learning.handbook import Handbook

tasks = Tasks()


class Nothing(BaseModel):
    """No parameters."""


class Changed(BaseModel):
    """How many pages were new, different or gone."""

    pages: int


@tasks.task("learning.handbook", queue="learning", limit_s=1800)
async def learn_handbook(run: Run, params: Nothing) -> Changed:
    """Learn the handbook again; what has not changed costs nothing."""
    return Changed(pages=await run.service(Handbook).learn())
