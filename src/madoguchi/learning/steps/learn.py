"""Third step: Markdown becomes passages that can be found."""

import asyncio
import hashlib

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.knowledge.service import Knowledge
from madoguchi.language.recognise import recognise
from madoguchi.learning.converting.schemas import Converted
from madoguchi.learning.cut import cut
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.texts import TextRepository, unpacked
from madoguchi.learning.schemas import Options
from madoguchi.learning.tables import ItemRow, SourceRow

SAMPLE = 4_000


class Learn:
    """Learns converted documents one by one."""

    def __init__(self, db: Database, knowledge: Knowledge) -> None:
        self._db = db
        self._knowledge = knowledge

    async def learn(self, source: SourceRow, address: str) -> str:
        """Learn a document unless that is done; return the state that it is in."""
        async with self._db.read() as session:
            items = ItemRepository(session, source.id)
            rows = await items.these([address])
            texts = await TextRepository(session, source.id).these([address])
        if not rows or rows[0].state != "converted":
            return rows[0].state if rows else "removed"
        row = rows[0]
        converted = await asyncio.to_thread(unpacked, texts[address])
        text_hash = hashlib.sha256(converted.markdown.encode()).hexdigest()
        async with self._db.read() as session:
            twin = await ItemRepository(session, source.id).others_with(text_hash, address)
        if twin is not None:
            await self._knowledge.forget(source.id, [address])
            same = {"key": "learning.duplicate", "facts": {"address": twin}}
            await self._put(row, state="duplicate", text_hash=text_hash, notices=[same])
            return "duplicate"
        document = _document(source, row, converted)
        await self._knowledge.learn(document)
        await self._put(
            row,
            state="learned",
            text_hash=text_hash,
            language=document.language,
            title=document.title,
            passages=len(document.passages),
        )
        return "learned"

    async def _put(self, row: ItemRow, **values: object) -> None:
        async with self._db.begin() as session:
            items = ItemRepository(session, row.source_id)
            await items.put(row.address, row.body_hash, updated_at=now(), **values)


def _document(source: SourceRow, row: ItemRow, converted: Converted) -> NewDocument:
    options = Options.model_validate(source.options)
    language = options.language or _language(converted)
    return NewDocument(
        collection=source.collection,
        source=source.id,
        address=row.address,
        title=converted.title or row.name or row.address,
        url=row.url,
        language=language,
        markdown=converted.markdown,
        passages=cut(converted.markdown, converted.blocks, converted.marks),
        roles=tuple(source.roles),
    )


def _language(converted: Converted) -> str:
    """Trust what the text looks like; where that is not sure, what the document declares."""
    found = recognise(converted.markdown[:SAMPLE], before=converted.language)
    return found.language
