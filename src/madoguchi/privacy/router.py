"""HTTP door of the privacy room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from madoguchi.kernel.conversation import HiddenItem
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import Caller, may, service
from madoguchi.privacy.contacts import Contacts
from madoguchi.privacy.grammar import written
from madoguchi.privacy.levels import Levels
from madoguchi.privacy.overview import KEPT_DAYS, Overview
from madoguchi.privacy.rules import Rules
from madoguchi.privacy.schemas import (
    Contact,
    ContactState,
    DayCount,
    Gathering,
    GuardState,
    Level,
    Look,
    NewContact,
    NewRule,
    Originals,
    Removed,
    Rule,
    Trial,
    Tried,
    Verdict,
)
from madoguchi.privacy.vault import LOOK, Vault

router = APIRouter(prefix="/api/privacy", tags=["privacy"])
OverviewService = Annotated[Overview, Depends(service(Overview))]
RulesService = Annotated[Rules, Depends(service(Rules))]
ContactsService = Annotated[Contacts, Depends(service(Contacts))]
LevelsService = Annotated[Levels, Depends(service(Levels))]
VaultService = Annotated[Vault, Depends(service(Vault))]
Manager = Annotated[Caller, may("privacy.manage")]
Looker = Annotated[Caller, may(LOOK)]


@router.get("")
async def read_state(overview: OverviewService, caller: Manager) -> Ok[GuardState]:
    return Ok(data=await overview.state())


@router.get("/counts")
async def read_counts(
    overview: OverviewService,
    caller: Manager,
    days: Annotated[int, Query(ge=1, le=KEPT_DAYS)] = 14,
) -> Ok[list[DayCount]]:
    return Ok(data=await overview.counts(days))


@router.get("/looks")
async def list_looks(
    overview: OverviewService,
    caller: Manager,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Ok[list[Look]]:
    return Ok(data=await overview.looks(limit))


@router.get("/rules")
async def list_rules(rules: RulesService, caller: Manager) -> Ok[list[Rule]]:
    return Ok(data=await rules.all())


@router.post("/rules", status_code=201)
async def add_rule(new: NewRule, rules: RulesService, caller: Manager) -> Ok[Rule]:
    return Ok(data=await rules.add(new))


@router.post("/rules/try")
async def try_rule(trial: Trial, rules: RulesService, caller: Manager) -> Ok[Tried]:
    return Ok(data=await rules.try_out(trial))


@router.patch("/rules/{rule_id}")
async def change_rule(
    rule_id: str, rule: NewRule, rules: RulesService, caller: Manager
) -> Ok[Rule]:
    return Ok(data=await rules.change(rule_id, rule))


@router.delete("/rules/{rule_id}")
async def remove_rule(rule_id: str, rules: RulesService, caller: Manager) -> Ok[Removed]:
    return Ok(data=Removed(id=await rules.remove(rule_id)))


@router.get("/contacts")
async def list_contacts(
    contacts: ContactsService, caller: Manager, state: ContactState | None = None
) -> Ok[list[Contact]]:
    return Ok(data=await contacts.all(state))


@router.post("/contacts", status_code=201)
async def add_contact(new: NewContact, contacts: ContactsService, caller: Manager) -> Ok[Contact]:
    return Ok(data=await contacts.add(new))


@router.post("/contacts/gather")
async def gather_contacts(contacts: ContactsService, caller: Manager) -> Ok[Gathering]:
    return Ok(data=Gathering(job_id=await contacts.ask(caller.id)))


@router.patch("/contacts/{contact_id}")
async def decide_contact(
    contact_id: str, verdict: Verdict, contacts: ContactsService, caller: Manager
) -> Ok[Contact]:
    return Ok(data=await contacts.decide(contact_id, verdict))


@router.delete("/contacts/{contact_id}")
async def remove_contact(
    contact_id: str, contacts: ContactsService, caller: Manager
) -> Ok[Removed]:
    return Ok(data=Removed(id=await contacts.remove(contact_id)))


@router.get("/strictness")
async def list_levels(levels: LevelsService, caller: Manager) -> Ok[list[Level]]:
    return Ok(data=await levels.all())


@router.patch("/strictness")
async def choose_level(level: Level, levels: LevelsService, caller: Manager) -> Ok[Level]:
    return Ok(data=await levels.put(level))


@router.post("/sessions/{session_id}/look")
async def look_behind(session_id: str, vault: VaultService, caller: Looker) -> Ok[Originals]:
    found = await vault.look(session_id, caller)
    values = [
        HiddenItem(kind=kind, placeholder=written(kind, number), text=text)
        for (kind, number), text in sorted(found.items())
    ]
    return Ok(data=Originals(conversation_id=session_id, values=values))
