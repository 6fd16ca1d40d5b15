"""HTTP door of the knowledge room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, may, service
from madoguchi.knowledge.schemas import Found, Passage
from madoguchi.knowledge.service import Knowledge

router = APIRouter(prefix="/api", tags=["knowledge"])
KnowledgeService = Annotated[Knowledge, Depends(service(Knowledge))]
Reader = Annotated[Caller, may("knowledge.read")]


@router.get("/passages/{passage_id}")
async def read_passage(passage_id: str, knowledge: KnowledgeService, caller: Reader) -> Ok[Passage]:
    return Ok(data=await knowledge.passage(passage_id))


@router.get("/search")
async def search(
    knowledge: KnowledgeService,
    caller: Reader,
    q: Annotated[str, Query(max_length=2000)] = "",
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    collection: Annotated[str | None, Query(max_length=100)] = None,
) -> Ok[list[Found]]:
    return Ok(data=await knowledge.search(q, k, collection=collection))
