"""Every door names what it needs, and keeps to it: found by walking the product itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from madoguchi.accounts.roles import ROLES, VISITOR
from madoguchi.entry.doors import METHODS, ROUTERS
from madoguchi.kernel.http import EVERYTHING, PUBLIC
from tests.support.house import House
from tests.support.people import Person, envelope

WITHOUT_A_CALLER = {"/api/openapi.json", "/ws", ""}
"""The document of the doors, the connection (its methods are asked one by one), the pages."""
NOWHERE = "3b241101-e2bb-4255-8caf-4136c566a962"


def permissions_of(dependant: Dependant) -> Iterator[str]:
    for each in dependant.dependencies:
        if permission := getattr(each.call, "permission", None):
            yield permission
        yield from permissions_of(each)


ROUTES = sorted(
    (method, route.path, route)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
)
