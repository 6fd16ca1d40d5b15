"""Work of the files room that is done later."""

from pydantic import BaseModel

from madoguchi.files.service import Files
from madoguchi.kernel.jobs import Run, Tasks

tasks = Tasks()


class Nothing(BaseModel):
    """No parameters."""


class Swept(BaseModel):
    """How many files were finished with."""

    files: int


class Orphans(BaseModel):
    """Bytes that no row names: how many there were, and how many were removed."""

    found: int
    removed: int


@tasks.task("files.sweep", queue="clean-chat", limit_s=1800)
async def sweep(run: Run, params: Nothing) -> Swept:
    """Remove what is left of uploads that broke off, and of files that were removed."""
    files = 0
    while found := await run.service(Files).sweep():
        files += found
        run.progress(files)
    return Swept(files=files)


@tasks.task("files.orphans", queue="clean-chat", limit_s=3600)
async def orphans(run: Run, params: Nothing) -> Orphans:
    """Look for bytes that no row names; in a store that others may share, only count them."""
    files = run.service(Files)
    found = removed = 0
    async for key in files.orphans():
        found += 1
        removed += await files.remove_orphan(key)
        run.progress(found)
        run.log(f"no file is stored as {key}", "warning")
    return Orphans(found=found, removed=removed)
