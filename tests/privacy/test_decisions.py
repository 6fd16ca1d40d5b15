"""What an administrator decides counts for the next message, in every process, or nothing goes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.schemas import NewDocument, NewPassage
from madoguchi.privacy.contacts import Contacts
from madoguchi.privacy.levels import Levels
from madoguchi.privacy.overview import Overview
from madoguchi.privacy.rules import Rules
from madoguchi.privacy.schemas import Level, NewContact, NewRule
from madoguchi.privacy.talk import Talk
from tests.conftest import Guests
from tests.privacy.conftest import Office, Offices
from tests.support.cli import Cli
from tests.support.house import House
from tests.support.people import Person
from tests.support.scripted_model import ScriptedModel

SECRET = "青嵐計画"
WEAK = "千葉が来ました"
"""A name alone, of which only a strict search is sure enough."""
SLOW = r"(?:x=)*(?:x=)*(?:x=)*y"
NOWHERE = "3b241101-e2bb-4255-8caf-4136c566a962"
Models = tuple[ScriptedModel, str]


@pytest.fixture
def boss(house: House, guests: Guests) -> Iterator[Person]:
    """The admin; what they decide is undone behind them."""
    yield guests(house, house.keys["admin"])
    for table in ("own_rules", "site_contacts", "guard_strictness", "guard_version"):
        house.sql(f"delete from {table}")


def sent(person: Person, models: Models, said: str) -> str:
    """Return what the model is sent when somebody says this."""
    since = len(models[0].requests)
    person.ask(said, model="say:3")
    return json.dumps(models[0].requests[since:], ensure_ascii=False)


def add(boss: Person, **rule: Any) -> Any:
    return boss.do("POST", "/api/privacy/rules", json={"name": "own"} | rule)


def hidden(office: Office, text: str, **place: str) -> str:
    """Return a text as a model would see it."""
    (masked,) = office.run(
        office.wired.privacy.guard.hide(Talk(new_id(), "hanako"), [text], **place)
    )
    return masked.text


def test_the_command_masks_by_the_rules_of_this_installation_where_asked(
    house: House, boss: Person
) -> None:
    add(boss, words=[SECRET])
    url = house.wired.settings.database.url
    where = {"MADOGUCHI__DATABASE__URL": url.get_secret_value()} if url else {}
    cli = Cli(house.wired.home.folder, **where)
    assert cli.run("mask", given=f"{SECRET}とは").out == f"{SECRET}とは"
    assert cli.run("mask", "--own", given=f"{SECRET}とは").out == "<CUSTOM_1>とは"


def test_own_words_are_hidden_from_the_next_message_on_and_until_they_are_removed(
    boss: Person, visitor: Person, models: Models
) -> None:
    assert SECRET in sent(visitor, models, f"{SECRET}とは何ですか")
    rule = add(boss, words=[SECRET, "社外秘"])
    assert [each["words"] for each in boss.do("GET", "/api/privacy/rules")] == [[SECRET, "社外秘"]]
    said = sent(visitor, models, f"{SECRET}とは何ですか")
    assert "<CUSTOM_1>とは何ですか" in said and SECRET not in said
    path = f"/api/privacy/rules/{rule['id']}"
    boss.do("PATCH", path, json=rule | {"active": False})
    assert SECRET in sent(visitor, models, f"{SECRET}とは何ですか")
    boss.do("PATCH", path, json={"name": "staff", "pattern": r"社員\d{4}", "kind": "NATIONAL_ID"})
    assert "<NATIONAL_ID_1>の席" in sent(visitor, models, "社員１２３４の席")
    boss.do("DELETE", path)
    assert "社員１２３４の席" in sent(visitor, models, "社員１２３４の席")
    boss.refused(404, "DELETE", path)
    boss.refused(404, "PATCH", path, json={"name": "staff", "words": ["abc"]})


def test_two_rules_have_two_names(boss: Person) -> None:
    add(boss, words=["abc"])
    problem = boss.refused(409, "POST", "/api/privacy/rules", json={"name": "own", "pattern": "x+"})
    assert "own" in problem["message"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"pattern": "(a"}, "cannot be read"),
        ({"pattern": "a*"}, "even an empty text"),
        ({"pattern": "(a+)+$"}, "too long"),
        ({}, "either words or a pattern"),
        ({"words": ["abc"], "pattern": "abc"}, "either words or a pattern"),
        ({"words": ["a"]}, "another look"),
    ],
)
def test_a_rule_that_would_do_harm_is_refused_with_the_reason(
    boss: Person, rule: dict[str, Any], says: str
) -> None:
    for path, body in (
        ("/api/privacy/rules", {"name": "own"} | rule),
        ("/api/privacy/rules/try", {"text": "aab", "rule": {"name": "own"} | rule}),
    ):
        assert says in boss.refused(422, "POST", path, json=body)["message"]
    assert boss.do("GET", "/api/privacy/rules") == []


def test_a_pattern_that_is_slow_on_the_very_text_is_refused(boss: Person) -> None:
    trial = {"text": "x=" * 4_900 + "?y", "rule": {"name": "own", "pattern": SLOW}}
    boss.refused(422, "POST", "/api/privacy/rules/try", json=trial)


def test_a_trial_tells_what_would_be_hidden_and_by_which_rule_and_keeps_nothing(
    boss: Person, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    add(boss, name="kept", words=["白鳥案件"])
    boss.do("POST", "/api/privacy/contacts", json={"kind": "PHONE", "text": "03-5555-0100"})
    text = f"{SECRET}と白鳥案件は taro@example.com へ。代表は０３（５５５５）０１００"
    trial = {"text": text, "rule": {"name": "draft", "words": [SECRET]}}
    tried = boss.do("POST", "/api/privacy/rules/try", json=trial)
    told = [(text[each["start"] : each["end"]], each["rule"]) for each in tried["found"]]
    assert told == [(SECRET, "draft"), ("白鳥案件", "kept"), ("taro@example.com", None)]
    (left,) = tried["allowed"]
    assert text[left["start"] : left["end"]] == "０３（５５５５）０１００"
    assert [each["name"] for each in boss.do("GET", "/api/privacy/rules")] == ["kept"]
    for table in ("own_rules", "site_contacts", "jobs", "job_log", "vault_values"):
        assert SECRET not in str(house.sql(f"select * from {table}"))
    assert SECRET not in caplog.text


def test_a_trial_of_a_change_leaves_the_older_rule_out(boss: Person) -> None:
    rule = add(boss, words=[SECRET])
    trial = {"text": SECRET, "rule": rule | {"words": ["abc"]}, "replaces": rule["id"]}
    assert boss.do("POST", "/api/privacy/rules/try", json=trial)["found"] == []


def test_a_trial_can_be_strict(boss: Person) -> None:
    for strictness, found in (("normal", 0), ("strict", 1)):
        trial = {"text": WEAK, "strictness": strictness}
        assert len(boss.do("POST", "/api/privacy/rules/try", json=trial)["found"]) == found


def test_rules_that_cannot_be_read_stop_every_message(
    boss: Person, house: House, visitor: Person, models: Models
) -> None:
    add(boss, pattern="社員[0-9]+")
    house.sql("update own_rules set pattern = '(broken'")
    house.sql("update guard_version set version = 'another'")
    since = len(models[0].requests)
    said = {"user_input": "開館時間は", "model": "say:3"}
    problem = visitor.refused(503, "POST", "/api/chat", json=said)
    assert "rules for personal data" in problem["message"]
    assert len(models[0].requests) == since


def test_what_one_process_decides_counts_in_another_at_once(open_office: Offices) -> None:
    one, other = open_office(), open_office()
    services = one.wired.privacy.services
    assert hidden(other, f"{SECRET}と{WEAK}", channel="api") == f"{SECRET}と{WEAK}"
    rule = one.run(services[Rules].add(NewRule(name="own", words=[SECRET])))
    assert hidden(other, SECRET) == "<CUSTOM_1>"
    one.run(services[Rules].remove(rule.id))
    assert hidden(other, SECRET) == SECRET
    one.run(services[Levels].put(Level(scope="channel", name="api", level="strict")))
    assert hidden(other, WEAK, channel="api") == "<PERSON_1>が来ました"
    assert hidden(other, WEAK, channel="web") == WEAK
    one.run(services[Contacts].add(NewContact(kind="EMAIL", text="info@city.example.jp")))
    assert hidden(other, "INFO@city.example.jp") == "INFO@city.example.jp"


def test_without_the_database_nothing_counts_as_decided(office: Office) -> None:
    assert hidden(office, "図書館") == "図書館"
    office.sql("drop table guard_version")
    with pytest.raises(Unavailable):
        hidden(office, "図書館")


def test_a_channel_is_searched_as_strictly_as_is_decided_for_it(
    boss: Person, house: House, visitor: Person, guests: Guests, models: Models
) -> None:
    program = guests(house, house.keys["member"])
    levels = boss.do("GET", "/api/privacy/strictness")
    assert {"scope": "channel", "name": "web", "level": "normal"} in levels
    assert {"scope": "collection", "name": "handbook", "level": "normal"} in levels
    strict = {"scope": "channel", "name": "api", "level": "strict"}
    assert boss.do("PATCH", "/api/privacy/strictness", json=strict) == strict
    assert strict in boss.do("GET", "/api/privacy/strictness")
    assert WEAK in sent(visitor, models, WEAK)
    assert "<PERSON_1>が来ました" in sent(program, models, WEAK)
    nowhere = {"scope": "channel", "name": "fax", "level": "low"}
    boss.refused(404, "PATCH", "/api/privacy/strictness", json=nowhere)


def test_limited_passages_are_searched_as_strictly_as_is_decided_for_their_collection(
    boss: Person, house: House, guests: Guests, models: Models
) -> None:
    text = "霧笛堂の定例会。先週は千葉が来ました。"
    passage = NewPassage((), text, 0, len(text))
    document = NewDocument(
        "minutes", "minutes", "m", "霧笛堂", None, "ja", text, (passage,), ("member",)
    )
    house.run(house.wired.knowledge.learn(document))
    house.run(house.wired.knowledge.index_changes())
    reader = guests(house, house.keys["member"])
    assert "千葉が来ました" in sent(reader, models, "霧笛堂の定例会")
    strict = {"scope": "collection", "name": "minutes", "level": "strict"}
    boss.do("PATCH", "/api/privacy/strictness", json=strict)
    assert "<PERSON_1>が来ました" in sent(reader, models, "霧笛堂の定例会")
    house.run(house.wired.knowledge.forget("minutes", ["m"]))


def test_what_is_newly_hidden_is_counted_by_kind_and_day_and_never_which(
    boss: Person, house: House, visitor: Person, models: Models
) -> None:
    def counted() -> dict[str, int]:
        days = boss.do("GET", "/api/privacy/counts", params={"days": 1})
        return {each["kind"]: each["count"] for each in days}

    before = counted()
    turn = visitor.ask("ichiro@example.net と 090-1234-5678 へ", model="say:3")
    again = {"session_id": turn["session_id"], "model": "say:3"}
    visitor.ask("ichiro@example.net と saburo@example.net へ", **again)
    after = counted()
    assert after["EMAIL"] - before.get("EMAIL", 0) == 2
    assert after["PHONE"] - before.get("PHONE", 0) == 1
    assert "ichiro" not in str(house.sql("select * from hidden_counts"))


def test_counts_are_kept_for_ninety_days(office: Office) -> None:
    overview: Overview = office.wired.privacy.services[Overview]
    hidden(office, "ichiro@example.net")
    office.sql("insert into hidden_counts values ('2020-01-01', 'PHONE', 3)")
    office.run(overview.forget_old_counts())
    assert [row[1:] for row in office.sql("select * from hidden_counts")] == [("EMAIL", 1)]


def test_the_state_of_the_guard_is_told_without_values(
    boss: Person, visitor: Person, models: Models
) -> None:
    visitor.ask("ichiro@example.net へ", model="say:3")
    add(boss, words=[SECRET])
    state = boss.do("GET", "/api/privacy")
    assert (state["masks"], state["restores"], state["rules"]) == (True, True, 1)
    (master,) = state["vault"]["masters"]
    assert master["newest"] and master["here"] and master["conversations"] > 0
    assert master["known_since"] and state["vault"]["erasures_waiting"] >= 0


def test_who_may_look_sees_originals_and_is_on_record(
    boss: Person, house: House, visitor: Person, guests: Guests
) -> None:
    turn = visitor.ask("鈴木一郎です。ichiro@example.net へ", model="say:3")
    path = f"/api/privacy/sessions/{turn['session_id']}/look"
    key = house.add_person(f"operator-{new_id()[:8]}", "operator")
    operator = guests(house, key)
    visitor.refused(401, "POST", path)
    guests(house, house.keys["member"]).refused(403, "POST", path)
    of_it = [each for each in looks(boss) if each["conversation_id"] == turn["session_id"]]
    assert of_it == []
    found = operator.do("POST", path)
    assert [(each["placeholder"], each["text"]) for each in found["values"]] == [
        ("<EMAIL_1>", "ichiro@example.net"),
        ("<PERSON_1>", "鈴木一郎"),
    ]
    look = looks(boss)[0]
    assert look["conversation_id"] == turn["session_id"]
    assert look["looker_name"].startswith("operator-")
    operator.refused(404, "POST", f"/api/privacy/sessions/{NOWHERE}/look")
    assert [each for each in looks(boss) if each["conversation_id"] == NOWHERE] == []
    operator.refused(403, "GET", "/api/privacy/looks")


def looks(boss: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boss.do("GET", "/api/privacy/looks")
    return found


def test_a_look_is_on_record_before_anything_is_seen(office: Office) -> None:
    talk = Talk(new_id(), "hanako")
    office.run(office.wired.privacy.guard.hide(talk, ["ichiro@example.net"]))
    office.sql("drop table vault_looks")
    looker = Caller("operator-1", "operator", frozenset({"privacy.look"}), "operator-1")
    with pytest.raises(Unavailable):
        office.run(office.vault.look(talk.id, looker))
