"""What is left of a deleted conversation opens nothing, wherever a copy of it lies."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.ids import new_id
from madoguchi.privacy.masker import Masker
from madoguchi.privacy.talk import Talk
from tests.conftest import Builder, Guests
from tests.privacy.conftest import Office, Offices
from tests.privacy.marked import Marked
from tests.support.house import House
from tests.support.processes import until

SAID = "山田太郎です。taro@example.com"
OPENED = {("PERSON", 1): "山田太郎", ("EMAIL", 1): "taro@example.com"}


@pytest.fixture
def talk() -> Talk:
    return Talk(new_id(), "hanako")


def rows(office: Office) -> dict[str, list[Any]]:
    """Return all that the database holds of the vault, as a copy of it would."""
    tables = ("vault_masters", "vault_keys", "vault_values")
    return {table: office.sql(f"select * from {table}") for table in tables}


async def put_back(office: Office, copy: dict[str, list[Any]]) -> None:
    async with office.wired.db.begin() as session:
        connection = await session.connection()
        sign = "?" if office.wired.db.embedded else "${}"
        for table, lines in copy.items():
            for line in lines:
                signs = [sign.format(n) for n in range(1, len(line) + 1)]
                add = f"insert into {table} values ({', '.join(signs)}) on conflict do nothing"
                await connection.exec_driver_sql(add, tuple(line))


def halves(home: Path) -> list[Path]:
    return [path for path in (home / "vault").rglob("*") if path.is_file()]


def test_erasing_leaves_no_row_and_then_no_half_of_a_key(
    office: Office, talk: Talk, tmp_path: Path
) -> None:
    kept = Talk(new_id(), "hanako")
    for each in (talk, kept):
        office.mask(each, SAID)
    office.erase(talk)
    assert office.sql(f"select * from vault_values where conversation_id = '{talk.id}'") == []
    assert len(office.sql("select * from vault_keys")) == 1
    assert office.run(office.vault.destroy()) == 1
    assert len(halves(tmp_path / "home")) == 1
    assert office.run(office.vault.destroy()) == 0
    assert office.values(kept) == OPENED


def test_a_copy_of_the_database_opens_what_lives_and_nothing_of_what_was_deleted(
    open_office: Offices, talk: Talk
) -> None:
    office, kept = open_office(), Talk(new_id(), "hanako")
    for each in (talk, kept):
        office.mask(each, SAID)
    copy = rows(office)
    office.erase(talk)
    office.run(office.vault.destroy())
    office.run(put_back(office, copy))
    assert len(office.sql("select * from vault_values")) == 4
    later = open_office()  # with the right master key, and every row as it was
    assert later.values(kept) == OPENED
    assert later.values(talk) == {}


def test_what_is_taken_back_erases_nothing(open_office: Offices, talk: Talk) -> None:
    office = open_office()
    office.mask(talk, SAID)

    async def act() -> None:
        async with office.wired.db.begin() as transaction:
            await office.vault.erase(transaction, talk.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.run(act())
    assert office.run(office.vault.destroy()) == 0
    assert open_office().values(talk) == OPENED


def test_a_crash_between_the_deletion_and_the_destroying_is_made_good(
    open_office: Offices, talk: Talk, tmp_path: Path
) -> None:
    office = open_office()
    office.mask(talk, SAID)
    office.erase(talk)
    assert len(halves(tmp_path / "home")) == 1
    later = open_office()
    assert later.run(later.wired.privacy.rotation.status()).erasures_waiting == 1
    later.run(later.vault.destroy())
    assert halves(tmp_path / "home") == []
    assert later.run(later.wired.privacy.rotation.status()).erasures_waiting == 0


def test_a_conversation_without_values_is_deleted_like_any_other(
    office: Office, talk: Talk
) -> None:
    office.erase(talk)
    assert office.run(office.vault.destroy()) == 0


def test_deleting_a_session_erases_its_values_and_no_copy_made_before_opens_them(
    build_house: Builder, guests: Guests, open_office: Offices, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "desk")
    person, privacy, home = guests(house), house.wired.privacy, tmp_path / "desk"
    talks = [_talk(house, person.ask("図書館は何時に開きますか")["session_id"]) for _ in "ab"]
    for each in talks:
        house.run(Masker(Marked(), privacy.vault).mask(each, SAID))
    gone, kept = talks
    (key_id,) = house.sql("select key_id from vault_keys where conversation_id = :id", id=gone.id)
    (half,) = (path.read_bytes() for path in halves(home) if path.name == key_id[0])
    copy = home / "backups" / "before-upgrade-from-0011.sqlite3"
    if house.wired.db.embedded:
        copy.parent.mkdir(exist_ok=True)
        house.run(house.wired.db.copy_to(copy))
    person.do("DELETE", f"/api/sessions/{gone.id}")
    until(lambda: len(halves(home)) == 1, "the half of the key is destroyed")
    assert len(house.sql("select * from vault_values")) == len(OPENED)
    for file in (path for path in home.rglob("*") if path.is_file()):
        held = file.read_bytes()  # the database, its log and its free pages, copies, logs
        for told in (half, *(value.encode() for value in OPENED.values())):
            assert told not in held, file
    if house.wired.db.embedded:
        later = open_office(_restored(home, copy, tmp_path / "restored"))
        assert len(later.sql("select * from vault_keys")) == 2
        assert later.values(kept) == OPENED
        assert later.values(gone) == {}


def _talk(house: House, session_id: str) -> Talk:
    (row,) = house.sql("select owner_id from sessions where id = :id", id=session_id)
    return Talk(session_id, row[0])


def _restored(home: Path, copy: Path, to: Path) -> Path:
    """Make a home of an old copy of the database and of the keys as they are today."""
    to.mkdir()
    shutil.copy(copy, to / "madoguchi.sqlite3")
    shutil.copy(home / "secret.key", to)
    shutil.copytree(home / "vault", to / "vault")
    return to
