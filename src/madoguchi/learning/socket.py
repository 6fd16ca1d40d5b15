"""WebSocket door of the learning room."""

from pydantic import BaseModel

from madoguchi.kernel.connection.door import Call
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.events import frame_of
from madoguchi.learning.news import Followers
from madoguchi.learning.runs import Runs
from madoguchi.learning.schemas import LearningProgressEvent, LearningRun, NewSource, Start
from madoguchi.learning.sources import Sources

methods = Methods()
EVENTS: Events = {"learning.progress": LearningProgressEvent}


class Nothing(BaseModel):
    """No parameters."""


class Watching(BaseModel):
    """From now on every change is told."""


@methods.method("learning.start", needs="learning.start")
async def start(call: Call, params: Start) -> LearningRun:
    """Begin a run, or find the one that is under way; its progress is told from now on."""
    sources = call.service(Sources)
    source_id = params.source_id
    if params.url is not None:
        wish = {"kind": "pages", "starts": [params.url]}
        page = NewSource.model_validate(wish)
        source_id = await sources.ensure(page, call.caller.id, call.language)
    _follow(call)
    runs = call.service(Runs)
    return await runs.start(source_id or "", call.caller.id, call.language, again=params.again)


@methods.method("learning.watch", needs="learning.read")
async def watch(call: Call, params: Nothing) -> Watching:
    """Hear from now on how runs are whenever they change."""
    _follow(call)
    return Watching()


def _follow(call: Call) -> None:
    runs, link, language = call.service(Runs), call.link, call.language

    async def tell(run_id: str) -> None:
        try:
            run = await runs.one(run_id, language)
        except AppError:
            return  # it is gone, or the database is: the next change tells
        payload = LearningProgressEvent(run=run).model_dump_json().encode()
        link.tell(frame_of("learning.progress", payload))

    link.until_leaving("learning.progress", call.service(Followers).follow(tell))
