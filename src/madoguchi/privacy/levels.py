"""How strictly each channel and each collection is searched."""

from typing import get_args

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.http import Channel
from madoguchi.privacy.ports import Library
from madoguchi.privacy.repository.decisions import DecisionRepository
from madoguchi.privacy.schemas import Level, Scope


class Levels:
    """Keeps the strictness of every place."""

    def __init__(self, db: Database, library: Library) -> None:
        self._db = db
        self._library = library

    async def all(self) -> list[Level]:
        """Return every channel and every collection with its strictness."""
        async with self._db.read() as session:
            levels = await DecisionRepository(session).levels()
        chosen = {(each.scope, each.name): each for each in levels}
        return [
            chosen.get(place) or Level(scope=place[0], name=place[1])
            for place in await self._places()
        ]

    async def put(self, level: Level) -> Level:
        """Choose the strictness of a place."""
        if (level.scope, level.name) not in await self._places():
            raise NotFound("privacy.place_missing")
        async with self._db.begin() as session:
            repository = DecisionRepository(session)
            await repository.put_level(level)
            await repository.renew()
        return level

    async def _places(self) -> list[tuple[Scope, str]]:
        channels: list[tuple[Scope, str]] = [("channel", each) for each in get_args(Channel)]
        return [*channels, *(("collection", each) for each in await self._library.collections())]
