"""Work of the privacy room that is done later."""

from pydantic import BaseModel

from madoguchi.kernel.jobs import Run, Tasks
from madoguchi.privacy.contacts import GATHER, Contacts
from madoguchi.privacy.overview import Overview
from madoguchi.privacy.vault import Vault

tasks = Tasks()


class Nothing(BaseModel):
    """No parameters."""


class Destroyed(BaseModel):
    """How many keys were made useless for good."""

    keys: int


@tasks.task("privacy.destroy_keys", queue="clean-chat")
async def destroy_keys(run: Run, params: Nothing) -> Destroyed:
    """Destroy the halves of keys whose conversations are gone."""
    keys = 0
    while destroyed := await run.service(Vault).destroy():
        keys += destroyed
        run.progress(keys)
    return Destroyed(keys=keys)


class Gathered(BaseModel):
    """How many contacts stand on public pages."""

    contacts: int


@tasks.task(GATHER, queue="back-learning", limit_s=1_800)
async def gather_contacts(run: Run, params: Nothing) -> Gathered:
    """Look for the site's own contacts on pages that everyone may read, and propose them."""
    return Gathered(contacts=await run.service(Contacts).gather(run.progress))


@tasks.task("privacy.forget_counts", queue="clean-chat")
async def forget_counts(run: Run, params: Nothing) -> Nothing:
    """Forget how much was hidden on days long gone."""
    await run.service(Overview).forget_old_counts()
    return Nothing()
