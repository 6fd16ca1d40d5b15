"""Second step: bytes of any kind become Markdown."""

import asyncio
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.learning.contents import Contents
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.ports import Converter
from madoguchi.learning.converting.schemas import Converted, Hint
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.texts import TextRepository, packed
from madoguchi.learning.sifting.blocks import digests
from madoguchi.learning.steps.hide import Hide
from madoguchi.learning.tables import ItemRow, SourceRow

EMPTY = "empty"


class Convert:
    """Converts documents one by one; one that cannot be read costs only itself."""

    def __init__(self, db: Database, contents: Contents, converter: Converter, hide: Hide) -> None:
        self._db = db
        self._contents = contents
        self._converter = converter
        self._hide = hide

    async def convert(self, source: SourceRow, address: str) -> str:
        """Convert a document unless that is done; return the state that it is in."""
        async with self._db.read() as session:
            rows = await ItemRepository(session, source.id).these([address])
        if not rows or rows[0].state != "fetched":
            return rows[0].state if rows else "removed"
        row = rows[0]
        try:
            document, hidden = await self._hide.out_of(source, row, await self._converted(row))
        except Refused as refused:
            return await self._refuse(row, refused)
        notices = [{"key": each.key, "facts": each.facts} for each in document.warnings]
        text = await asyncio.to_thread(packed, document)
        await self._put(
            row,
            (text, digests(document)),
            state="converted",
            title=document.title,
            kind=document.kind,
            notices=notices,
            hidden=hidden,
        )
        return "converted"

    async def _converted(self, row: ItemRow) -> Converted:
        body = await self._contents.read(row.body_hash)
        media_type, _, rest = (row.content_type or "").partition(";")
        charset = rest.partition("charset=")[2].strip(" \"'") or None
        hint = Hint(
            name=row.name or row.address.rpartition("/")[2],
            content_type=media_type.strip() or None,
            url=row.url,
            charset=charset,
        )
        return await self._converter.convert(body, hint)

    async def _refuse(self, row: ItemRow, refused: Refused) -> str:
        state = EMPTY if refused.reason == EMPTY else "refused"
        facts = {name: str(value) for name, value in refused.facts.items()}
        await self._put(row, state=state, notices=[{"key": refused.key, "facts": facts}])
        return state

    async def _put(
        self, row: ItemRow, text: tuple[bytes, bytes] | None = None, **values: Any
    ) -> None:
        async with self._db.begin() as session:
            items = ItemRepository(session, row.source_id)
            if text:
                await TextRepository(session, row.source_id).put(row.address, *text)
            await items.put(row.address, row.body_hash, updated_at=now(), **values)
