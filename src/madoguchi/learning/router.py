"""HTTP door of the learning room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, language_of, may, service
from madoguchi.knowledge.schemas import StoredPair, Term
from madoguchi.knowledge.seeing import role_of
from madoguchi.learning.ages import FreshnessReport, FreshnessWanted
from madoguchi.learning.documents import Documents
from madoguchi.learning.originals import Originals
from madoguchi.learning.reading.readers import Readers
from madoguchi.learning.reading.schemas import KnownReader
from madoguchi.learning.reports import Reports
from madoguchi.learning.results import Results
from madoguchi.learning.runs import Runs
from madoguchi.learning.schemas import (
    Items,
    ItemsWanted,
    KnownModule,
    LearningRun,
    ModuleNote,
    NewSource,
    NotesWanted,
    Original,
    PairSwitch,
    Part,
    RemovedSource,
    Repetition,
    Source,
    SourceChange,
    SourceModule,
    StartOver,
    TermSwitch,
    Why,
    WrittenTerm,
)
from madoguchi.learning.sources import Sources

router = APIRouter(prefix="/api", tags=["learning"])
SourcesService = Annotated[Sources, Depends(service(Sources))]
ResultsService = Annotated[Results, Depends(service(Results))]
ReportsService = Annotated[Reports, Depends(service(Reports))]
ReadersService = Annotated[Readers, Depends(service(Readers))]
RunsService = Annotated[Runs, Depends(service(Runs))]
DocumentsService = Annotated[Documents, Depends(service(Documents))]
OriginalsService = Annotated[Originals, Depends(service(Originals))]
Reader = Annotated[Caller, may("learning.read")]
AnyReader = Annotated[Caller, may("knowledge.read")]
Manager = Annotated[Caller, may("learning.manage")]
Starter = Annotated[Caller, may("learning.start")]
Language = Annotated[str, Depends(language_of)]


@router.get("/sources")
async def list_sources(
    sources: SourcesService, caller: Reader, language: Language
) -> Ok[list[Source]]:
    return Ok(data=await sources.all(language))


@router.post("/sources", status_code=201)
async def add_source(
    new: NewSource, sources: SourcesService, caller: Manager, language: Language
) -> Ok[Source]:
    return Ok(data=await sources.add(new, caller.id, language))


@router.get("/readers")
async def list_readers(readers: ReadersService, caller: Reader) -> Ok[list[KnownReader]]:
    return Ok(data=readers.known())


@router.get("/sources/{source_id}")
async def show_source(
    source_id: str, sources: SourcesService, caller: Reader, language: Language
) -> Ok[Source]:
    return Ok(data=await sources.one(source_id, language))


@router.patch("/sources/{source_id}")
async def change_source(
    source_id: str,
    wish: SourceChange,
    sources: SourcesService,
    caller: Manager,
    language: Language,
) -> Ok[Source]:
    return Ok(data=await sources.change(source_id, wish, language))


@router.delete("/sources/{source_id}")
async def remove_source(
    source_id: str, sources: SourcesService, caller: Manager
) -> Ok[RemovedSource]:
    return Ok(data=RemovedSource(id=await sources.remove(source_id)))


@router.post("/sources/{source_id}/run")
async def run_source(
    source_id: str, wish: StartOver, runs: RunsService, caller: Starter, language: Language
) -> Ok[LearningRun]:
    return Ok(data=await runs.start(source_id, caller.id, language, again=wish.again))


@router.get("/sources/{source_id}/runs")
async def list_runs(
    source_id: str, sources: SourcesService, runs: RunsService, caller: Reader, language: Language
) -> Ok[list[LearningRun]]:
    row = await sources.row(source_id)
    return Ok(data=await runs.of(row.id, language))


@router.get("/sources/{source_id}/documents")
async def list_documents(
    source_id: str,
    documents: DocumentsService,
    caller: Reader,
    language: Language,
    wanted: Annotated[ItemsWanted, Query()],
) -> Ok[Items]:
    return Ok(data=await documents.page(source_id, wanted, language))


@router.get("/documents/{document_id}/original")
async def find_original(
    document_id: str, originals: OriginalsService, caller: AnyReader
) -> Ok[Original]:
    return Ok(data=await originals.of(document_id, role_of(caller)))


@router.get("/modules")
async def list_modules(results: ResultsService, caller: Reader) -> Ok[list[KnownModule]]:
    return Ok(data=results.modules())


@router.get("/sources/{source_id}/faq")
async def list_questions(
    source_id: str, results: ResultsService, caller: Reader, part: Annotated[Part, Query()]
) -> Ok[list[StoredPair]]:
    return Ok(data=await results.faq(source_id, part))


@router.patch("/sources/{source_id}/faq")
async def switch_question(
    source_id: str, wish: PairSwitch, results: ResultsService, caller: Manager
) -> Ok[PairSwitch]:
    await results.switch_pair(source_id, wish)
    return Ok(data=wish)


@router.get("/sources/{source_id}/modules")
async def list_source_modules(
    source_id: str, reports: ReportsService, caller: Reader, language: Language
) -> Ok[list[SourceModule]]:
    return Ok(data=await reports.modules(source_id, language))


@router.get("/sources/{source_id}/repeats")
async def list_repeats(source_id: str, reports: ReportsService, caller: Reader) -> Ok[Repetition]:
    return Ok(data=await reports.repeats(source_id))


@router.post("/sources/{source_id}/glossary")
async def write_term(
    source_id: str, term: WrittenTerm, results: ResultsService, caller: Manager
) -> Ok[list[Term]]:
    return Ok(data=await results.write_term(source_id, term))


@router.patch("/sources/{source_id}/glossary")
async def switch_term(
    source_id: str, wish: TermSwitch, results: ResultsService, caller: Manager
) -> Ok[list[Term]]:
    return Ok(data=await results.switch_term(source_id, wish))


@router.delete("/sources/{source_id}/glossary")
async def strike_term(
    source_id: str,
    term: Annotated[str, Query(min_length=1, max_length=200)],
    results: ResultsService,
    caller: Manager,
) -> Ok[list[Term]]:
    return Ok(data=await results.strike_term(source_id, term))


@router.get("/sources/{source_id}/glossary")
async def list_terms(source_id: str, results: ResultsService, caller: Reader) -> Ok[list[Term]]:
    return Ok(data=await results.glossary(source_id))


@router.get("/sources/{source_id}/freshness")
async def show_freshness(
    source_id: str,
    results: ResultsService,
    caller: Reader,
    wanted: Annotated[FreshnessWanted, Query()],
) -> Ok[FreshnessReport]:
    return Ok(data=await results.freshness(source_id, wanted.days, wanted.limit))


@router.get("/sources/{source_id}/notes/{module}")
async def list_notes(
    source_id: str,
    module: str,
    results: ResultsService,
    caller: Reader,
    wanted: Annotated[NotesWanted, Query()],
) -> Ok[list[ModuleNote]]:
    return Ok(data=await results.notes(source_id, module, wanted.after, wanted.limit))


@router.get("/sources/{source_id}/why")
async def explain_address(
    source_id: str,
    url: Annotated[str, Query(min_length=1, max_length=4000)],
    documents: DocumentsService,
    caller: Reader,
    language: Language,
) -> Ok[Why]:
    return Ok(data=await documents.why(source_id, url, language))


@router.get("/runs/{run_id}")
async def show_run(
    run_id: str, runs: RunsService, caller: Reader, language: Language
) -> Ok[LearningRun]:
    return Ok(data=await runs.one(run_id, language))


@router.post("/runs/{run_id}/pause")
async def pause_run(
    run_id: str, runs: RunsService, caller: Manager, language: Language
) -> Ok[LearningRun]:
    return Ok(data=await runs.pause(run_id, language))


@router.post("/runs/{run_id}/resume")
async def resume_run(
    run_id: str, runs: RunsService, caller: Manager, language: Language
) -> Ok[LearningRun]:
    return Ok(data=await runs.go_on(run_id, language))


@router.post("/runs/{run_id}/cancel")
async def cancel_run(
    run_id: str, runs: RunsService, caller: Manager, language: Language
) -> Ok[LearningRun]:
    return Ok(data=await runs.cancel(run_id, language))
