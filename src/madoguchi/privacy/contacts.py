"""The site's own contacts: looked for on pages that everyone may read, and decided by a person."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.jobs import Enqueue, NewJob
from madoguchi.privacy.ports import Finder, Library, PublicPage
from madoguchi.privacy.recognizing.allowed import same
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind
from madoguchi.privacy.repository.contacts import ContactRepository, Standing
from madoguchi.privacy.repository.decisions import DecisionRepository
from madoguchi.privacy.schemas import Contact, ContactState, NewContact, Verdict

GATHER = "privacy.gather_contacts"
KINDS: tuple[Kind, ...] = ("EMAIL", "PHONE", "POSTAL", "ADDRESS")
MOST_PAGES, MOST_LETTERS, MOST_PROPOSED, MOST_SHOWN = 5_000, 50_000, 300, 1_000
REMEMBERED_LINES = 20_000
MAY_HOLD_ONE = re.compile(r"[0-9@]")
Key = tuple[str, str]


class Contacts:
    """Proposes contacts, and keeps what was decided about them."""

    def __init__(self, db: Database, library: Library, finder: Finder, enqueue: Enqueue) -> None:
        self._db = db
        self._library = library
        self._finder = finder
        self._enqueue = enqueue

    async def all(self, state: ContactState | None) -> list[Contact]:
        """Return contacts, those on most pages first."""
        async with self._db.read() as session:
            return await ContactRepository(session).some(state, MOST_SHOWN)

    async def add(self, new: NewContact) -> Contact:
        """Allow a contact that was perhaps never proposed."""
        async with self._db.begin() as session:
            key = same(new.kind, new.text)
            contact_id = await ContactRepository(session).allow(new.kind, key, new.text)
            await DecisionRepository(session).renew()
        return await self._one(contact_id)

    async def decide(self, contact_id: str, verdict: Verdict) -> Contact:
        """Allow or reject a contact."""
        async with self._db.begin() as session:
            if not await ContactRepository(session).decide(contact_id, verdict.state):
                raise NotFound("privacy.contact_missing")
            await DecisionRepository(session).renew()
        return await self._one(contact_id)

    async def remove(self, contact_id: str) -> str:
        """Forget a contact; where it still stands on pages it is proposed anew."""
        async with self._db.begin() as session:
            if not await ContactRepository(session).remove(contact_id):
                raise NotFound("privacy.contact_missing")
            await DecisionRepository(session).renew()
        return contact_id

    async def ask(self, owner_id: str) -> str:
        """Have the public pages looked through; return the job that does it."""
        async with self._db.begin() as session:
            (job_id,) = await self._enqueue(session, NewJob(GATHER, owner_id=owner_id))
        return job_id

    async def gather(self, seen: Callable[[int], None]) -> int:
        """Look through public pages for contacts; return how many there are."""
        found, pages = _Gathered(self._finder), 0
        async for page in self._library.public_pages(MOST_PAGES):
            await asyncio.to_thread(found.take, page)
            pages += 1
            seen(pages)
        standings = found.foremost(MOST_PROPOSED)
        async with self._db.begin() as session:
            await ContactRepository(session).put_found(standings)
        return len(standings)

    async def _one(self, contact_id: str) -> Contact:
        async with self._db.read() as session:
            contact = await ContactRepository(session).one(contact_id)
        if contact is None:
            raise NotFound("privacy.contact_missing")
        return contact


class _Gathered:
    """Counts on how many pages each contact stands. The foot of every page is read only once."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._pages: Counter[Key] = Counter()
        self._texts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        self._first: dict[Key, PublicPage] = {}
        self._of_line = lru_cache(REMEMBERED_LINES)(self._search)

    def take(self, page: PublicPage) -> None:
        """Read a page."""
        here = dict(self._contacts(page.text[:MOST_LETTERS]))
        self._pages.update(here.keys())
        for key, text in here.items():
            self._texts[key][text] += 1
            self._first.setdefault(key, page._replace(text=""))

    def foremost(self, most: int) -> dict[Key, Standing]:
        """Return those on most pages."""
        return {
            key: Standing(
                text=self._texts[key].most_common(1)[0][0],
                pages=pages,
                title=self._first[key].title,
                url=self._first[key].url,
            )
            for key, pages in self._pages.most_common(most)
        }

    def _contacts(self, text: str) -> Iterator[tuple[Key, str]]:
        for line in text.splitlines():
            if MAY_HOLD_ONE.search(Folded(line).text):
                yield from self._of_line(line)

    def _search(self, line: str) -> tuple[tuple[Key, str], ...]:
        spans = [span for span in self._finder.find(line) if span.kind in KINDS]
        texts = [(span.kind, line[span.start : span.end].strip()) for span in spans]
        return tuple(((kind, same(kind, text)), text) for kind, text in texts)
