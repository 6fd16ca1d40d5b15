"""HTTP door of the accounts room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from madoguchi.accounts.callers import SIGN_IN_COOKIE
from madoguchi.accounts.schemas import ApiKey, MadeKey, Me, NewKey, NewPassword, Removed, SignIn
from madoguchi.accounts.service import Accounts
from madoguchi.kernel.envelope import Ok
from madoguchi.kernel.http import PUBLIC, Caller, address_of, may, recognise, service, set_cookie

router = APIRouter(prefix="/api", tags=["accounts"])
AccountsService = Annotated[Accounts, Depends(service(Accounts))]
Anyone = Annotated[Caller, may(PUBLIC)]
KeyOwner = Annotated[Caller, may("accounts.keys")]
Person = Annotated[Caller, may("accounts.password")]


@router.get("/me")
async def read_me(caller: Anyone) -> Ok[Me]:
    return Ok(data=_me(caller))


@router.post("/sign-in")
async def sign_in(
    request: Request, response: Response, wish: SignIn, accounts: AccountsService, caller: Anyone
) -> Ok[Me]:
    person, token = await accounts.sign_in(wish.name, wish.password, address_of(request))
    set_cookie(request, response, SIGN_IN_COOKIE, token, accounts.sign_in_seconds)
    return Ok(data=_me(person))


@router.post("/sign-out")
async def sign_out(
    request: Request, response: Response, accounts: AccountsService, caller: Anyone
) -> Ok[Me]:
    await accounts.sign_out(caller)
    response.delete_cookie(SIGN_IN_COOKIE, path="/")
    visitor = await recognise(request)
    if visitor.new_cookie:
        set_cookie(request, response, *visitor.new_cookie)
    return Ok(data=_me(visitor.caller))


@router.post("/me/password")
async def change_password(wish: NewPassword, accounts: AccountsService, caller: Person) -> Ok[Me]:
    await accounts.change_password(caller, wish.current, wish.new)
    return Ok(data=_me(caller))


@router.get("/apikeys")
async def list_keys(accounts: AccountsService, caller: KeyOwner) -> Ok[list[ApiKey]]:
    return Ok(data=await accounts.keys(caller))


@router.post("/apikeys", status_code=201)
async def make_key(new: NewKey, accounts: AccountsService, caller: KeyOwner) -> Ok[MadeKey]:
    return Ok(data=await accounts.make_key(caller.id, new.name))


@router.delete("/apikeys/{key_id}")
async def remove_key(key_id: str, accounts: AccountsService, caller: KeyOwner) -> Ok[Removed]:
    return Ok(data=Removed(id=await accounts.remove_key(caller, key_id)))


def _me(caller: Caller) -> Me:
    return Me(
        id=caller.id,
        name=caller.name,
        role=caller.role,
        permissions=sorted(caller.permissions),
    )
