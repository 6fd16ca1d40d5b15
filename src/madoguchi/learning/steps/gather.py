"""First step: find out what a source consists of, and bring in what is new."""

import asyncio
import hashlib
import mimetypes
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from madoguchi.files.schemas import File
from madoguchi.files.service import Files
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import NotFound
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.contents import Contents
from madoguchi.learning.crawling.addresses import normal
from madoguchi.learning.crawling.crawler import Crawler
from madoguchi.learning.crawling.following import MOST_HOPS
from madoguchi.learning.crawling.ledger import Ledger
from madoguchi.learning.crawling.plan import CrawlPlan, Progress, Steer
from madoguchi.learning.crawling.why import EVERY_FACT
from madoguchi.learning.reading.failures import ReaderFailed
from madoguchi.learning.reading.identity import address_of, beside, link_of
from madoguchi.learning.reading.markdown import body_of, title_of
from madoguchi.learning.reading.readers import Readers
from madoguchi.learning.reading.schemas import Read
from madoguchi.learning.repository.items import NO_BODY, ItemRepository
from madoguchi.learning.schemas import CRAWLED, Options, StepFigures
from madoguchi.learning.sources import Sources
from madoguchi.learning.tables import SourceRow

AT_ONCE = 500
LARGEST_FILE = 64 * 2**20
HIDDEN = "."
REFUSALS: dict[str, dict[str, Any]] = {
    "no_text": {"key": "learning.reader_no_text", "facts": {}},
    "too_large": {"key": "learning.reader_text_too_large", "facts": {}},
}


@dataclass
class Gathered:
    """What a source consists of now."""

    ended: str = "finished"
    come_back_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    failed: int = 0
    problem: dict[str, Any] | None = None
    """Why nothing, or not everything, could be read: the key of a sentence, and its facts."""

    def as_result(self) -> dict[str, Any]:
        """Return it as a job's result."""
        at = self.come_back_at.isoformat() if self.come_back_at else None
        return asdict(self) | {"come_back_at": at}


class Gather:
    """Brings in what is new, and forgets what is gone, in the same run."""

    def __init__(
        self,
        db: Database,
        *,
        sources: Sources,
        crawler: Crawler,
        ledger: Ledger,
        contents: Contents,
        knowledge: Knowledge,
        files: Files,
        home: Path,
        readers: Readers,
    ) -> None:
        self._db = db
        self._sources = sources
        self._crawler = crawler
        self._ledger = ledger
        self._contents = contents
        self._knowledge = knowledge
        self._files = files
        self._home = home.resolve()
        self._readers = readers

    async def gather(
        self,
        source: SourceRow,
        plan: CrawlPlan,
        steer: Steer,
        tell: Callable[[StepFigures], None],
    ) -> Gathered:
        """Go over a source once."""
        if source.kind in CRAWLED:
            return await self._crawl(source, plan, steer, tell)
        documents = {"folder": self._folder, "reader": self._given}.get(source.kind, self._uploads)
        return await self._take(source, plan, documents(source), (steer, tell))

    async def _crawl(
        self,
        source: SourceRow,
        plan: CrawlPlan,
        steer: Steer,
        tell: Callable[[StepFigures], None],
    ) -> Gathered:
        def on_progress(progress: Progress) -> None:
            counts = progress.counts
            tell(
                StepFigures(
                    done=counts.visited,
                    total=counts.visited + progress.waiting,
                    per_s=progress.pages_per_s,
                    counts=dict(counts.decisions) | {"removed": counts.removed},
                    current=progress.current,
                )
            )

        summary = await self._crawler.crawl(plan, steer, on_progress)
        if summary.ended != "cancelled":
            await self._hand_over(source.id, plan.run_id, again=plan.reread)
        counts = dict(summary.counts.decisions) | {"removed": summary.counts.removed}
        nothing = not summary.counts.pages and not summary.counts.removed
        problem = await self._problem(source, plan) if nothing else None
        return Gathered(summary.ended, summary.come_back_at, counts, summary.counts.failed, problem)

    async def _problem(self, source: SourceRow, plan: CrawlPlan) -> dict[str, Any] | None:
        """Return what became of the first address with which the crawl began."""
        address = next(filter(None, map(normal, plan.starts)), None)
        for _ in range(MOST_HOPS):
            page = await self._ledger.one(source.id, address) if address else None
            if page is None or not page.decision or page.decision == "listing":
                return None
            if not page.target:
                return {"key": f"crawl.{page.decision}", "facts": EVERY_FACT | (page.facts or {})}
            address = page.target
        return None

    async def _hand_over(self, source_id: str, run_id: str, *, again: bool) -> None:
        """Take what the crawl found new, changed or gone over to the documents."""
        after = ""
        while pages := await self._ledger.changed(
            source_id, run_id, after, AT_ONCE, also_unchanged=again
        ):
            after = pages[-1].address
            gone = [page.address for page in pages if page.change == "removed"]
            moment = now()
            rows = [
                {
                    "address": page.address,
                    "run_id": run_id,
                    "state": "fetched",
                    "name": None,
                    "url": page.address,
                    "body_hash": page.body_hash,
                    "content_type": page.content_type,
                    "updated_at": moment,
                }
                for page in pages
                if page.change != "removed" and page.body_hash
            ]
            await self._bring(source_id, rows, gone)

    async def _take(
        self,
        source: SourceRow,
        plan: CrawlPlan,
        documents: AsyncGenerator["_Document", None],
        guide: tuple[Steer, Callable[[StepFigures], None]],
    ) -> Gathered:
        """Take in documents that come one by one; what is gone is known when all have come."""
        steer, tell = guide
        async with self._db.read() as session:
            known = await ItemRepository(session, source.id).hashes()
        figures = StepFigures(counts={"new": 0, "changed": 0, "unchanged": 0, "removed": 0})
        found: set[str] = set()
        try:
            async with aclosing(documents):
                async for document in documents:
                    if (wish := steer()) != "go":
                        ended = "paused" if wish == "pause" else "cancelled"
                        return Gathered(ended, counts=figures.counts)
                    await self._take_one(source, plan, document, (known, found, figures))
                    tell(figures)
            if source.kind == "reader" and known and not found:
                raise ReaderFailed("learning.reader_gave_nothing", count=len(known))
        except ReaderFailed as error:
            facts = {name: str(value) for name, value in error.facts.items()}
            return Gathered(counts=figures.counts, problem={"key": error.key, "facts": facts})
        gone = sorted(set(known) - found)
        figures.counts["removed"] = len(gone)
        await self._bring(source.id, [], gone)
        tell(figures)
        return Gathered(counts=figures.counts)

    async def _take_one(
        self,
        source: SourceRow,
        plan: CrawlPlan,
        document: "_Document",
        before: tuple[dict[str, str], set[str], StepFigures],
    ) -> None:
        known, found, figures = before
        found.add(document.address)
        body = await document.read()
        figures.done, figures.current = figures.done + 1, document.name
        digest = hashlib.sha256(body).hexdigest() if document.refusal is None else NO_BODY
        was = known.get(document.address)
        change = "new" if was is None else "unchanged" if was == digest else "changed"
        figures.counts[change] += 1
        if change == "unchanged" and not (plan.reread and digest):
            return
        if digest:
            await self._contents.keep(digest, body)
        # What had a text and has none any more leaves nothing of it behind.
        gone = [document.address] if was and not digest else []
        await self._bring(source.id, [document.row(plan.run_id, digest)], gone)

    async def _bring(self, source_id: str, rows: list[dict[str, Any]], gone: list[str]) -> None:
        async with self._db.begin() as session:
            items = ItemRepository(session, source_id)
            if gone:
                await items.remove(gone)
            await items.fetched(rows)
        if gone:
            await self._knowledge.forget(source_id, gone)

    async def _folder(self, source: SourceRow) -> AsyncGenerator["_Document", None]:
        for start in source.starts:
            root = Path(start)
            if root.is_file():
                yield _on_disk(root, root.name)
                continue
            for file in sorted(root.rglob("*")):
                if self._home in file.parents:
                    continue  # what we keep ourselves is not to be learned
                parts = file.relative_to(root).parts
                hidden = any(part.startswith(HIDDEN) for part in parts)
                if file.is_file() and not file.is_symlink() and not hidden:
                    yield _on_disk(file, "/".join(parts))

    async def _uploads(self, source: SourceRow) -> AsyncGenerator["_Document", None]:
        for file_id in source.starts:
            with suppress(NotFound):  # what was removed is gone from the source as well
                file = await self._files.known(file_id)
                read = partial(self._upload, file)
                yield _Document(file.id, file.name, file.media_type, read)

    async def _upload(self, file: File) -> bytes:
        return b"".join([piece async for piece in await self._files.read(file)])

    async def _given(self, source: SourceRow) -> AsyncGenerator["_Document", None]:
        """Yield what a reader gives, each document by an address that will hold."""
        (name,) = source.starts
        key = self._readers.key_of(name)
        arguments = Options.model_validate(source.options).arguments
        taken: dict[str, int] = {}
        async with aclosing(self._readers.read(name, arguments)) as reading:
            async for read in reading:
                address, said = address_of(read, key), hash(read.text)
                if taken.get(address, said) != said:
                    address = beside(address, read)
                if address not in taken:
                    taken[address] = said
                    yield _given(read, address)


@dataclass(frozen=True)
class _Document:
    address: str
    name: str
    content_type: str | None
    read: Callable[[], Any]
    url: str | None = None
    refusal: dict[str, Any] | None = None

    def row(self, run_id: str, digest: str) -> dict[str, Any]:
        return {
            "address": self.address,
            "run_id": run_id,
            "state": "refused" if self.refusal else "fetched",
            "notices": [self.refusal] if self.refusal else [],
            "name": self.name,
            "url": self.url,
            "body_hash": digest,
            "content_type": self.content_type,
            "updated_at": now(),
        }


def _on_disk(file: Path, name: str) -> _Document:
    async def read() -> bytes:
        return await asyncio.to_thread(file.read_bytes)

    return _Document(name, name, mimetypes.guess_type(file.name)[0], read)


def _given(read: Read, address: str) -> _Document:
    body, content_type = body_of(read)

    async def ready() -> bytes:
        return body

    notice = REFUSALS.get(read.refused or "")
    name = title_of(read) or address
    return _Document(address, name, content_type, ready, link_of(read), notice)
