"""HTTP door of the knowledge room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, may, service
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.schemas import Found, IndexCheck, IndexState, Passage
from madoguchi.knowledge.seeing import role_of
from madoguchi.knowledge.service import Knowledge

router = APIRouter(prefix="/api", tags=["knowledge"])
KnowledgeService = Annotated[Knowledge, Depends(service(Knowledge))]
IndexService = Annotated[Indexes, Depends(service(Indexes))]
Reader = Annotated[Caller, may("knowledge.read")]
Keeper = Annotated[Caller, may("index.manage")]


@router.get("/passages/{passage_id}")
async def read_passage(passage_id: str, knowledge: KnowledgeService, caller: Reader) -> Ok[Passage]:
    return Ok(data=await knowledge.passage(passage_id, role_of(caller)))


@router.get("/search")
async def search(
    knowledge: KnowledgeService,
    caller: Reader,
    q: Annotated[str, Query(max_length=2000)] = "",
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    collection: Annotated[str | None, Query(max_length=100)] = None,
    source: Annotated[str | None, Query(max_length=100)] = None,
    language: Annotated[str | None, Query(max_length=20)] = None,
) -> Ok[list[Found]]:
    found = await knowledge.search(
        q, k, collection=collection, source=source, language=language, role=role_of(caller)
    )
    return Ok(data=found)


@router.get("/index")
async def read_index(indexes: IndexService, caller: Keeper) -> Ok[IndexState]:
    return Ok(data=await indexes.state())


@router.post("/index/check")
async def check_index(indexes: IndexService, caller: Keeper) -> Ok[IndexCheck]:
    return Ok(data=await indexes.check())


@router.post("/index/rebuild", status_code=202)
async def rebuild_index(indexes: IndexService, caller: Keeper) -> Ok[IndexState]:
    return Ok(data=await indexes.want_rebuild())
