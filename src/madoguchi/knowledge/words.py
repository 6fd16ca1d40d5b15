"""The words of learned passages, kept: what did not change in a document is not analysed again."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence

from madoguchi.kernel.cache import Cache, Namespace
from madoguchi.knowledge.ports import Analyser

WORDS = Namespace("words", ttl_s=30 * 24 * 3600.0)
BY_DICTIONARY = frozenset(("ja",))
"""Of other languages words are found by a pattern, which is as quick as looking them up."""
Terms = tuple[list[str], list[str]]
Known = dict[str, str]


class Words:
    """What a dictionary made of passages, by document. ``edition`` says which dictionary."""

    def __init__(self, analyser: Analyser, cache: Cache, edition: str) -> None:
        self._analyser = analyser
        self._cache = cache
        self._edition = edition

    async def known(self, languages: Mapping[str, str]) -> dict[str, Known]:
        """Return what is known of documents, by the digest of each text; most need no keeping."""
        found: dict[str, Known] = {}
        for document_id, language in languages.items():
            if language in BY_DICTIONARY:
                kept = await self._cache.get(WORDS, document_id)
                found[document_id] = kept["words"] if kept and kept["by"] == self._edition else {}
        return found

    def terms(self, texts: Sequence[str], known: Known | None) -> tuple[list[Terms], Known]:
        """Return the words and grams of ``texts``, and all that is known of them now."""
        if known is None:
            return [self._analyser.analyse(text) for text in texts], {}
        found: list[Terms] = []
        now_known: Known = {}
        for text in texts:
            digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
            if digest in known:
                words, grams = known[digest].split(), self._analyser.grams(text)
            else:
                words, grams = self._analyser.analyse(text)
            found.append((words, grams))
            now_known[digest] = " ".join(words)
        return found, now_known

    async def prepare(self, document_id: str, language: str, texts: Sequence[str]) -> None:
        """Analyse a document where it is learned, so that who indexes it need not."""
        known = (await self.known({document_id: language})).get(document_id)
        if known is not None:
            _, learned = await asyncio.to_thread(self.terms, texts, known)
            await self.keep(document_id, learned)

    async def keep(self, document_id: str, known: Known) -> None:
        """Keep what is known of a document."""
        await self._cache.set(WORDS, document_id, {"by": self._edition, "words": known})

    async def forget(self, document_id: str) -> None:
        """Forget a document that is gone."""
        await self._cache.drop(WORDS, document_id)
