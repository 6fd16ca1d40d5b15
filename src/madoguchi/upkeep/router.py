"""HTTP door of the upkeep room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import PUBLIC, Caller, is_near, language_of, may, require, service
from madoguchi.upkeep.metrics import Metrics
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


@router.get("/metrics", response_class=Response)
async def metrics(
    request: Request,
    figures: Annotated[Metrics, Depends(service(Metrics))],
    caller: Annotated[Caller, may(PUBLIC)],
) -> Response:
    """Figures for Prometheus: open to this machine itself, by key to others."""
    if not is_near(request):
        require(caller, "upkeep.metrics")
    return Response(await figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/healthz", dependencies=[may(PUBLIC)], response_class=Response)
async def healthz() -> Response:
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz", dependencies=[may(PUBLIC)], response_class=Response)
async def readyz(upkeep: UpkeepService) -> Response:
    ready = await upkeep.is_ready()
    words, status = ("ready\n", 200) if ready else ("not ready\n", 503)
    return Response(words, status, media_type="text/plain")
