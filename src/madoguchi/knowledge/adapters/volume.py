"""One folder of tantivy, fed with our own terms."""

import json
import math
import shutil
from contextlib import suppress
from pathlib import Path

import tantivy
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from madoguchi.knowledge.schemas import SEES_ALL, Entry, Filter

FORMAT = "3"
"""Raised when terms or fields change: a folder of another format is thrown away and rebuilt."""
GRAM_SHARE, PAIR_SHARE = 0.6, 0.4
WRITER_BYTES = 20_000_000
RAW = ("passage", "document", "tenant", "collection", "source", "language", "roles")
TERMS = ("words", "grams", "pairs")
FILTERS = ("tenant", "collection", "source", "language")
EVERYBODY = "*"
MARK = "format.json"
Weighed = tuple[str, str]


class Volume:
    """Opened for reading, and for writing by whoever holds the lock of its folder."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        builder = SchemaBuilder()
        for name in RAW:
            builder.add_text_field(
                name, stored=name == "passage", tokenizer_name="raw", index_option="basic"
            )
        for name in TERMS:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        # Without a folder it is in memory, and empty: there is nothing to read yet.
        self._index = Index(self._schema, path=str(folder)) if folder else Index(self._schema)
        self._index.config_reader("manual")
        self.refresh()

    @classmethod
    def make(cls, folder: Path) -> "Volume":
        """Make an empty one."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = cls(folder)
        made.replace([], [])  # a commit: others can open it from now on
        (folder / MARK).write_text(json.dumps(FORMAT))
        return made

    @classmethod
    def open(cls, folder: Path) -> "Volume | None":
        """Open one; nothing when it is of another format or broken."""
        mark = folder / MARK
        try:
            if mark.read_bytes() != json.dumps(FORMAT).encode() or not _meta(folder).exists():
                return None
            return cls(folder)
        except (OSError, ValueError):
            return None

    def stamp(self) -> tuple[int, int]:
        """Return what differs after each commit, whoever made it."""
        if self.folder is None:
            return 0, 0
        try:
            seen = _meta(self.folder).stat()
        except OSError:
            return 0, 0
        return seen.st_mtime_ns, seen.st_ino

    def follow(self) -> None:
        """See what was committed since."""
        if self.stamp() != self._seen:
            with suppress(ValueError):  # its files are being replaced: the next look sees more
                self.refresh()

    def refresh(self) -> None:
        """Read what is committed now."""
        seen = self.stamp()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._weights: dict[Weighed, float] = {}
        self._seen = seen

    def replace(self, document_ids: list[str], entries: list[Entry]) -> None:
        """Forget these documents and take in their passages, in one commit."""
        writer = self._index.writer(WRITER_BYTES, 1)
        for document_id in document_ids:
            writer.delete_documents_by_term("document", document_id)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self.refresh()

    def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best: words, their neighbours, and parts of words."""
        wanted = [(Occur.Should, self._term("words", word)) for word in dict.fromkeys(words)]
        for field, terms, share in (
            ("grams", grams, GRAM_SHARE),
            ("pairs", pairs_of(words), PAIR_SHARE),
        ):
            if pieces := [(Occur.Should, self._term(field, each)) for each in dict.fromkeys(terms)]:
                query = Query.boost_query(Query.boolean_query(pieces), share)
                wanted.append((Occur.Should, query))
        clauses = [(Occur.Must, Query.boolean_query(wanted))]
        clauses += [(Occur.Must, Query.const_score_query(q, 0.0)) for q in self._limits(where)]
        searcher = self._searcher
        hits = searcher.search(Query.boolean_query(clauses), k, count=False).hits
        return [(searcher.doc(address)["passage"][0], float(score)) for score, address in hits]

    def weight(self, field: str, term: str) -> float:
        """Return how rare a term is."""
        key = (field, term)
        if key not in self._weights:
            if len(self._weights) > 50_000:
                self._weights.clear()
            total, having = self._searcher.num_docs, self._searcher.doc_freq(field, term)
            self._weights[key] = math.log(1 + max(0.0, total - having + 0.5) / (having + 0.5))
        return self._weights[key]

    def count(self) -> int:
        """Return how many passages it holds."""
        return int(self._searcher.num_docs)

    def ids(self) -> set[str]:
        """Return the ids of all passages that it holds."""
        alive = Query.all_query()
        found = self._searcher.terms_with_prefix("passage", "", filter_query=alive)
        return {name for name, count in found if count}

    def _limits(self, where: Filter) -> list[tantivy.Query]:
        limits = [
            self._only(name, value)
            for name in FILTERS
            if (value := getattr(where, name)) is not None
        ]
        if where.role != SEES_ALL:
            either = [self._only("roles", name) for name in (EVERYBODY, where.role) if name]
            limits.append(Query.boolean_query([(Occur.Should, each) for each in either]))
        return limits

    def _only(self, field: str, value: str) -> tantivy.Query:
        return Query.term_query(self._schema, field, value, "basic")

    def _term(self, field: str, term: str) -> tantivy.Query:
        return Query.term_query(self._schema, field, term, "freq")


def pairs_of(words: list[str]) -> list[str]:
    """Return words that stand side by side, as one term each."""
    return [f"{one}|{other}" for one, other in zip(words, words[1:], strict=False)]


def _document(entry: Entry) -> Document:
    return Document(
        passage=entry.passage_id,
        document=entry.document_id,
        tenant=entry.tenant,
        collection=entry.collection,
        source=entry.source,
        language=entry.language,
        roles=list(entry.roles or (EVERYBODY,)),
        words=" ".join(entry.words),
        grams=" ".join(entry.grams),
        pairs=" ".join(pairs_of(entry.words)),
    )


def _meta(folder: Path) -> Path:
    return folder / "meta.json"
