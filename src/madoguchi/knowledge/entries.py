"""Passages turned into what the index takes in: their words come from what was kept, or anew."""

import asyncio
from collections.abc import Sequence

from madoguchi.knowledge.lexicons import Lexicons
from madoguchi.knowledge.ports import Lexicon
from madoguchi.knowledge.repository.indexing import Indexed, version_of
from madoguchi.knowledge.schemas import Entry
from madoguchi.knowledge.words import Known, Terms, Words


class Entries:
    """Makes entries of rows, in a thread of its own."""

    def __init__(self, words: Words, lexicons: Lexicons) -> None:
        self._words = words
        self._lexicons = lexicons

    async def of(self, document_ids: list[str], rows: list[Indexed]) -> list[Entry]:
        """Return the entries of these documents; of those that are gone the words are forgotten."""
        documents: dict[str, list[Indexed]] = {}
        for row in rows:
            documents.setdefault(row[1].id, []).append(row)
        known = await self._words.known({key: of[0][1].language for key, of in documents.items()})
        lexicon = await self._lexicons.for_index()
        entries, learned = await asyncio.to_thread(self._analysed, documents, known, lexicon)
        for document_id in document_ids:
            if document_id not in documents:
                await self._words.forget(document_id)
            elif learned[document_id] != known.get(document_id, {}):
                await self._words.keep(document_id, learned[document_id])
        return entries

    def _analysed(
        self,
        documents: dict[str, list[Indexed]],
        known: dict[str, Known],
        lexicon: Lexicon,
    ) -> tuple[list[Entry], dict[str, Known]]:
        entries: list[Entry] = []
        learned: dict[str, Known] = {}
        for document_id, rows in documents.items():
            texts = [
                text_of(document.title, passage.heading_path, passage.text)
                for passage, document in rows
            ]
            terms, learned[document_id] = self._words.terms(texts, known.get(document_id))
            entries += [
                _entry(row, (words + lexicon.found(text), grams))
                for row, text, (words, grams) in zip(rows, texts, terms, strict=True)
            ]
        return entries, learned


def text_of(title: str, heading_path: Sequence[str], text: str) -> str:
    """Return what of a passage can be found."""
    return " ".join((title, *heading_path, text))


def _entry(indexed: Indexed, terms: Terms) -> Entry:
    passage, document = indexed
    return Entry(
        passage_id=passage.id,
        document_id=document.id,
        version=version_of(document.id, document.fingerprint),
        tenant=document.tenant,
        collection=document.collection,
        source=document.source,
        language=document.language,
        roles=tuple(document.roles),
        words=terms[0],
        grams=terms[1],
    )
