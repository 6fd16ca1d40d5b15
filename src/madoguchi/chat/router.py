"""HTTP door of the chat room."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from madoguchi.chat.round import Wish
from madoguchi.chat.schemas import (
    AsIs,
    Ask,
    ChatTurn,
    CitationStanding,
    NewChoice,
    NewHead,
    NewLanguage,
    NewSession,
    NewTitle,
    Removed,
    SessionDetail,
    SessionSummary,
)
from madoguchi.chat.service import Chats
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, language_of, may, service
from madoguchi.kernel.sse import streamed

router = APIRouter(prefix="/api", tags=["chat"])
ChatsService = Annotated[Chats, Depends(service(Chats))]
Chatter = Annotated[Caller, may("chat.use")]
Chooser = Annotated[Caller, may("chat.reveal")]
Language = Annotated[str, Depends(language_of)]
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "The answer, whole or as events"}
}


@router.get("/sessions")
async def list_sessions(
    chats: ChatsService,
    caller: Chatter,
    q: Annotated[str, Query(max_length=1000)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Ok[list[SessionSummary]]:
    return Ok(data=await chats.sessions(caller, q, limit))


@router.post("/sessions", status_code=201)
async def open_session(
    chats: ChatsService, caller: Chatter, new: NewSession | None = None
) -> Ok[SessionSummary]:
    return Ok(data=await chats.open(caller, new.title if new else None))


@router.get("/sessions/{session_id}")
async def read_session(
    session_id: str, chats: ChatsService, caller: Chatter, language: Language
) -> Ok[SessionDetail]:
    return Ok(data=await chats.read(caller, session_id, language))


@router.get("/sessions/{session_id}/citations")
async def check_citations(
    session_id: str, chats: ChatsService, caller: Chatter
) -> Ok[list[CitationStanding]]:
    return Ok(data=await chats.citations(caller, session_id))


@router.delete("/sessions/{session_id}")
async def remove_session(session_id: str, chats: ChatsService, caller: Chatter) -> Ok[Removed]:
    return Ok(data=Removed(id=await chats.remove(caller, session_id)))


@router.patch("/sessions/{session_id}/title")
async def rename_session(
    session_id: str, new: NewTitle, chats: ChatsService, caller: Chatter
) -> Ok[SessionSummary]:
    return Ok(data=await chats.rename(caller, session_id, new.title))


@router.patch("/sessions/{session_id}/language")
async def pin_language(
    session_id: str, new: NewLanguage, chats: ChatsService, caller: Chatter
) -> Ok[SessionSummary]:
    return Ok(data=await chats.pin_language(caller, session_id, new.language))


@router.patch("/sessions/{session_id}/as-is")
async def choose_as_is(
    session_id: str, new: NewChoice, chats: ChatsService, caller: Chooser
) -> Ok[AsIs]:
    return Ok(data=await chats.choose(caller, session_id, new))


@router.patch("/sessions/{session_id}/head")
async def show_branch(
    session_id: str, new: NewHead, chats: ChatsService, caller: Chatter, language: Language
) -> Ok[SessionDetail]:
    return Ok(data=await chats.show_branch(caller, session_id, new.message_id, language))


@router.post("/chat", responses=STREAMED, response_model=Ok[ChatTurn])
async def ask(
    new: Ask, request: Request, chats: ChatsService, caller: Chatter, language: Language
) -> Any:
    wish = Wish.of(new, caller, language)
    if "text/event-stream" in request.headers.get("accept", ""):
        _, log = await chats.begin(wish)
        return streamed(log, 0)
    return Ok(data=await chats.ask(wish))


@router.get("/streams/{stream_id}/events", responses=STREAMED, response_class=StreamingResponse)
async def follow_stream(
    stream_id: str,
    request: Request,
    chats: ChatsService,
    caller: Chatter,
    after: Annotated[int, Query(ge=0)] = 0,
) -> StreamingResponse:
    seen = request.headers.get("last-event-id", "")
    _, log = await chats.follow(caller, stream_id)
    place = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else after
    return streamed(log, place)
