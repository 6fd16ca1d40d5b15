"""Third step: Markdown becomes passages that can be found."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.knowledge.service import Knowledge
from madoguchi.language.codes import family, tidy
from madoguchi.language.recognise import recognise
from madoguchi.learning.converting.schemas import Block, Converted
from madoguchi.learning.cut import cut
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.texts import TextRepository, unpacked
from madoguchi.learning.schemas import Options
from madoguchi.learning.sifting.blocks import apart, without
from madoguchi.learning.sifting.likeness import facts_of, signature_of
from madoguchi.learning.tables import ItemRow, SourceRow

SAMPLE = 4_000
Text = tuple[bytes, bytes | None, bytes | None]


class Learn:
    """Learns converted documents one by one."""

    def __init__(self, db: Database, knowledge: Knowledge) -> None:
        self._db = db
        self._knowledge = knowledge

    async def learn(self, source: SourceRow, address: str) -> str:
        """Learn a document unless that is done; return the state that it is in."""
        async with self._db.read() as session:
            rows = await ItemRepository(session, source.id).these([address])
            if not rows or rows[0].state != "converted":
                return rows[0].state if rows else "removed"
            text = await TextRepository(session, source.id).one(address)
        row = rows[0]
        made = await asyncio.to_thread(_made, source, row, text)
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


def _made(source: SourceRow, row: ItemRow, text: Text) -> _Made:
    document, repeated, left_out = text
    converted = unpacked(document)
    own = without(converted, apart(repeated))
    return _Made(
        document=_document(source, row, converted, without(converted, apart(left_out))),
        text_hash=hashlib.sha256(converted.markdown.encode()).hexdigest(),
        facts=facts_of(converted.markdown, own),
        signature=signature_of(converted.markdown, own),
    )


def _document(
    source: SourceRow, row: ItemRow, converted: Converted, blocks: Sequence[Block]
) -> NewDocument:
    options = Options.model_validate(source.options)
    language = family(tidy(options.language or _language(converted)))
    return NewDocument(
        collection=source.collection,
        source=source.id,
        address=row.address,
        title=converted.title or row.name or row.address,
        url=row.url,
        language=language,
        markdown=converted.markdown,
        passages=cut(converted.markdown, blocks, converted.marks),
        roles=tuple(source.roles),
    )


def _language(converted: Converted) -> str:
    """Trust what the text looks like; where that is not sure, what the document declares."""
    declared = tidy(converted.language) if converted.language else None
    return recognise(converted.markdown[:SAMPLE], before=declared).language
