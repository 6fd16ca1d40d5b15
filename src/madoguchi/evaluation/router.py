"""HTTP door of the evaluation room."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from madoguchi.evaluation.example import FILE_NAME, example
from madoguchi.evaluation.runs import EvaluationRuns
from madoguchi.evaluation.schemas import (
    AskedQuestions,
    Comparison,
    EvaluationRun,
    NewRun,
    QuestionSet,
    QuestionsWanted,
    RemovedSet,
)
from madoguchi.evaluation.sets import QuestionSets
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.http import Caller, language_of, may, service

UPLOAD: Final = ("POST", "/api/evaluation/sets")
MOST_BYTES: Final = 5 * 2**20
BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
RAW: Final = {"requestBody": {"required": True, "content": {"application/octet-stream": BINARY}}}
TABLE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "A table to fill in", "content": {"text/csv": BINARY}}
}
router = APIRouter(prefix="/api/evaluation", tags=["evaluation"])
SetsService = Annotated[QuestionSets, Depends(service(QuestionSets))]
RunsService = Annotated[EvaluationRuns, Depends(service(EvaluationRuns))]
Reader = Annotated[Caller, may("evaluation.read")]
Manager = Annotated[Caller, may("evaluation.manage")]
Language = Annotated[str, Depends(language_of)]


@router.get("/example", response_class=Response, responses=TABLE)
async def read_example(caller: Reader, language: Language) -> Response:
    """A table of questions as a spreadsheet program opens it."""
    headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(example(language), media_type="text/csv", headers=headers)


@router.get("/sets")
async def list_sets(sets: SetsService, caller: Reader, language: Language) -> Ok[list[QuestionSet]]:
    return Ok(data=await sets.all(language))


@router.post("/sets", status_code=201, openapi_extra=RAW)
async def add_set(
    request: Request,
    sets: SetsService,
    caller: Manager,
    language: Language,
    *,
    name: Annotated[str, Query(min_length=1, max_length=1000)],
) -> Ok[QuestionSet]:
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise Invalid("files.no_forms")
    return Ok(data=await sets.add(await request.body(), name, caller.id, language))


@router.get("/sets/{set_id}")
async def show_set(
    set_id: str, sets: SetsService, caller: Reader, language: Language
) -> Ok[QuestionSet]:
    return Ok(data=await sets.one(set_id, language))


@router.delete("/sets/{set_id}")
async def remove_set(set_id: str, sets: SetsService, caller: Manager) -> Ok[RemovedSet]:
    return Ok(data=RemovedSet(id=await sets.remove(set_id)))


@router.get("/sets/{set_id}/runs")
async def list_runs(
    set_id: str, sets: SetsService, runs: RunsService, caller: Reader, language: Language
) -> Ok[list[EvaluationRun]]:
    row = await sets.row(set_id)
    return Ok(data=await runs.of(row.id, language))


@router.post("/sets/{set_id}/runs")
async def start_run(
    set_id: str, wish: NewRun, runs: RunsService, caller: Manager, language: Language
) -> Ok[EvaluationRun]:
    return Ok(data=await runs.start(set_id, wish, caller.id, language))


@router.get("/runs/{run_id}")
async def show_run(
    run_id: str, runs: RunsService, caller: Reader, language: Language
) -> Ok[EvaluationRun]:
    return Ok(data=await runs.one(run_id, language))


@router.post("/runs/{run_id}/cancel")
async def cancel_run(
    run_id: str, runs: RunsService, caller: Manager, language: Language
) -> Ok[EvaluationRun]:
    return Ok(data=await runs.cancel(run_id, language))


@router.get("/runs/{run_id}/questions")
async def list_questions(
    run_id: str, runs: RunsService, caller: Reader, wanted: Annotated[QuestionsWanted, Query()]
) -> Ok[AskedQuestions]:
    return Ok(data=await runs.questions(run_id, wanted))


@router.get("/runs/{run_id}/against/{other_id}")
async def compare_runs(
    run_id: str, other_id: str, runs: RunsService, caller: Reader, language: Language
) -> Ok[Comparison]:
    return Ok(data=await runs.against(run_id, other_id, language))
