"""A vault on either database, in a home of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvloop

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.privacy.masker import Masker
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.talk import Talk
from madoguchi.privacy.vault import Vault
from tests.privacy.marked import Marked

T = TypeVar("T")


def caller(owner_id: str, role: str = "member") -> Caller:
    """Return somebody; an admin may do everything."""
    return Caller(owner_id, role, frozenset({EVERYTHING} if role == "admin" else ()), owner_id)


@dataclass
class Office:
    """The privacy room of one process."""

    wired: Wired
    loop: asyncio.AbstractEventLoop

    @property
    def vault(self) -> Vault:
        """Its vault."""
        return self.wired.privacy.vault

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something where the office runs."""
        return self.loop.run_until_complete(work)

    def mask(self, talk: Talk, text: str) -> str:
        """Return a text as a model would see it."""
        return self.run(Masker(Marked(), self.vault).mask(talk, text)).text.text

    def values(self, talk: Talk, who: Caller | None = None) -> Values:
        """Return what somebody sees behind the placeholders."""
        return self.run(self.vault.values(talk.id, who or caller(talk.owner_id)))

    def erase(self, talk: Talk) -> None:
        """Delete a conversation from the vault, as its deletion does."""

        async def act() -> None:
            async with self.wired.db.begin() as transaction:
                await self.vault.erase(transaction, talk.id)

        self.run(act())

    def sql(self, statement: str) -> list[Any]:
        """Look into the database, or damage it."""

        async def act() -> list[Any]:
            async with self.wired.db.plain() as connection:
                result = await connection.exec_driver_sql(statement)
                return list(result.all()) if result.returns_rows else []

        return self.run(act())

    def close(self) -> None:
        """End it."""
        self.run(self.wired.close())


Offices = Callable[..., Office]


@pytest.fixture
def settings(database: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Settings over a fresh database."""
    return database()


@pytest.fixture
def open_office(tmp_path: Path, settings: dict[str, Any]) -> Iterator[Offices]:
    """Open the privacy room, as another process of the same installation each time."""
    opened: list[Office] = []
    loop = uvloop.new_event_loop()

    def open_one(home: Path = tmp_path / "home", **more: Any) -> Office:
        place = Home(home)
        place.make()
        given = Settings.model_validate(settings | more)
        office = Office(build(given, place, role=Role("none")), loop)
        office.run(migrate(office.wired.db))
        opened.append(office)
        return office

    yield open_one
    for office in opened:
        office.close()
    loop.close()


@pytest.fixture
def office(open_office: Offices) -> Office:
    """One process."""
    return open_office()
