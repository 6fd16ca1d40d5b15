"""What somebody has switched off."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.knowledge.tables import SwitchedOffRow

PAIR: Final = "pair"
TERM: Final = "term"


def is_off(kind: str, source: Any, address: Any, name: Any) -> ColumnElement[bool]:
    """Return whether that is switched off which these columns name."""
    return exists().where(
        and_(
            SwitchedOffRow.source == source,
            SwitchedOffRow.kind == kind,
            SwitchedOffRow.address == address,
            SwitchedOffRow.name == name,
        )
    )


class SwitchRepository:
    """Reads and writes inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, source: str, kind: str, address: str, name: str, *, off: bool) -> None:
        """Switch something off, or on again."""
        row = SwitchedOffRow(source=source, kind=kind, address=address, name=name)
        if off:
            await self._session.merge(row)
            return
        that = (SwitchedOffRow.address == address, SwitchedOffRow.name == name)
        which = (SwitchedOffRow.source == source, SwitchedOffRow.kind == kind, *that)
        await self._session.execute(delete(SwitchedOffRow).where(*which))

    async def forget(self, source: str) -> None:
        """Forget every switch of a source."""
        await self._session.execute(delete(SwitchedOffRow).where(SwitchedOffRow.source == source))
