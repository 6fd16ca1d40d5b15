"""Fourth step: what is done with documents that were learned, one module after the other."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from madoguchi.kernel.db import Database
from madoguchi.knowledge.glossary import Glossary
from madoguchi.knowledge.pairs import Pairs
from madoguchi.learning.modules.protocol import (
    Findings,
    Module,
    ModuleDocument,
    ModuleFailed,
    NewTerm,
)
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.modules import ModuleRepository
from madoguchi.learning.repository.texts import TextRepository, unpacked
from madoguchi.learning.schemas import Options
from madoguchi.learning.tables import SourceRow

BATCH = 50
AT_ONCE = 1000
LEARNED = ("learned",)
Tell = Callable[[int, int, str], None]


class Modules:
    """Shows documents to modules, and keeps what they find."""

    def __init__(
        self, db: Database, pairs: Pairs, glossary: Glossary, modules: Sequence[Module]
    ) -> None:
        self._db = db
        self._pairs = pairs
        self._glossary = glossary
        self.all = {module.name: module for module in modules}

    async def due(self, source: SourceRow, run_id: str) -> list[str]:
        """Return the modules that have something to look at; forget what others had found."""
        wanted = Options.model_validate(source.options).modules
        chosen = [name for name, each in self.all.items() if wanted.get(name, each.on_by_default)]
        async with self._db.read() as session:
            done = await ModuleRepository(session, source.id).done()
            changed = await ItemRepository(session, source.id).addresses(LEARNED, run_id, "", 1)
        learned = set(await self._learned(source, None))
        for name in done:
            if name not in chosen:
                await self._forget(source, name)
            else:
                await self._glossary.keep_only(source.id, name, learned)
        return [name for name in chosen if changed or done.get(name) != self.all[name].edition]

    async def work(self, source: SourceRow, run_id: str, name: str, tell: Tell) -> dict[str, int]:
        """Show a module what has changed; when it is new here or failed before, everything."""
        module = self.all.get(name)
        if module is None:
            raise ModuleFailed(f"there is no module {name}")
        async with self._db.begin() as session:
            repository = ModuleRepository(session, source.id)
            seen = (await repository.done()).get(name)
            await repository.put(name, None)
        addresses = await self._learned(source, run_id if seen == module.edition else None)
        counts = {"documents": 0}
        terms: dict[str, Sequence[NewTerm]] = {}
        for batch in _batches(addresses):
            found: dict[str, Findings] = {}
            for document in await self._documents(source, batch):
                tell(counts["documents"], len(addresses), document.address)
                found[document.address] = findings = await module.look(document)
                counts["documents"] += 1
                for kind, number in findings.counts.items():
                    counts[kind] = counts.get(kind, 0) + number
            await self._keep(source, name, found)
            terms |= {address: each.terms for address, each in found.items()}
        # Together, because every passage is looked through for them.
        await self._glossary.put(source.id, name, terms)
        async with self._db.begin() as session:
            await ModuleRepository(session, source.id).put(name, module.edition)
        return counts

    async def _keep(self, source: SourceRow, name: str, found: dict[str, Findings]) -> None:
        pairs = {address: each.pairs for address, each in found.items()}
        await self._pairs.put(source.id, name, pairs)
        notes = {address: each.note for address, each in found.items()}
        async with self._db.begin() as session:
            await ModuleRepository(session, source.id).note(name, notes)

    async def _forget(self, source: SourceRow, name: str) -> None:
        await self._pairs.forget(source.id, name)
        await self._glossary.keep_only(source.id, name, set())
        async with self._db.begin() as session:
            await ModuleRepository(session, source.id).forget(name)

    async def _learned(self, source: SourceRow, run_id: str | None) -> list[str]:
        found: list[str] = []
        async with self._db.read() as session:
            items = ItemRepository(session, source.id)
            after = ""
            while page := await items.addresses(LEARNED, run_id, after, AT_ONCE):
                found += page
                after = page[-1]
        return found

    async def _documents(self, source: SourceRow, addresses: list[str]) -> list[ModuleDocument]:
        async with self._db.read() as session:
            rows = await ItemRepository(session, source.id).these(addresses)
            texts = await TextRepository(session, source.id).these(addresses)
        return [_document(row, texts[row.address]) for row in rows if row.address in texts]


def _batches(addresses: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(addresses), BATCH):
        yield addresses[start : start + BATCH]


def _document(row: Any, text: bytes) -> ModuleDocument:
    converted = unpacked(text)
    return ModuleDocument(
        address=row.address,
        url=row.url,
        title=row.title or row.address,
        language=row.language or "",
        markdown=converted.markdown,
        blocks=converted.blocks,
        details=converted.details,
        learned_at=row.updated_at,
    )
