"""Who is who: passwords, browsers and the first admin."""

from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest

from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import PASSWORD

COOKIE = "madoguchi_session"
NEW = "another-horse"
WRONG = {
    "en": "The name or the password is wrong.",
    "ja": "名前かパスワードが違います。",
}


def test_somebody_unknown_is_a_visitor_who_may_chat_and_read(visitor: Person) -> None:
    me = visitor.do("GET", "/api/me")
    assert (me["name"], me["role"]) == (None, "visitor")
    assert {"chat.use", "knowledge.read"} <= set(me["permissions"])
    assert visitor.do("GET", "/api/me") == me


def test_signing_in_makes_the_browser_the_admins_until_it_signs_out(visitor: Person) -> None:
    before = visitor.do("GET", "/api/me")
    me = visitor.sign_in()
    assert (me["name"], me["role"]) == ("admin", "admin")
    assert visitor.do("GET", "/api/me") == me
    visitor.do("GET", "/api/settings")
    visitor.do("POST", "/api/sign-out")
    assert visitor.do("GET", "/api/me") == before
    visitor.refused(401, "GET", "/api/settings")


def test_signing_out_answers_who_one_is_then(visitor: Person) -> None:
    visitor.sign_in()
    assert visitor.do("POST", "/api/sign-out")["role"] == "visitor"


def test_a_cookie_that_was_signed_out_opens_nothing_any_more(visitor: Person) -> None:
    visitor.sign_in()
    stolen = visitor.http.cookies[COOKIE]
    visitor.do("POST", "/api/sign-out")
    visitor.http.cookies.set(COOKIE, stolen)
    assert visitor.do("GET", "/api/me")["role"] == "visitor"


def test_the_cookies_are_out_of_reach_for_scripts_and_other_sites(house: House) -> None:
    person = Person(house.address)
    given = person.send("GET", "/api/me").headers["set-cookie"]
    body = {"name": "admin", "password": PASSWORD}
    signed_in = person.send("POST", "/api/sign-in", json=body).headers["set-cookie"]
    person.close()
    for text, name in ((given, "madoguchi_visitor"), (signed_in, COOKIE)):
        cookie = SimpleCookie(text)[name]
        assert cookie["httponly"] is True
        assert cookie["samesite"].lower() == "lax"
        assert cookie["path"] == "/"
        assert int(cookie["max-age"]) > 24 * 3600
        assert not cookie["domain"]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("name", "password"), [("admin", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(
    house: House, guests: Guests, lang: str, name: str, password: str
) -> None:
    body = {"name": name, "password": password}
    problem = guests(house, lang=lang).refused(401, "POST", "/api/sign-in", json=body)
    assert (problem["code"], problem["message"]) == ("wrong_credentials", WRONG[lang])
    guests(house).sign_in()  # someone who knows is let in, and the count starts anew


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "admin"},
        {"name": "admin", "password": None},
        {"name": ["admin"], "password": "x"},
        {"name": "a" * 201, "password": "x"},
        {"name": "admin", "password": "x" * 1_001},
    ],
)
def test_a_sign_in_that_is_none_names_the_fields_to_mend(visitor: Person, body: object) -> None:
    assert visitor.refused(422, "POST", "/api/sign-in", json=body)["details"]


@pytest.mark.parametrize("name", ["", " ", "\x00", "Admin", "admin ", "admin\x00", "ａｄｍｉｎ"])
def test_a_name_that_only_looks_like_the_admins_is_nobodys(
    house: House, visitor: Person, name: str
) -> None:
    body = {"name": name, "password": PASSWORD}
    assert visitor.refused(401, "POST", "/api/sign-in", json=body)["code"] == "wrong_credentials"
    visitor.sign_in()


def test_who_guesses_too_often_must_wait_even_when_the_guess_is_right_at_last(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house()
    person = guests(house)
    for number in range(8):
        body = {"name": "admin", "password": f"guess-{number}"}
        person.refused(401, "POST", "/api/sign-in", json=body)
    body = {"name": "admin", "password": PASSWORD}
    problem = person.refused(429, "POST", "/api/sign-in", json=body)
    assert problem["code"] == "too_many"
    assert problem["message"] == "Too many wrong tries. Wait about 5 min and try again."
    assert 290 < problem["retry_after_s"] <= 300


def test_who_guesses_locks_nobody_out_elsewhere(build_house: Builder, guests: Guests) -> None:
    house = build_house()
    guesser, admin, stranger = guests(house), guests(house), guests(house)
    guesser.http.headers["X-Forwarded-For"] = "203.0.113.9"
    for number in range(8):
        body = {"name": "admin", "password": f"guess-{number}"}
        guesser.refused(401, "POST", "/api/sign-in", json=body)
    right = {"name": "admin", "password": PASSWORD}
    refused = guesser.send("POST", "/api/sign-in", json=right)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == str(refused.json()["error"]["retry_after_s"])
    assert admin.sign_in()["name"] == "admin"
    stranger.http.headers["X-Forwarded-For"] = "2001:db8::7"
    assert stranger.sign_in()["name"] == "admin"


def test_many_names_from_one_address_are_guesses_too(build_house: Builder, guests: Guests) -> None:
    house = build_house()
    guesser = guests(house)

    def guess(number: int) -> int:
        guesser.http.headers["X-Forwarded-For"] = f"2001:db8::{number:x}"  # all in one household
        body = {"name": f"somebody-{number}", "password": "wrong-horse"}
        return guesser.send("POST", "/api/sign-in", json=body).status_code

    assert [guess(number) for number in range(41)] == [401] * 40 + [429]


def test_those_who_know_may_sign_in_as_often_as_they_like(
    build_house: Builder, guests: Guests
) -> None:
    person = guests(build_house())
    for _ in range(42):
        person.sign_in()


def test_guessing_at_the_same_moment_gives_no_more_guesses(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house()
    person = guests(house)

    def guess(number: int) -> int:
        body = {"name": "admin", "password": f"guess-{number}"}
        return person.send("POST", "/api/sign-in", json=body).status_code

    with ThreadPoolExecutor(30) as pool:
        outcomes = list(pool.map(guess, range(30)))
    assert outcomes.count(401) <= 8
    assert outcomes.count(401) + outcomes.count(429) == 30


def test_a_new_password_signs_out_every_other_browser_and_keeps_this_one(
    build_house: Builder, guests: Guests
) -> None:
    house = build_house()
    here, there = guests(house), guests(house)
    here.sign_in()
    there.sign_in()
    body = {"current": PASSWORD, "new": NEW}
    assert here.do("POST", "/api/me/password", json=body)["name"] == "admin"
    assert here.do("GET", "/api/me")["name"] == "admin"
    assert there.do("GET", "/api/me")["name"] is None
    old = {"name": "admin", "password": PASSWORD}
    there.refused(401, "POST", "/api/sign-in", json=old)
    assert there.sign_in(password=NEW)["name"] == "admin"


def test_a_new_password_needs_the_current_one_and_some_length(visitor: Person) -> None:
    visitor.sign_in()
    wrong = {"current": "wrong-horse", "new": NEW}
    problem = visitor.refused(401, "POST", "/api/me/password", json=wrong)
    assert problem["message"] == "The current password is wrong."
    short = {"current": PASSWORD, "new": "short"}
    problem = visitor.refused(422, "POST", "/api/me/password", json=short)
    assert problem["message"] == "A password has at least 8 characters."
    visitor.do("POST", "/api/sign-out")
    visitor.sign_in()


def test_the_first_admins_password_is_made_up_and_told_once_when_none_is_given(
    build_house: Builder, guests: Guests, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    house = build_house(home=home, password=None)
    assert house.made_up
    assert len(house.made_up) >= 20
    assert guests(house).sign_in(password=house.made_up)["role"] == "admin"


def test_a_given_first_password_is_not_told_again(house: House) -> None:
    assert house.made_up is None


def test_no_password_and_no_token_is_kept_as_it_is(house: House, visitor: Person) -> None:
    visitor.sign_in()
    token = visitor.http.cookies[COOKIE]
    ((kept,),) = house.sql("select password_hash from users where name = 'admin'")
    assert kept.startswith("$argon2id$")
    assert house.sql("select id from sign_ins where token_hash = :token", token=token) == []
    key = house.keys["admin"]
    assert house.sql("select id from api_keys where key_hash = :key", key=key) == []
