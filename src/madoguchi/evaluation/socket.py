"""WebSocket door of the evaluation room."""

from pydantic import BaseModel

from madoguchi.evaluation.news import EvaluationFollowers
from madoguchi.evaluation.runs import EvaluationRuns
from madoguchi.evaluation.schemas import EvaluationProgressEvent
from madoguchi.kernel.connection.door import Call
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.events import frame_of

methods = Methods()
PROGRESS = "evaluation.progress"
EVENTS: Events = {PROGRESS: EvaluationProgressEvent}


class WatchEvaluation(BaseModel):
    """No parameters."""


class WatchingEvaluation(BaseModel):
    """From now on every change is told."""


@methods.method("evaluation.watch", needs="evaluation.read")
async def watch(call: Call, params: WatchEvaluation) -> WatchingEvaluation:
    """Hear from now on how runs are whenever they change."""
    runs, link, language = call.service(EvaluationRuns), call.link, call.language

    async def tell(run_id: str) -> None:
        try:
            run = await runs.one(run_id, language)
        except AppError:
            return  # it is gone, or the database is: the next change tells
        payload = EvaluationProgressEvent(run=run).model_dump_json().encode()
        link.tell(frame_of(PROGRESS, payload))

    link.until_leaving(PROGRESS, call.service(EvaluationFollowers).follow(tell))
    return WatchingEvaluation()
