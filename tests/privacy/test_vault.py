"""Values behind placeholders: numbered without a clash, kept sealed, shown only to their owner."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Conflict, Forbidden, NotFound, Unavailable
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.grammar import Hideable
from madoguchi.privacy.masker import Masker
from madoguchi.privacy.restoring import restored
from madoguchi.privacy.talk import Talk
from tests.privacy.conftest import Office, Offices, caller
from tests.privacy.marked import Broken, Marked

SAID = "山田太郎です。taro@example.com か 090-1234-5678 へ"


@pytest.fixture
def talk() -> Talk:
    return Talk(new_id(), "hanako")


def test_a_value_keeps_its_number_in_all_messages_of_a_conversation(
    office: Office, talk: Talk
) -> None:
    assert office.mask(talk, SAID) == "<PERSON_1>です。<EMAIL_1> か <PHONE_1> へ"
    assert office.mask(talk, "鈴木さん、山田 太郎、ＴＡＲＯ@example.com") == (
        "<PERSON_2>さん、<PERSON_1>、<EMAIL_1>"
    )
    assert office.mask(Talk(new_id(), "hanako"), "鈴木") == "<PERSON_1>"


def test_the_owner_gets_the_values_back(office: Office, talk: Talk) -> None:
    masked = office.mask(talk, SAID)
    assert restored(masked, office.values(talk)) == SAID


def test_some_kinds_can_be_asked_for_alone(office: Office, talk: Talk) -> None:
    masked = office.mask(talk, SAID)
    granted: tuple[Hideable, ...] = ("EMAIL",)
    only = office.run(office.vault.values(talk.id, caller("hanako"), granted))
    assert restored(masked, only) == "<PERSON_1>です。taro@example.com か <PHONE_1> へ"


@pytest.mark.parametrize("who", [caller("taro"), caller("boss", "admin"), caller("", "visitor")])
def test_to_everybody_else_a_placeholder_stands_for_nothing(
    office: Office, talk: Talk, who: Any
) -> None:
    office.mask(talk, SAID)
    assert office.values(talk, who) == {}


def test_who_may_look_sees_the_values_and_is_on_record(office: Office, talk: Talk) -> None:
    office.mask(talk, "山田")
    looks = {"privacy.look"}
    operator = Caller("operator-1", "operator", frozenset(looks), "operator-1")
    assert office.run(office.vault.look(talk.id, operator)) == {("PERSON", 1): "山田"}
    office.erase(talk)
    with pytest.raises(NotFound):
        office.run(office.vault.look(talk.id, operator))
    (seen,) = office.run(office.vault.looks(talk.id))
    assert seen.looker_id == "operator-1"
    assert now() - seen.looked_at < timedelta(seconds=30)


def test_who_may_not_look_is_refused_and_leaves_no_record(office: Office, talk: Talk) -> None:
    office.mask(talk, SAID)
    with pytest.raises(Forbidden):
        office.run(office.vault.look(talk.id, caller("taro")))
    assert office.run(office.vault.looks(talk.id)) == []


def test_nobody_writes_into_the_conversation_of_another(office: Office, talk: Talk) -> None:
    office.mask(talk, SAID)
    with pytest.raises(Forbidden):
        office.mask(Talk(talk.id, "taro"), "鈴木")


def test_another_session_gets_nothing(office: Office, talk: Talk) -> None:
    office.mask(talk, SAID)
    assert office.values(Talk(new_id(), "hanako")) == {}


def test_another_process_gives_the_same_numbers_and_values(
    open_office: Offices, talk: Talk
) -> None:
    one, other = open_office(), open_office()
    one.mask(talk, "山田")
    assert other.mask(talk, "鈴木と山田") == "<PERSON_2>と<PERSON_1>"
    assert one.values(talk) == {("PERSON", 1): "山田", ("PERSON", 2): "鈴木"}


def test_messages_at_once_never_share_a_number_and_never_have_two(
    open_office: Offices, talk: Talk
) -> None:
    one, other = open_office(), open_office()
    mails = [f"u{n}@example.com" for n in range(12)]

    async def race() -> list[tuple[str, str]]:
        async def say(office: Office, first: int) -> list[tuple[str, str]]:
            said = [mails[(first + n) % 12] for n in range(4)]
            masker = Masker(Marked(), office.vault)
            masked = await masker.mask(talk, " ".join(said))
            return list(zip(masked.text.text.split(), said, strict=True))

        told = await asyncio.gather(*(say((one, other)[n % 2], n) for n in range(24)))
        return [pair for each in told for pair in each]

    pairs = set(one.run(race()))
    assert len(pairs) == len({mail for _, mail in pairs}) == len({mask for mask, _ in pairs}) == 12
    assert {mask for mask, _ in pairs} == {f"<EMAIL_{n}>" for n in range(1, 13)}
    values = {f"<{kind}_{number}>": value for (kind, number), value in one.values(talk).items()}
    assert set(values.items()) == pairs


def test_a_message_without_personal_data_needs_no_key(office: Office, talk: Talk) -> None:
    assert office.mask(talk, "開館時間は？") == "開館時間は？"
    assert office.sql("select * from vault_keys") == []


def test_nothing_that_was_said_lies_in_the_database(office: Office, talk: Talk) -> None:
    office.mask(talk, SAID)
    told = str(office.sql("select * from vault_values") + office.sql("select * from vault_keys"))
    for value in ("山田", "taro", "1234"):
        assert value not in told
        assert repr(value.encode())[2:-1] not in told


MOVED = (
    "insert into vault_keys select 'another', owner_id, 'x', wrapped, master_id, made_at"
    " from vault_keys",
    "update vault_values set conversation_id = 'another'",
    "delete from vault_keys where conversation_id = '{talk.id}'",
    "update vault_keys set key_id = '{key_id}'",
)


@pytest.mark.parametrize(
    "damage",
    [
        ("update vault_values set number = 9 where kind = 'EMAIL'",),
        ("update vault_values set kind = 'HANDLE' where kind = 'EMAIL'",),
        MOVED,
    ],
    ids=["another number", "another kind", "another conversation"],
)
def test_a_sealed_value_opens_only_where_it_belongs(
    open_office: Offices, talk: Talk, damage: tuple[str, ...]
) -> None:
    open_office().mask(talk, SAID)
    office = open_office()
    ((key_id,),) = office.sql("select key_id from vault_keys")
    for statement in damage:
        office.sql(statement.format(talk=talk, key_id=key_id))
    moved = Talk("another", talk.owner_id) if damage is MOVED else talk
    with pytest.raises(Unavailable) as refused:
        office.values(moved)
    assert refused.value.key == "secret.wrong_key"


def test_with_a_wrong_key_the_message_is_refused(
    open_office: Offices, talk: Talk, tmp_path: Path
) -> None:
    open_office().mask(talk, SAID)
    (tmp_path / "home" / "secret.key").write_bytes(b"w" * 32)
    office = open_office()
    for said in (talk, Talk(new_id(), "hanako")):  # neither an old conversation nor a new one
        with pytest.raises(Unavailable) as refused:
            office.mask(said, SAID)
        assert refused.value.key == "vault.wrong_key"


def test_with_a_damaged_key_file_the_message_is_refused(
    open_office: Offices, talk: Talk, tmp_path: Path
) -> None:
    open_office().mask(talk, SAID)
    (tmp_path / "home" / "secret.key").write_bytes(b"too short")
    with pytest.raises(Unavailable) as refused:
        open_office().mask(talk, SAID)
    assert refused.value.key == "secret.damaged_file"


def test_when_one_half_of_the_key_is_gone_nothing_new_is_masked_and_nothing_old_is_shown(
    open_office: Offices, talk: Talk, tmp_path: Path
) -> None:
    open_office().mask(talk, SAID)
    for half in (tmp_path / "home" / "vault").rglob("*-*"):
        half.unlink()
    office = open_office()
    assert office.values(talk) == {}
    with pytest.raises(Unavailable) as refused:
        office.mask(talk, SAID)
    assert refused.value.key == "vault.half_missing"


def test_a_recognizer_that_breaks_stops_the_message(office: Office, talk: Talk) -> None:
    with pytest.raises(ValueError, match="breaks"):
        office.run(Masker(Broken(), office.vault).mask(talk, SAID))


def test_what_is_said_into_a_deleted_conversation_is_refused(
    open_office: Offices, talk: Talk
) -> None:
    one, other = open_office(), open_office()
    one.mask(talk, SAID)
    other.erase(talk)
    with pytest.raises(Conflict):
        one.mask(talk, "鈴木")


def test_the_key_file_is_for_its_owner_alone(office: Office, talk: Talk, tmp_path: Path) -> None:
    office.mask(talk, SAID)
    file = tmp_path / "home" / "secret.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_bytes()) == 32
