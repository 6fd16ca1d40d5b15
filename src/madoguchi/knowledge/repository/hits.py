"""What stands behind the hits of the index: every question reads it, so it is made to be quick."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import BindParameter, bindparam, select

from madoguchi.kernel.db import Database, Glance, placed
from madoguchi.knowledge.schemas import SEES_ALL, Filter, Found
from madoguchi.knowledge.tables import DocumentRow, PassageRow

SHOWN = (
    PassageRow.id,
    PassageRow.document_id,
    PassageRow.heading_path,
    PassageRow.page,
    PassageRow.place,
    PassageRow.text,
    PassageRow.start,
    PassageRow.end,
    DocumentRow.title,
    DocumentRow.url,
    DocumentRow.collection,
    DocumentRow.language,
    DocumentRow.roles,
)
NAMES = tuple(column.key for column in SHOWN)
LIMITS = ("tenant", "collection", "source", "language")


class Hits:
    """Reads the passages behind index hits, and leaves out what a reader may not see."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def found(self, where: Filter, scores: dict[str, float]) -> list[Found]:
        """Return the passages in the order of their scores.

        What is gone, or not for this reader any more, is left out: the index may be behind.
        """
        if not scores:
            return []
        keys = placed(scores)
        limits = {name: value for name in LIMITS if (value := getattr(where, name)) is not None}
        rows = await self._db.glance(_question(tuple(keys), tuple(limits)), limits | keys)
        shown = {row[0]: row for row in rows if may_see(where.role, row[-1])}
        return [
            Found.model_construct(None, **dict(zip(NAMES, shown[key], strict=False)), score=score)
            for key, score in scores.items()
            if key in shown
        ]


def may_see(role: str, roles: Sequence[str]) -> bool:
    """Tell whether somebody with this role sees what is limited to ``roles``."""
    return not roles or role == SEES_ALL or role in roles


@lru_cache
def _question(places: tuple[str, ...], limits: tuple[str, ...]) -> Glance:
    """Prepare the question."""
    keys: list[BindParameter[str]] = [bindparam(place) for place in places]
    query = select(*SHOWN).join(DocumentRow, PassageRow.document_id == DocumentRow.id)
    query = query.where(PassageRow.id.in_(keys))
    for name in limits:
        query = query.where(getattr(DocumentRow, name) == bindparam(name))
    return Glance(query)
