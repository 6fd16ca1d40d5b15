"""WebSocket door of the chat room."""

from madoguchi.chat.round import Wish
from madoguchi.chat.schemas import (
    AsIs,
    Ask,
    Choose,
    ChunkEvent,
    CitationsEvent,
    EndEvent,
    ErrorEvent,
    Resume,
    Retry,
    SessionsChangedEvent,
    Started,
    StartedEvent,
    StreamChoice,
    StreamState,
)
from madoguchi.chat.service import Chats
from madoguchi.kernel.connection.door import Call
from madoguchi.kernel.connection.registry import Events, Methods

methods = Methods()
EVENTS: Events = {
    "chat.started": StartedEvent,
    "chat.chunk": ChunkEvent,
    "chat.citations": CitationsEvent,
    "chat.end": EndEvent,
    "chat.error": ErrorEvent,
    "chat.as_is": AsIs,
    "sessions.changed": SessionsChangedEvent,
}


@methods.method("chat.send", needs="chat.use")
async def send(call: Call, params: Ask) -> Started:
    """Ask, and follow the answer."""
    wish = Wish.of(params, call.caller, call.language, call.link.id)
    started, log = await call.service(Chats).begin(wish)
    call.after_result(lambda: call.link.follow(log))
    return started


@methods.method("chat.retry", needs="chat.use")
async def retry(call: Call, params: Retry) -> Started:
    """Have the same question answered again, and follow the answer."""
    wish = Wish(call.caller, call.language, text=None, session_id=None, asker=call.link.id)
    started, log = await call.service(Chats).retry(wish, params)
    call.after_result(lambda: call.link.follow(log))
    return started


@methods.method("chat.stop", needs="chat.use")
async def stop(call: Call, params: StreamChoice) -> StreamState:
    """Stop an answer; what was written is kept."""
    return await call.service(Chats).stop(call.caller, params.stream_id)


@methods.method("chat.resume", needs="chat.use")
async def resume(call: Call, params: Resume) -> StreamState:
    """Follow an answer from the number last seen, without a gap or a repeat."""
    state, log = await call.service(Chats).follow(call.caller, params.stream_id)
    call.after_result(lambda: call.link.follow(log, params.after))
    return state


@methods.method("chat.choose", needs="chat.reveal")
async def choose(call: Call, params: Choose) -> AsIs:
    """Send a hidden value to the model as it is from now on, or hide it again."""
    return await call.service(Chats).choose(call.caller, params.session_id, params)
