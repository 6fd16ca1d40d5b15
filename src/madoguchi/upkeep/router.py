"""HTTP door of the upkeep room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import PUBLIC, Caller, language_of, may, service
from madoguchi.upkeep.schemas import Component
from madoguchi.upkeep.service import Upkeep

router = APIRouter(tags=["upkeep"])
UpkeepService = Annotated[Upkeep, Depends(service(Upkeep))]
Reader = Annotated[Caller, may("upkeep.read")]
Language = Annotated[str, Depends(language_of)]


@router.get("/api/components")
async def list_components(
    upkeep: UpkeepService, caller: Reader, language: Language
) -> Ok[list[Component]]:
    return Ok(data=await upkeep.components(language))


@router.get("/healthz", dependencies=[may(PUBLIC)], response_class=Response)
async def healthz() -> Response:
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz", dependencies=[may(PUBLIC)], response_class=Response)
async def readyz(upkeep: UpkeepService) -> Response:
    ready = await upkeep.is_ready()
    words, status = ("ready\n", 200) if ready else ("not ready\n", 503)
    return Response(words, status, media_type="text/plain")
