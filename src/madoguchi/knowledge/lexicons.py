"""The terms of all glossaries, ready to be found; made anew when they have changed."""

from collections.abc import Iterable

from madoguchi.kernel.cache import Cache, Namespace
from madoguchi.kernel.db import Database
from madoguchi.knowledge.ports import Analyser, Lexicon
from madoguchi.knowledge.repository.terms import TermRepository

STAMPS = Namespace("glossary", ttl_s=60.0, far=False)


class Lexicons:
    """Hands out the lexicon of now."""

    def __init__(self, db: Database, analyser: Analyser, cache: Cache) -> None:
        self._db = db
        self._analyser = analyser
        self._cache = cache
        self._stamp = ""
        self._lexicon = analyser.lexicon(())

    def of(self, terms: Iterable[str]) -> Lexicon:
        """Return a lexicon of just these terms."""
        return self._analyser.lexicon(terms)

    async def for_questions(self) -> Lexicon:
        """Return the lexicon as far as this process has heard: a question may be a moment late."""
        return await self._current(await self._cache.get_or_make(STAMPS, "stamp", self._read_stamp))

    async def for_index(self) -> Lexicon:
        """Return the lexicon as it is: what is indexed stays as it is."""
        return await self._current(await self._read_stamp())

    async def _read_stamp(self) -> str:
        async with self._db.read() as session:
            return await TermRepository(session).stamp()

    async def _current(self, stamp: str) -> Lexicon:
        if stamp != self._stamp:
            async with self._db.read() as session:
                terms = await TermRepository(session).all()
            self._lexicon, self._stamp = self._analyser.lexicon(terms), stamp
        return self._lexicon
