"""Work of the chat room that is done later."""

from pydantic import BaseModel

from madoguchi.chat.streams import Streams
from madoguchi.kernel.jobs import Run, Tasks

AT_ONCE = 200
tasks = Tasks()


class Nothing(BaseModel):
    """No parameters."""


class Forgotten(BaseModel):
    """How many answers' events were forgotten; their messages hold the whole text."""

    streams: int


@tasks.task("chat.forget_events", queue="clean-chat")
async def forget_events(run: Run, params: Nothing) -> Forgotten:
    """Forget the numbered events of answers that ended long ago."""
    forgotten = 0
    while found := await run.service(Streams).forget_events(AT_ONCE):
        forgotten += found
        run.progress(forgotten)
    return Forgotten(streams=forgotten)
