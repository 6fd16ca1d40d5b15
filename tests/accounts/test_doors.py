"""Every door names what it needs, and keeps to it: found by walking the product itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from madoguchi.accounts.roles import ROLES, VISITOR
from madoguchi.entry.doors import METHODS
from madoguchi.kernel.http import EVERYTHING, PUBLIC
from tests.conftest import Guests
from tests.support.house import House
from tests.support.people import Person

WITHOUT_A_CALLER = {"/api/openapi.json", "/ws", ""}
"""The document of the doors; the connection, whose methods are asked one by one; the pages."""
NOWHERE = "3b241101-e2bb-4255-8caf-4136c566a962"
SOUND: dict[str, dict[str, Any]] = {
    "POST /api/sign-in": {"name": "nobody", "password": "wrong-horse"},
    "POST /api/me/password": {"current": "wrong-horse", "new": "another-horse"},
    "POST /api/chat": {"user_input": "図書館"},
    "POST /api/apikeys": {"name": "door"},
    "PATCH /api/sessions/{session_id}/title": {"title": "door"},
    "PATCH /api/sessions/{session_id}/head": {"message_id": NOWHERE},
}
PARAMS: dict[str, dict[str, Any]] = {
    "chat.send": {"user_input": "図書館"},
    "chat.stop": {"stream_id": NOWHERE},
    "chat.resume": {"stream_id": NOWHERE},
    "chat.retry": {"message_id": NOWHERE},
    "chat.choose": {"session_id": NOWHERE, "placeholder": "<EMAIL_1>", "as_is": True},
    "learning.start": {"source_id": NOWHERE},
}
FOR_ADMINS = {"upkeep.read", "settings.read", "jobs.manage", "jobs.tick", "index.manage"}
FOR_ADMINS |= {"privacy.manage", "learning.manage", "evaluation.read", "evaluation.manage"}
ROLES_AT_THE_DOOR = ("visitor", "member", "admin")


def permissions_of(dependant: Dependant) -> Iterator[str]:
    """Return what a route declares by ``may``, at whatever depth."""
    for each in dependant.dependencies:
        if permission := getattr(each.call, "permission", None):
            yield permission
        yield from permissions_of(each)


def doors_of(house: House) -> dict[str, list[str]]:
    """Return every REST route of the application with the permissions that it declares."""
    found: dict[str, list[str]] = {}
    for context in iter_route_contexts(house.app.routes):
        if isinstance(context.original_route, APIRoute):
            for method in context.methods or ():
                declared = list(permissions_of(context.dependant))
                found[f"{method} {context.path}"] = declared
        else:
            assert context.path in WITHOUT_A_CALLER, context.path
    return found


def allowed(role: str, permission: str) -> bool:
    """Tell what the table of roles says."""
    return permission == PUBLIC or bool(ROLES[role] & {permission, EVERYTHING})


def refusal(role: str) -> tuple[int, str]:
    """Return how somebody with this role is turned away."""
    return (401, "unauthenticated") if role == VISITOR else (403, "forbidden")


def test_every_route_declares_exactly_one_permission(house: House) -> None:
    doors = doors_of(house)
    assert len(doors) >= 20
    undeclared = {door: declared for door, declared in doors.items() if len(declared) != 1}
    assert undeclared == {}


def test_every_method_of_the_connection_declares_a_permission() -> None:
    known = {PUBLIC, *FOR_ADMINS}.union(*ROLES.values())
    methods = list(METHODS)
    assert len(methods) >= 6
    assert [method.name for method in methods if method.needs not in known] == []


def test_every_permission_of_a_route_is_held_by_some_role(house: House) -> None:
    held = {PUBLIC}.union(*ROLES.values())
    for door, declared in doors_of(house).items():
        assert set(declared) <= held | FOR_ADMINS, door


@pytest.mark.parametrize("role", ROLES_AT_THE_DOOR)
def test_every_route_lets_in_whom_the_roles_allow_and_nobody_else(
    house: House, guests: Guests, role: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(role)
    for door, (permission,) in doors_of(house).items():
        method, path = door.split(" ")
        for name in ("session_id", "stream_id", "passage_id", "key_id"):
            path = path.replace("{" + name + "}", NOWHERE)
        answer = person.send(method, path, json=SOUND.get(door))
        if allowed(role, permission):
            turned_away = answer.status_code in (401, 403)
            wrong_password = turned_away and answer.json()["error"]["code"] == "wrong_credentials"
            assert wrong_password or not turned_away, (door, answer.text)
            assert answer.status_code < 500, (door, answer.text)
        else:
            code = answer.json()["error"]["code"]
            assert (answer.status_code, code) == refusal(role), (door, answer.text)
    guests(house).sign_in()  # the wrong passwords are forgotten


@pytest.mark.parametrize("role", ROLES_AT_THE_DOOR)
def test_every_method_lets_in_whom_the_roles_allow_and_nobody_else(
    house: House, role: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(role)
    line = person.line()
    for method in METHODS:
        frame = line.call(method.name, PARAMS.get(method.name))
        code = None if frame["ok"] else frame["error"]["code"]
        if allowed(role, method.needs):
            assert code in (None, "not_found"), (method.name, frame)
        else:
            assert code == refusal(role)[1], (method.name, frame)


def test_a_closed_door_is_closed_before_what_is_brought_is_looked_at(visitor: Person) -> None:
    visitor.refused(401, "POST", "/api/apikeys", json={"name": "x"})
    visitor.refused(401, "DELETE", f"/api/apikeys/{NOWHERE}")
    visitor.refused(401, "GET", "/api/components")
