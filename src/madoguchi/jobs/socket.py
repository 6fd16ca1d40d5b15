"""WebSocket door of the jobs room."""

from madoguchi.jobs.schemas import JobsProgressEvent, Wanted, Watch, Watched
from madoguchi.jobs.service import Jobs
from madoguchi.jobs.watching import Watcher, Watching
from madoguchi.kernel.connection.door import Call
from madoguchi.kernel.connection.registry import Events, Methods

methods = Methods()
EVENTS: Events = {"jobs.progress": JobsProgressEvent}


@methods.method("jobs.watch", needs="jobs.read")
async def watch(call: Call, params: Watch) -> Watched:
    """Hear from now on of every change to jobs; how they are now comes with the result."""
    jobs = call.service(Jobs)
    job_id = None
    if params.job_id is not None:
        job_id = (await jobs.show(call.caller, params.job_id, call.language)).id
    watcher = Watcher(call.caller, call.language, call.link.tell, job_id)
    call.link.until_leaving("jobs.watch", call.service(Watching).watch(watcher))
    if job_id is None:
        return Watched(jobs=await jobs.page(call.caller, call.language, Wanted()))
    return Watched(jobs=await jobs.family(call.caller, job_id, call.language))
