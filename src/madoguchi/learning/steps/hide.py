"""Between converting and learning: what is personal leaves a document for good.

Nothing of it is stored before that. Only what was learned while its source kept personal data is
in the database already: that is gone over in a step of its own.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import AppError
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.schemas import Block, Converted, Mark
from madoguchi.learning.languages import language_of
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.texts import TextRepository, packed, unpacked
from madoguchi.learning.schemas import Options
from madoguchi.learning.sifting.blocks import digests
from madoguchi.learning.tables import ItemRow, SourceRow
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.ports import Search
from madoguchi.privacy.redacting import Redacted, redact, redact_each

NUMBERED = ("page", "slide")
WITH_TEXT = ("learned", "duplicate", "converted")
Counts = dict[str, int]


class Hide:
    """Takes personal data out of documents; one in which that fails is left out."""

    def __init__(self, db: Database, knowledge: Knowledge, decisions: Decisions) -> None:
        self._db = db
        self._knowledge = knowledge
        self._decisions = decisions

    async def out_of(
        self, source: SourceRow, row: ItemRow, document: Converted
    ) -> tuple[Converted, Counts | None]:
        """Return what may be kept of a document, and what was taken out of it if anything is to be.

        Raises Refused when that cannot be told; then nothing of it may be found any more.
        """
        options = Options.model_validate(source.options)
        if options.mask == "keep":
            return document, None
        name = row.name or row.address
        try:
            search = await self._search(source)
            return await asyncio.to_thread(_bare, search, document, options, name)
        except AppError:
            await self._forget(row)
            raise Refused("learning.not_hidden") from None

    async def late(self, source: SourceRow, run_id: str, address: str) -> str:
        """Take personal data out of a document that was learned with it, and have it learned anew.

        Of what has no text now, nothing that was learned before may be found either.
        """
        async with self._db.read() as session:
            rows = await ItemRepository(session, source.id).these([address])
            if not rows or rows[0].hidden is not None or rows[0].state == "fetched":
                return rows[0].state if rows else "removed"
            row = rows[0]
            texts = await TextRepository(session, source.id).these([address])
        if row.state not in WITH_TEXT or address not in texts:
            await self._forget(row)
            await self._put(row, hidden={})
            return row.state
        try:
            document, counts = await self.out_of(source, row, unpacked(texts[address]))
        except Refused as refused:
            notice = {"key": refused.key, "facts": {}}
            await self._put(row, state="refused", notices=[notice], run_id=run_id)
            return "refused"
        text = await asyncio.to_thread(packed, document), digests(document)
        changed = {"state": "converted", "run_id": run_id, "title": document.title}
        await self._put(row, text, hidden=counts, **changed)
        return "converted"

    async def link(self, source: SourceRow, url: str | None) -> str | None:
        """Return the address that readers are led to; none, if it names somebody."""
        if url is None or Options.model_validate(source.options).mask == "keep":
            return url
        parts = urlsplit(url)
        said = unquote(f"{parts.path} {parts.query} {parts.fragment}")
        return None if await asyncio.to_thread(await self._search(source), said) else url

    async def _search(self, source: SourceRow) -> Search:
        return (await self._decisions.now()).search("collection", source.collection)

    async def _forget(self, row: ItemRow) -> None:
        await self._knowledge.forget(row.source_id, [row.address])
        async with self._db.begin() as session:
            await TextRepository(session, row.source_id).remove(row.address)

    async def _put(
        self, row: ItemRow, text: tuple[bytes, bytes] | None = None, **values: Any
    ) -> None:
        async with self._db.begin() as session:
            if text:
                await TextRepository(session, row.source_id).put(row.address, *text)
            items = ItemRepository(session, row.source_id)
            await items.put(row.address, row.body_hash, updated_at=now(), **values)


def _bare(
    search: Search, document: Converted, options: Options, name: str
) -> tuple[Converted, Counts]:
    language = language_of(document, options)
    text = redact(search, document.markdown, language)

    def bare(value: Any) -> Any:
        if isinstance(value, str):
            return redact(search, value, language).text
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items()}
        return [bare(each) for each in value] if isinstance(value, (list, tuple)) else value

    made = {
        "markdown": text.text,
        "title": bare(document.title or name),
        "language": language,
        "blocks": tuple(_moved(document.blocks, text)),
        "marks": tuple(
            mark.model_copy(update={"at": text.moved(mark.at)})
            for mark in _impersonal(search, document.marks, language)
        ),
        "warnings": tuple(
            each.model_copy(update={"facts": bare(each.facts)}) for each in document.warnings
        ),
        "details": bare(document.details),
    }
    return document.model_copy(update=made), text.counts


def _moved(blocks: Iterable[Block], text: Redacted) -> Iterator[Block]:
    for block in blocks:
        start, end = text.moved(block.start), text.moved(block.end)
        if start < end:  # else it was the rest of something that began in the block before
            yield block.model_copy(update={"start": start, "end": end})


def _impersonal(search: Search, marks: tuple[Mark, ...], language: str) -> list[Mark]:
    """Return the places that name nobody: others lead nowhere once their name is changed."""
    values = [mark.value for mark in marks if mark.kind not in NUMBERED]
    now_called = dict(zip(values, redact_each(search, values, language), strict=True))
    return [mark for mark in marks if now_called.get(mark.value, mark.value) == mark.value]
