"""Keys with which programs act for a person."""

import pytest

from tests.conftest import Guests
from tests.support.house import House
from tests.support.people import Person

SHOWN = {"id", "name", "prefix", "created_at", "last_used_at"}


def test_a_key_is_shown_once_works_at_once_and_ends_when_it_is_taken_back(
    house: House, guests: Guests, member: Person
) -> None:
    made = member.do("POST", "/api/apikeys", json={"name": "計算機"})
    assert set(made) == SHOWN | {"key"}
    assert made["key"].startswith("mdg_")
    assert made["key"].startswith(made["prefix"])
    program = guests(house, made["key"])
    assert program.do("GET", "/api/me")["name"] == "member"
    listed = {each["id"]: each for each in member.do("GET", "/api/apikeys")}
    assert set(listed[made["id"]]) == SHOWN
    assert listed[made["id"]]["last_used_at"]
    assert member.do("DELETE", f"/api/apikeys/{made['id']}") == {"id": made["id"]}
    problem = program.refused(401, "GET", "/api/me")
    assert problem["code"] == "unauthenticated"
    assert "revoked" in problem["message"]
    member.refused(404, "DELETE", f"/api/apikeys/{made['id']}")


def test_nobody_sees_or_takes_back_anothers_key(member: Person, admin: Person) -> None:
    made = admin.do("POST", "/api/apikeys", json={"name": "the admin's"})
    assert made["id"] not in {each["id"] for each in member.do("GET", "/api/apikeys")}
    assert member.refused(404, "DELETE", f"/api/apikeys/{made['id']}")["code"] == "not_found"
    assert made["id"] in {each["id"] for each in admin.do("GET", "/api/apikeys")}


@pytest.mark.parametrize("name", ["", "   ", "\x00", "a" * 101, None, 7])
def test_a_key_needs_a_name_that_can_be_read(member: Person, name: object) -> None:
    member.refused(422, "POST", "/api/apikeys", json={"name": name})


@pytest.mark.parametrize("key", ["mdg_unknown", "mdg_", "x" * 5_000, "mdg_ü"])
def test_an_unknown_key_is_refused_rather_than_taken_for_a_visitor(
    house: House, visitor: Person, key: str
) -> None:
    headers = {"Authorization": f"Bearer {key}".encode("latin-1")}
    problem = visitor.refused(401, "GET", "/api/me", headers=headers)
    assert problem["code"] == "unauthenticated"
    visitor.refused(401, "GET", "/api/sessions", headers=headers)


def test_the_word_bearer_may_be_written_in_any_case(house: House, visitor: Person) -> None:
    headers = {"Authorization": f"bEARER {house.keys['member']}"}
    assert visitor.do("GET", "/api/me", headers=headers)["name"] == "member"


def test_a_visitor_has_no_keys(visitor: Person) -> None:
    assert visitor.refused(401, "GET", "/api/apikeys")["code"] == "unauthenticated"
    visitor.refused(401, "POST", "/api/apikeys", json={"name": "x"})
