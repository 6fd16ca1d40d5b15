"""Third step: Markdown becomes passages that can be found."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.converting.schemas import Block, Converted
from madoguchi.learning.cut import cut
from madoguchi.learning.languages import language_of
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.texts import TextRepository, unpacked
from madoguchi.learning.schemas import Options
from madoguchi.learning.sifting.blocks import apart, without
from madoguchi.learning.sifting.likeness import facts_of, signature_of
from madoguchi.learning.steps.hide import Hide
from madoguchi.learning.tables import ItemRow, SourceRow

Text = tuple[bytes, bytes | None, bytes | None]


class Learn:
    """Learns converted documents one by one."""

    def __init__(self, db: Database, knowledge: Knowledge, hide: Hide) -> None:
        self._db = db
        self._knowledge = knowledge
        self._hide = hide

    async def learn(self, source: SourceRow, address: str) -> str:
        """Learn a document unless that is done; return the state that it is in."""
        async with self._db.read() as session:
            rows = await ItemRepository(session, source.id).these([address])
            if not rows or rows[0].state != "converted":
                return rows[0].state if rows else "removed"
            row, options = rows[0], Options.model_validate(source.options)
            if options.mask == "hide" and row.hidden is None:
                return row.state  # it has still to be gone over: until then nobody finds it
            text = await TextRepository(session, source.id).one(address)
        url = await self._hide.link(source, row.url)
        made = await asyncio.to_thread(_made, source, row, text, url)
        await self._knowledge.learn(made.document)
        async with self._db.begin() as session:
            texts = TextRepository(session, source.id)
            await texts.compared(address, made.facts, made.signature)
            await ItemRepository(session, source.id).put(
                address,
                row.body_hash,
                updated_at=now(),
                state="learned",
                text_hash=made.text_hash,
                language=made.document.language,
                title=made.document.title,
                passages=len(made.document.passages),
            )
        return "learned"


@dataclass(frozen=True)
class _Made:
    document: NewDocument
    text_hash: str
    facts: str
    signature: bytes


def _made(source: SourceRow, row: ItemRow, text: Text, url: str | None) -> _Made:
    document, repeated, left_out = text
    converted = unpacked(document)
    own = without(converted, apart(repeated))
    return _Made(
        document=_document(source, row, converted, url, without(converted, apart(left_out))),
        text_hash=hashlib.sha256(converted.markdown.encode()).hexdigest(),
        facts=facts_of(converted.markdown, own),
        signature=signature_of(converted.markdown, own),
    )


def _document(
    source: SourceRow, row: ItemRow, converted: Converted, url: str | None, blocks: Sequence[Block]
) -> NewDocument:
    return NewDocument(
        collection=source.collection,
        source=source.id,
        address=row.address,
        title=converted.title or row.name or row.address,
        url=url,
        language=language_of(converted, Options.model_validate(source.options)),
        markdown=converted.markdown,
        passages=cut(converted.markdown, blocks, converted.marks),
        roles=tuple(source.roles),
    )
