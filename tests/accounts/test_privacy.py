"""Nobody reaches what another has said; other sites reach nothing."""

from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person

FOREIGN = ["http://evil.example", "null", "https://127.0.0.1", "http://[", "file://", "x"]


@pytest.mark.parametrize("other", ["stranger", "member", "admin"])
def test_nobody_reaches_a_visitors_conversation_by_any_door(
    visitor: Person, other: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(other)
    turn = visitor.ask("図書館", model="say:3")
    session_id, message = turn["session_id"], turn["message"]
    path, stream_id = f"/api/sessions/{session_id}", message["stream_id"]
    assert session_id not in {each["id"] for each in person.sessions()}
    person.refused(404, "GET", path)
    person.refused(404, "DELETE", path)
    person.refused(404, "PATCH", f"{path}/title", json={"title": "mine"})
    person.refused(404, "PATCH", f"{path}/head", json={"message_id": message["id"]})
    person.refused(404, "GET", f"/api/streams/{stream_id}/events")
    line = person.line()
    for method, params in (
        ("chat.resume", {"stream_id": stream_id}),
        ("chat.stop", {"stream_id": stream_id}),
        ("chat.retry", {"stream_id": stream_id}),
        ("chat.retry", {"message_id": message["id"]}),
        ("chat.retry", {"message_id": message["parent_id"]}),
    ):
        assert line.refused(method, params)["code"] == "not_found", method
    assert visitor.session(session_id)["title"] == "図書館"


def test_asking_in_anothers_conversation_starts_ones_own(visitor: Person, stranger: Person) -> None:
    session_id = visitor.ask("図書館", model="say:3")["session_id"]
    turn = stranger.ask("わりこみ", model="say:3", session_id=session_id)
    assert turn["session_id"] != session_id
    assert len(visitor.session(session_id)["messages"]) == 2


def test_nobody_hears_what_another_is_told(visitor: Person, stranger: Person) -> None:
    ears, line = stranger.line(), visitor.line()
    ears.do("connection.ping")
    line.stream(line.ask("図書館", model="say:3")["stream_id"])
    assert ears.quiet(0.3) == []


def test_where_visitors_may_not_chat_they_are_asked_to_sign_in(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house(access={"visitors": False})
    person = guests(house)
    for method, path, body in (
        ("GET", "/api/sessions", None),
        ("POST", "/api/sessions", {}),
        ("POST", "/api/chat", {"user_input": "a"}),
        ("GET", "/api/search", None),
    ):
        problem = person.refused(401, method, path, json=body)
        assert problem["code"] == "unauthenticated"
        assert problem["message"].startswith("Please sign in.")
    line = person.line()
    assert line.refused("chat.send", {"user_input": "a"})["code"] == "unauthenticated"
    assert line.do("settings.get")["visitor_chat"] is False
    person.sign_in()
    assert person.ask("図書館")["message"]["status"] == "done"


def test_visitors_may_not_chat_where_other_machines_reach_us_unless_it_is_set(
    build_house: Builder, guests: Guests
) -> None:
    closed = build_house(server={"host": "0.0.0.0", "drain_s": 0.1})
    guests(closed).refused(401, "GET", "/api/sessions")
    server = {"host": "0.0.0.0", "drain_s": 0.1}
    opened = build_house(server=server, access={"visitors": True})
    assert guests(opened).sessions() == []


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_request_that_another_site_starts_is_refused(admin: Person, origin: str) -> None:
    headers = {"Origin": origin}
    for method, path in (("POST", "/api/sessions"), ("POST", "/api/sign-in"), ("DELETE", "/x")):
        problem = admin.refused(403, method, path, headers=headers, json={})
        assert problem["code"] == "forbidden"


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_connection_that_another_site_opens_is_refused(visitor: Person, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        visitor.line(headers={"Origin": origin})
    assert refused.value.response.status_code == 403


def test_our_own_pages_are_let_in(house: House, visitor: Person) -> None:
    headers = {"Origin": house.address}
    visitor.do("POST", "/api/sessions", json={}, headers=headers)
    assert visitor.line(headers=headers).do("connection.ping")["at"]


def test_reading_is_not_refused_to_a_link_on_another_site(visitor: Person) -> None:
    visitor.do("GET", "/api/me", headers={"Origin": "http://evil.example"})


def test_an_unknown_key_opens_no_connection(house: House, guests: Guests) -> None:
    person: Any = Person(house.address, "mdg_unknown")
    with pytest.raises(InvalidStatus):
        person.line()
    person.close()
