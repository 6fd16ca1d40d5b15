"""HTTP door of the jobs room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.jobs.schedules import Schedules
from madoguchi.jobs.schemas import (
    Answer,
    Job,
    JobLog,
    JobTree,
    NewSchedule,
    Pause,
    Removed,
    Schedule,
    ScheduleChange,
    TaskInfo,
    Ticked,
    Wanted,
)
from madoguchi.jobs.schemas import Queue as QueueView
from madoguchi.jobs.service import Jobs
from madoguchi.jobs.shown import title
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, language_of, may, service
from madoguchi.kernel.jobs import Tasks

router = APIRouter(prefix="/api", tags=["jobs"])
JobsService = Annotated[Jobs, Depends(service(Jobs))]
SchedulesService = Annotated[Schedules, Depends(service(Schedules))]
TasksService = Annotated[Tasks, Depends(service(Tasks))]
Reader = Annotated[Caller, may("jobs.read")]
Manager = Annotated[Caller, may("jobs.manage")]
Clock = Annotated[Caller, may("jobs.tick")]
Language = Annotated[str, Depends(language_of)]


@router.get("/jobs")
async def list_jobs(
    jobs: JobsService, caller: Reader, language: Language, wanted: Annotated[Wanted, Query()]
) -> Ok[list[Job]]:
    return Ok(data=await jobs.page(caller, language, wanted))


@router.get("/jobs/{job_id}")
async def show_job(
    job_id: str, jobs: JobsService, caller: Reader, language: Language
) -> Ok[JobTree]:
    return Ok(data=await jobs.show(caller, job_id, language))


@router.get("/jobs/{job_id}/log")
async def read_job_log(
    job_id: str,
    jobs: JobsService,
    caller: Reader,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> Ok[JobLog]:
    return Ok(data=await jobs.log(caller, job_id, after, limit))


@router.post("/jobs/{job_id}/cancel")
async def cancel_job(
    job_id: str, jobs: JobsService, caller: Reader, language: Language
) -> Ok[JobTree]:
    return Ok(data=await jobs.cancel(caller, job_id, language))


@router.post("/jobs/{job_id}/retry")
async def retry_job(
    job_id: str, jobs: JobsService, caller: Reader, language: Language
) -> Ok[JobTree]:
    return Ok(data=await jobs.retry(caller, job_id, language))


@router.post("/jobs/{job_id}/answer")
async def answer_job(
    job_id: str, given: Answer, jobs: JobsService, caller: Reader, language: Language
) -> Ok[JobTree]:
    return Ok(data=await jobs.answer(caller, job_id, given, language))


@router.get("/queues")
async def list_queues(
    jobs: JobsService, caller: Manager, language: Language
) -> Ok[list[QueueView]]:
    return Ok(data=await jobs.queues(language))


@router.patch("/queues/{name}")
async def pause_queue(
    name: str, wish: Pause, jobs: JobsService, caller: Manager, language: Language
) -> Ok[QueueView]:
    return Ok(data=await jobs.pause(name, wish.paused, language))


@router.get("/tasks")
async def list_tasks(
    tasks: TasksService, caller: Manager, language: Language
) -> Ok[list[TaskInfo]]:
    found = [
        TaskInfo(
            name=task.name,
            title=title(task.name, language),
            queue=task.queue,
            params=task.params.model_json_schema(),
        )
        for task in tasks
    ]
    return Ok(data=found)


@router.get("/schedules")
async def list_schedules(
    schedules: SchedulesService, caller: Manager, language: Language
) -> Ok[list[Schedule]]:
    return Ok(data=await schedules.all(language))


@router.post("/schedules", status_code=201)
async def add_schedule(
    new: NewSchedule, schedules: SchedulesService, caller: Manager, language: Language
) -> Ok[Schedule]:
    return Ok(data=await schedules.add(new, language))


@router.patch("/schedules/{schedule_id}")
async def change_schedule(
    schedule_id: str,
    wish: ScheduleChange,
    schedules: SchedulesService,
    caller: Manager,
    language: Language,
) -> Ok[Schedule]:
    return Ok(data=await schedules.change(schedule_id, wish, language))


@router.delete("/schedules/{schedule_id}")
async def remove_schedule(
    schedule_id: str, schedules: SchedulesService, caller: Manager
) -> Ok[Removed]:
    return Ok(data=Removed(id=await schedules.remove(schedule_id)))


@router.post("/schedules/{schedule_id}/run")
async def run_schedule(
    schedule_id: str, schedules: SchedulesService, caller: Manager
) -> Ok[Ticked]:
    return Ok(data=await schedules.run_now(schedule_id))


@router.post("/schedules/{schedule_id}/tick")
async def tick_schedule(schedule_id: str, schedules: SchedulesService, caller: Clock) -> Ok[Ticked]:
    return Ok(data=await schedules.tick(schedule_id))
