"""SQL of what documents were converted to, kept as long as the documents are."""

import zlib
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.learning.converting.schemas import Converted
from madoguchi.learning.tables import TextRow

LEVEL = 3


class TextRepository:
    """Reads and writes the texts of one source inside the caller's transaction."""

    def __init__(self, session: AsyncSession, source_id: str) -> None:
        self._session = session
        self._source_id = source_id

    async def put(self, address: str, packed: bytes, digests: bytes) -> None:
        """Keep what a document was converted to."""
        await self._session.merge(
            TextRow(source_id=self._source_id, address=address, document=packed, digests=digests)
        )

    async def remove(self, address: str) -> None:
        """Forget what a document was converted to."""
        mine = (TextRow.source_id == self._source_id, TextRow.address == address)
        await self._session.execute(delete(TextRow).where(*mine))

    async def one(self, address: str) -> tuple[bytes, bytes | None, bytes | None]:
        """Return a packed document, what others repeat of it, and what of that is left out."""
        query = select(TextRow.document, TextRow.repeated, TextRow.left_out).where(
            TextRow.source_id == self._source_id, TextRow.address == address
        )
        row = (await self._session.execute(query)).one()
        return row.document, row.repeated, row.left_out

    async def compared(self, address: str, facts: str, signature: bytes) -> None:
        """Note by what a document's twins are found."""
        statement = update(TextRow).where(
            TextRow.source_id == self._source_id, TextRow.address == address
        )
        values = {"facts": facts, "signature": signature, "twin": None}
        await self._session.execute(statement.values(values))

    async def these(self, addresses: Sequence[str]) -> dict[str, bytes]:
        """Return what documents were converted to, packed."""
        query = select(TextRow.address, TextRow.document).where(
            TextRow.source_id == self._source_id, TextRow.address.in_(addresses)
        )
        return {row.address: row.document for row in await self._session.execute(query)}


def packed(document: Converted) -> bytes:
    """Return a document as it is kept."""
    return zlib.compress(document.model_dump_json().encode(), LEVEL)


def unpacked(data: bytes) -> Converted:
    """Return a document that was kept."""
    return Converted.model_validate_json(zlib.decompress(data))
