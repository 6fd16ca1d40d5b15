"""The index in a folder of the home: tantivy, fed with our own terms."""

import json
import math
import shutil
import threading
from pathlib import Path

import tantivy
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from madoguchi.knowledge.schemas import Entry, Filter

FORMAT = "2"
"""Raised when terms or fields change: the folder of another format is thrown away and rebuilt."""
GRAM_SHARE = 0.6
WRITER_BYTES = 20_000_000
FIELDS = ("passage", "document", "tenant", "collection", "language")


class EmbeddedIndex:
    """One writer at a time, any number of readers; a killed writer loses nothing committed."""

    def __init__(self, folder: Path, *, writable: bool = True) -> None:
        self._folder = folder
        self._sound = _is_of_this_format(folder)
        builder = SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(
                name, stored=name == "passage", tokenizer_name="raw", index_option="basic"
            )
        for name in ("words", "grams"):
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = self._open(writable)
        self._index.config_reader("manual")
        self._writing = threading.Lock()
        self._refresh()

    def _open(self, writable: bool) -> Index:
        if self._sound:
            try:
                return Index(self._schema, path=str(self._folder))
            except ValueError:
                self._sound = False
        if not writable:
            return Index(self._schema)  # empty, in memory: the owner of the folder will mend it
        _start_over(self._folder)
        return Index(self._schema, path=str(self._folder))

    def is_sound(self) -> bool:
        """Tell whether what is stored could be opened; a fresh index is not."""
        return self._sound

    def replace(self, document_ids: list[str], entries: list[Entry]) -> None:
        """Forget these documents and take in their passages, in one commit."""
        with self._writing:
            writer = self._index.writer(WRITER_BYTES, 1)
            for document_id in document_ids:
                writer.delete_documents_by_term("document", document_id)
            for entry in entries:
                writer.add_document(
                    Document(
                        passage=entry.passage_id,
                        document=entry.document_id,
                        tenant=entry.tenant,
                        collection=entry.collection,
                        language=entry.language,
                        words=" ".join(entry.words),
                        grams=" ".join(entry.grams),
                    )
                )
            writer.commit()
            writer.wait_merging_threads()
            if not self._sound:
                (self._folder / "format.json").write_text(json.dumps(FORMAT))
                self._sound = True
            self._refresh()

    def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best ``k``: words, and grams at a lower share."""
        clauses = [(Occur.Should, self._term("words", word)) for word in dict.fromkeys(words)]
        pieces = [(Occur.Should, self._term("grams", gram)) for gram in dict.fromkeys(grams)]
        if pieces:
            query = Query.boost_query(Query.boolean_query(pieces), GRAM_SHARE)
            clauses.append((Occur.Should, query))
        must = [(Occur.Must, Query.boolean_query(clauses))]
        for name in ("tenant", "collection", "language"):
            value = getattr(where, name)
            if value is not None:
                only = Query.term_query(self._schema, name, value, "basic")
                must.append((Occur.Must, Query.const_score_query(only, 0.0)))
        searcher = self._searcher
        hits = searcher.search(Query.boolean_query(must), k, count=False).hits
        return [(searcher.doc(address)["passage"][0], float(score)) for score, address in hits]

    def word_weight(self, word: str) -> float:
        """Return how rare ``word`` is."""
        return self._weight("words", word)

    def gram_weight(self, gram: str) -> float:
        """Return how rare ``gram`` is."""
        return self._weight("grams", gram)

    def count(self) -> int:
        """Return how many passages it holds."""
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Wait for a writer that is at work."""
        with self._writing:
            return

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self._weights: dict[tuple[str, str], float] = {}

    def _term(self, field: str, term: str) -> tantivy.Query:
        return Query.term_query(self._schema, field, term, "freq")

    def _weight(self, field: str, term: str) -> float:
        key = (field, term)
        if key not in self._weights:
            if len(self._weights) > 50_000:
                self._weights.clear()
            total, having = self._searcher.num_docs, self._searcher.doc_freq(field, term)
            self._weights[key] = math.log(1 + (total - having + 0.5) / (having + 0.5))
        return self._weights[key]


def _is_of_this_format(folder: Path) -> bool:
    mark = folder / "format.json"
    whole = mark.exists() and (folder / "meta.json").exists()
    return whole and mark.read_bytes() == json.dumps(FORMAT).encode()


def _start_over(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
