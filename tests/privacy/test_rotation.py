"""The key is exchanged while everything goes on, and broken off anywhere nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import insert

from madoguchi.entry.turning import Turned, turn_keys
from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import Invalid, Unavailable
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.sealing import Keyring
from madoguchi.learning.schemas import NewSource
from madoguchi.privacy.keys import wrap
from madoguchi.privacy.rotating import BATCH
from madoguchi.privacy.tables import VaultKeyRow
from madoguchi.privacy.talk import Talk
from tests.privacy.conftest import Office, Offices
from tests.support.cli import Cli
from tests.support.processes import PASSED_ON

SAID = "山田太郎です。taro@example.com"
OPENED = {("PERSON", 1): "山田太郎", ("EMAIL", 1): "taro@example.com"}
MANY = 4 * BATCH
ROOT = Path(__file__).parents[2]


def talks(office: Office, count: int = 3) -> list[Talk]:
    """Return conversations with something to hide."""
    made = [Talk(new_id(), "hanako") for _ in range(count)]
    for talk in made:
        office.mask(talk, SAID)
    return made


def turned(office: Office) -> Turned:
    return office.run(turn_keys(office.wired.db, office.wired.privacy.keys, lambda count: None))


def key_file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "secret.key"


def test_everything_opens_with_the_new_key_alone(open_office: Offices, tmp_path: Path) -> None:
    office = open_office()
    said = talks(office)
    before = key_file(tmp_path).read_bytes()
    assert turned(office).conversations == 3
    after = key_file(tmp_path).read_bytes()
    assert len(after) == 32
    assert after != before
    assert key_file(tmp_path).stat().st_mode & 0o777 == 0o600
    assert [open_office().values(talk) for talk in said] == [OPENED] * 3


def test_the_old_key_opens_nothing_any_more(open_office: Offices, tmp_path: Path) -> None:
    office = open_office()
    (talk,) = talks(office, 1)
    before = key_file(tmp_path).read_bytes()
    turned(office)
    key_file(tmp_path).write_bytes(before)
    with pytest.raises(Unavailable) as refused:
        open_office().values(talk)
    assert refused.value.key == "vault.wrong_key"


def test_a_server_that_runs_meanwhile_goes_on(open_office: Offices) -> None:
    server, command = open_office(), open_office()
    said = talks(server)
    turned(command)
    assert [server.values(talk) for talk in said] == [OPENED] * 3
    said += talks(server)  # new conversations, too
    assert [open_office().values(talk) for talk in said] == [OPENED] * 6
    status = command.run(command.wired.privacy.rotation.status())
    assert [(each.conversations, each.newest) for each in status.masters] == [(6, True)]


def test_both_keys_are_known_while_the_exchange_is_under_way(
    open_office: Offices, tmp_path: Path
) -> None:
    office = open_office()
    said = talks(office)
    office.wired.privacy.keys.begin()  # and killed here
    assert len(key_file(tmp_path).read_bytes()) == 64
    said += talks(office)
    later = open_office()
    assert [later.values(talk) for talk in said] == [OPENED] * 6
    assert turned(later).conversations == 3
    assert len(key_file(tmp_path).read_bytes()) == 32
    assert [open_office().values(talk) for talk in said] == [OPENED] * 6


def test_a_key_that_was_wrapped_with_the_former_one_at_the_last_moment_is_moved_too(
    open_office: Offices, tmp_path: Path
) -> None:
    office = open_office()
    talks(office, 1)
    keys, rotation = office.wired.privacy.keys, office.wired.privacy.rotation
    slow = key_file(tmp_path).read_bytes()
    keys.begin()
    both = key_file(tmp_path).read_bytes()
    office.run(rotation.rewrap(lambda count: None))
    key_file(tmp_path).write_bytes(slow)  # a server that has not looked again
    (late,) = talks(open_office(), 1)
    key_file(tmp_path).write_bytes(both)
    assert len(office.run(rotation.strike())) == 2  # the former key is still needed
    assert turned(office).conversations == 1
    assert open_office().values(late) == OPENED


def test_secrets_of_sources_are_sealed_anew(open_office: Offices) -> None:
    office = open_office()
    wish = NewSource(kind="site", starts=["http://127.0.0.1:9/"], headers={"Cookie": "secret"})
    sources = office.wired.learning.sources
    source_id = office.run(sources.add(wish, None, "en")).id
    (sealed,) = office.sql("select headers from sources")
    assert turned(office).sources == 1
    assert office.sql("select headers from sources") != [sealed]
    later = open_office().wired.learning.sources
    assert sources.headers(office.run(sources.row(source_id))) == {"Cookie": "secret"}
    assert later.headers(office.run(later.row(source_id))) == {"Cookie": "secret"}


def test_keys_from_the_settings_are_exchanged_by_naming_both(open_office: Offices) -> None:
    said = talks(open_office(secret_key="first"))
    with pytest.raises(Invalid) as refused:
        turned(open_office(secret_key="first"))
    assert refused.value.key == "secret.given"
    both: dict[str, Any] = {"secret_key": "second", "former_secret_keys": ["first"]}
    assert [open_office(**both).values(talk) for talk in said] == [OPENED] * 3
    assert turned(open_office(**both)).conversations == 3
    assert [open_office(secret_key="second").values(talk) for talk in said] == [OPENED] * 3


def test_who_goes_over_from_the_file_to_the_settings_loses_nothing(open_office: Offices) -> None:
    said = talks(open_office())
    given = open_office(secret_key="given")
    assert [given.values(talk) for talk in said] == [OPENED] * 3
    assert turned(given).conversations == 3
    assert [open_office(secret_key="given").values(talk) for talk in said] == [OPENED] * 3


def test_another_key_in_the_settings_is_refused_before_anything_is_kept_under_it(
    open_office: Offices,
) -> None:
    talks(open_office(secret_key="first"))
    with pytest.raises(Unavailable) as refused:
        talks(open_office(secret_key="mistyped"))
    assert refused.value.key == "vault.wrong_key"


def test_killed_in_the_middle_it_goes_on_where_it_was(
    open_office: Offices, settings: dict[str, Any], tmp_path: Path
) -> None:
    office = open_office()
    (talk,) = talks(office, 1)
    _many(office, talk)
    home = tmp_path / "home"
    (home / "madoguchi.yaml").write_text(yaml.safe_dump(settings))
    cli = Cli(home)
    first = _key_id(office)
    for moved in (BATCH, 2 * BATCH):
        arguments = [sys.executable, "-m", "tests.privacy.turn_until_killed", str(moved)]
        around = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        ended = subprocess.run(arguments, env=around | cli.environment(), cwd=ROOT, timeout=60)
        assert ended.returncode == -signal.SIGKILL
    left = _under(office, first)
    assert left == MANY + 1 - 3 * BATCH
    ran = cli.run("vault", "rotate", "--json")
    assert ran.document["conversations"] == left
    assert len(key_file(tmp_path).read_bytes()) == 32
    assert _under(office, first) == 0
    status = cli.run("vault", "status", "--json").document
    assert [each["conversations"] for each in status["masters"]] == [MANY + 1]
    assert open_office().values(talk) == OPENED


def _key_id(office: Office) -> str:
    ((found,),) = office.sql("select distinct master_id from vault_keys")
    return str(found)


def _under(office: Office, master_id: str) -> int:
    ((count,),) = office.sql(f"select count(*) from vault_keys where master_id = '{master_id}'")
    return int(count)


def _many(office: Office, talk: Talk) -> None:
    """Fill the vault with keys that only have to be wrapped anew."""
    keys = [Talk(new_id(), "hanako") for _ in range(MANY)]

    async def act() -> None:
        newest = Keyring(office.wired.privacy.keys).newest
        rows = [wrap(each, new_id(), b"i" * 32, newest)._asdict() for each in keys]
        async with office.wired.db.begin() as session:
            await session.execute(insert(VaultKeyRow), [row | {"made_at": now()} for row in rows])

    office.run(act())
