"""Work of the chat room that is done later."""

from pydantic import BaseModel

from madoguchi.chat.orphans import Orphans
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


class Erased(BaseModel):
    """How many conversations that never came to be have left nothing behind."""

    conversations: int


@tasks.task("chat.erase_orphans", queue="clean-chat")
async def erase_orphans(run: Run, params: Nothing) -> Erased:
    """Erase what was hidden for conversations that were never kept."""
    erased = 0
    after: str | None = ""
    while after is not None:
        after, gone = await run.service(Orphans).sweep(after)
        erased += gone
        run.progress(erased)
    return Erased(conversations=erased)
