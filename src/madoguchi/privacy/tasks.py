"""Work of the privacy room that is done later."""

from pydantic import BaseModel

from madoguchi.kernel.jobs import Run, Tasks
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
