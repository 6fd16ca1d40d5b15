"""HTTP door of the knowledge room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, may, service
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.schemas import Found, IndexCheck, IndexState, Passage, Wanted
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
    knowledge: KnowledgeService, caller: Reader, wanted: Annotated[Wanted, Query()]
) -> Ok[list[Found]]:
    where = wanted.model_dump(exclude={"q", "k"})
    return Ok(data=await knowledge.search(wanted.q, wanted.k, role=role_of(caller), **where))


@router.get("/index")
async def read_index(indexes: IndexService, caller: Keeper) -> Ok[IndexState]:
    return Ok(data=await indexes.state())


@router.post("/index/check")
async def check_index(indexes: IndexService, caller: Keeper) -> Ok[IndexCheck]:
    return Ok(data=await indexes.check())


@router.post("/index/rebuild", status_code=202)
async def rebuild_index(indexes: IndexService, caller: Keeper) -> Ok[IndexState]:
    return Ok(data=await indexes.want_rebuild())
