"""HTTP door of the files room."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from madoguchi.files.delivery import headers_of, is_known, span_of
from madoguchi.files.failures import OutOfRange
from madoguchi.files.names import clean_name, clean_type
from madoguchi.files.schemas import File, Link, NewFile, NewLink, Purpose, Removed, Wanted
from madoguchi.files.service import Files
from madoguchi.kernel.envelope import Ok, problem_of
from madoguchi.kernel.errors import AppError, Invalid
from madoguchi.kernel.http import PUBLIC, Caller, fail, language_of, may, service
from madoguchi.kernel.ids import new_id

logger = logging.getLogger(__name__)
SILENCE_S = 60.0
UPLOAD: Final = ("POST", "/api/files")
"""The one door that takes more than a page's worth of words."""
BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
RAW: Final = {"requestBody": {"required": True, "content": {"application/octet-stream": BINARY}}}
BYTES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The whole file", "content": {"*/*": BINARY}},
    206: {"description": "The part that was asked for", "content": {"*/*": BINARY}},
    304: {"description": "The other side has these bytes already"},
}
router = APIRouter(prefix="/api", tags=["files"])
FilesService = Annotated[Files, Depends(service(Files))]
Reader = Annotated[Caller, may("files.read")]
Writer = Annotated[Caller, may("files.write")]
Sharer = Annotated[Caller, may("files.share")]
Anyone = Annotated[Caller, may(PUBLIC)]
Sum = Annotated[str | None, Header(pattern="^[0-9a-fA-F]{64}$")]


@router.post("/files", status_code=201, openapi_extra=RAW)
async def upload(
    request: Request,
    files: FilesService,
    caller: Writer,
    *,
    name: Annotated[str, Query(min_length=1, max_length=1000)],
    purpose: Purpose = "upload",
    x_checksum_sha256: Sum = None,
) -> Ok[File]:
    said = request.headers.get("content-type")
    if (said or "").startswith("multipart/"):
        raise Invalid("files.no_forms")
    cleaned = clean_name(name)
    new = NewFile(
        name=cleaned,
        purpose=purpose,
        media_type=clean_type(said, cleaned),
        sha256=x_checksum_sha256.lower() if x_checksum_sha256 else None,
    )
    return Ok(data=await files.add(caller.id, new, _pieces(request)))


@router.get("/files")
async def list_files(
    files: FilesService, caller: Reader, wanted: Annotated[Wanted, Query()]
) -> Ok[list[File]]:
    return Ok(data=await files.page(caller.id, wanted))


@router.get("/files/{file_id}")
async def show_file(file_id: str, files: FilesService, caller: Reader) -> Ok[File]:
    return Ok(data=await files.one(caller.id, file_id))


@router.get("/files/{file_id}/content", response_class=Response, responses=BYTES)
async def read_content(
    file_id: str,
    request: Request,
    files: FilesService,
    caller: Anyone,
    *,
    until: Annotated[str | None, Query(max_length=100)] = None,
    signature: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The bytes, to the owner, or to whoever holds a link."""
    if until is None and signature is None:
        file = await files.one(caller.id, file_id)
    else:
        file = await files.linked(file_id, until or "", signature or "")
    headers, asked = headers_of(file), request.headers
    if is_known(file, asked.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    try:
        span = span_of(file, asked.get("range"), asked.get("if-range"))
    except OutOfRange as error:
        problem = problem_of(error, language_of(request), new_id())
        return fail(problem, {"content-range": f"bytes */{file.size}"})
    if span is None:
        headers["content-length"] = str(file.size)
        return Content(await files.read(file), 200, headers)
    start, stop = span
    headers["content-length"] = str(stop - start)
    headers["content-range"] = f"bytes {start}-{stop - 1}/{file.size}"
    return Content(await files.read(file, start, stop), 206, headers)


@router.post("/files/{file_id}/link")
async def make_link(file_id: str, wish: NewLink, files: FilesService, caller: Sharer) -> Ok[Link]:
    return Ok(data=await files.link(caller.id, file_id, wish.seconds))


@router.delete("/files/{file_id}")
async def remove_file(file_id: str, files: FilesService, caller: Writer) -> Ok[Removed]:
    return Ok(data=Removed(id=await files.remove(caller.id, file_id)))


class Content(StreamingResponse):
    """Streams a file. What fails before the first byte is told; after it, the line is cut."""

    def __init__(
        self, pieces: AsyncGenerator[bytes, None], status: int, headers: dict[str, str]
    ) -> None:
        super().__init__(self._rest(), status, headers)
        self._pieces = pieces
        self._first = b""
        self._broken = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it piece by piece."""

        async def unless_broken(message: Message) -> None:
            # An answer that is not ended makes the server hang up: nobody takes a half for all.
            if not self._broken:
                await send(message)

        async with aclosing(self._pieces):
            self._first = await anext(self._pieces, b"")
            await super().__call__(scope, receive, unless_broken)

    async def _rest(self) -> AsyncIterator[bytes]:
        yield self._first
        try:
            async for piece in self._pieces:
                yield piece
        except AppError as error:
            self._broken = True
            logger.error("a file broke off on its way out", exc_info=error)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield what comes; a sender who leaves, or says nothing for long, has broken off."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(SILENCE_S):
                piece = await anext(stream, None)
        except (ClientDisconnect, TimeoutError) as error:
            raise Invalid("files.broke_off") from error
        if piece is None:
            return
        if piece:
            yield piece
