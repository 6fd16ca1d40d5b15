"""How often one may ask, over both doors; who has to wait loses nothing."""

from typing import Any

import pytest

from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person

SAYS = "say:3"
FAR = {"X-Forwarded-For": "203.0.113.9"}


def ask(person: Person) -> int:
    body = {"user_input": "図書館は何時に開きますか", "model": SAYS}
    return person.send("POST", "/api/chat", json=body).status_code


@pytest.fixture
def strict(build_house: Builder) -> House:
    access = {
        "visitor_rounds_a_minute": 2,
        "address_rounds_a_minute": 3,
        "member_rounds_a_minute": 4,
    }
    return build_house(scripts=(SAYS,), access=access)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            "That was a lot of questions in a short time. Please wait about {} s, then ask again.",
        ),
        (
            "ja",
            "短い時間にたくさんの質問をいただきました。{}秒ほど待ってから、もう一度お尋ねください。",
        ),
    ],
)
def test_a_visitor_who_asks_too_often_is_told_how_long_to_wait(
    strict: House, guests: Guests, lang: str, words: str
) -> None:
    visitor = guests(strict, lang=lang)
    assert [ask(visitor), ask(visitor)] == [200, 200]
    answer = visitor.send("POST", "/api/chat", json={"user_input": "また", "model": SAYS})
    problem = answer.json()["error"]
    assert (answer.status_code, problem["code"]) == (429, "too_many")
    assert 50 < problem["retry_after_s"] <= 60
    assert answer.headers["retry-after"] == str(problem["retry_after_s"])
    assert problem["message"] == words.format(problem["retry_after_s"])
    assert len(visitor.sessions()) == 2


def test_the_connection_and_http_count_together_and_streams_are_refused_alike(
    strict: House, guests: Guests
) -> None:
    visitor = guests(strict)
    line = visitor.line()
    wish = {"session_id": None, "user_input": "図書館は何時に開きますか", "model": SAYS}
    stream_id = line.ask(model=SAYS)["stream_id"]
    line.stream(stream_id)
    assert ask(visitor) == 200
    refused = line.refused("chat.send", wish)
    assert (refused["code"], refused["status"]) == ("too_many", 429)
    assert refused["retry_after_s"] > 0
    assert line.refused("chat.retry", {"stream_id": stream_id})["code"] == "too_many"
    sse = {"Accept": "text/event-stream"}
    assert visitor.refused(429, "POST", "/api/chat", json=wish, headers=sse)


def test_the_same_request_sent_again_is_the_same_question_and_not_too_many(
    strict: House, guests: Guests
) -> None:
    visitor = guests(strict)
    request: dict[str, Any] = {"request_id": "5d3c1f4e-6f0f-4a7e-9a45-0d6d8c3a1b11", "model": SAYS}
    first = visitor.ask(**request)
    assert ask(visitor) == 200
    assert visitor.ask(**request) == first
    visitor.refused(429, "POST", "/api/chat", json={"user_input": "また", "model": SAYS})


def test_somebody_new_with_each_question_is_known_by_the_address(
    strict: House, guests: Guests
) -> None:
    outcomes = []
    for _ in range(4):
        visitor = guests(strict)
        visitor.http.headers.update(FAR)
        outcomes.append(ask(visitor))
    elsewhere = guests(strict)
    elsewhere.http.headers["X-Forwarded-For"] = "203.0.113.10"
    assert [*outcomes, ask(elsewhere)] == [200, 200, 200, 429, 200]


def test_those_who_are_signed_in_have_a_limit_of_their_own(strict: House, guests: Guests) -> None:
    for _ in range(3):
        assert ask(guests(strict)) == 200
    member = guests(strict, key=strict.add_person("member", "member"))
    assert [ask(member) for _ in range(5)] == [200, 200, 200, 200, 429]


def test_without_settings_this_machine_may_ask_freely_and_others_may_not(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house(scripts=(SAYS,))
    near, far = guests(house), guests(house)
    far.http.headers.update(FAR)
    assert [ask(near) for _ in range(22)] == [200] * 22
    assert [ask(far) for _ in range(21)] == [200] * 20 + [429]


def test_nought_is_no_limit(build_house: Builder, guests: Guests) -> None:
    access = {"visitor_rounds_a_minute": 0, "address_rounds_a_minute": 0}
    far = guests(build_house(scripts=(SAYS,), access=access))
    far.http.headers.update(FAR)
    assert [ask(far) for _ in range(22)] == [200] * 22
