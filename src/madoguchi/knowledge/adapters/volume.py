"""One folder of tantivy, fed with our own terms."""

import json
import math
import shutil
from contextlib import suppress
from pathlib import Path

import tantivy
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from madoguchi.knowledge.adapters.terms import EVERYBODY, FILTERS, SHARES, fields_of, roles_of
from madoguchi.knowledge.schemas import SEES_ALL, Entry, Filter

FORMAT = "4"
"""Raised when terms or fields change: a folder of another format is thrown away and rebuilt."""
WRITER_BYTES = 200_000_000
"""At most, and only as much as a commit needs: what does not fit becomes a segment more."""
MANY, LEAST_WEIGHT = 2_000, 1.6
MOST_GRAMS = 24
"""Of a question among many passages: its rarest. The others take time and tell nothing new."""
SEVERAL = 3
"""Values of a field: more than one reader can be allowed."""
RAW = ("passage", "document", "version", "tenant", "collection", "source", "language", "roles")
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
        for name in SHARES:
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
        self._known: dict[str, set[str]] = {}
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
        # One flat union of plain terms: anything nested would keep the engine from skipping ahead.
        terms = [
            (Occur.Should, self._term(field, term, SHARES[field]))
            for field, every in fields_of(words, grams)
            for term in self._telling(field, every)
        ]
        if not terms:
            return []
        union = Query.boolean_query(terms)
        limits = [Query.const_score_query(limit, 0.0) for limit in self._limits(where)]
        query = (
            Query.boolean_query([(Occur.Must, each) for each in (union, *limits)])
            if limits
            else union
        )
        searcher = self._searcher
        hits = searcher.search(query, k, count=False).hits
        return [(searcher.doc(address)["passage"][0], float(score)) for score, address in hits]

    def weight(self, field: str, term: str) -> float:
        """Return how rare a term is."""
        key = (field, term)
        if key not in self._weights:
            if len(self._weights) > 50_000:
                self._weights.clear()
            self._weights[key] = self._rarity(self._searcher.doc_freq(field, term))
        return self._weights[key]

    def _rarity(self, having: int) -> float:
        return math.log(1 + max(0.0, self._searcher.num_docs - having + 0.5) / (having + 0.5))

    def count(self) -> int:
        """Return how many passages it holds."""
        return int(self._searcher.num_docs)

    def alive(self, field: str) -> set[str]:
        """Return every value of a field that a passage has."""
        found = self._searcher.terms_with_prefix(field, "", filter_query=Query.all_query())
        return {name for name, count in found if count}

    def _limits(self, where: Filter) -> list[tantivy.Query]:
        """Return what narrows a search; what all passages have would only slow it down."""
        allowed = {name: {value} for name in FILTERS if (value := getattr(where, name)) is not None}
        if where.role != SEES_ALL:
            allowed["roles"] = {EVERYBODY, where.role or EVERYBODY}
        return [
            Query.boolean_query([(Occur.Should, self._only(name, each)) for each in sorted(values)])
            for name, values in allowed.items()
            if not self._values(name) <= values
        ]

    def _only(self, field: str, value: str) -> tantivy.Query:
        return Query.term_query(self._schema, field, value, "basic")

    def _values(self, field: str) -> set[str]:
        """Return the values of a field, also those of passages that are not yet cleared away."""
        known = self._known  # before the searcher: what is read of an old one is kept nowhere
        if field not in known:
            found = self._searcher.terms_with_prefix(field, "", limit=SEVERAL)
            known[field] = {name for name, _ in found}
        return known[field]

    def _telling(self, field: str, terms: list[str]) -> list[str]:
        """Leave out what no passage has, and what a fifth of many have: it tells least."""
        nowhere = self._rarity(0)
        rarity = {term: self.weight(field, term) for term in dict.fromkeys(terms)}
        there = [term for term, weight in rarity.items() if weight < nowhere]
        if self._searcher.num_docs < MANY or field == "pairs":
            return there
        telling = [term for term in there if rarity[term] > LEAST_WEIGHT] or there
        if field == "grams":
            telling = sorted(telling, key=lambda term: -rarity[term])[:MOST_GRAMS]
        return telling

    def _term(self, field: str, term: str, share: float) -> tantivy.Query:
        query = Query.term_query(self._schema, field, term, "freq")
        return query if share == 1 else Query.boost_query(query, share)


def _document(entry: Entry) -> Document:
    return Document(
        passage=entry.passage_id,
        document=entry.document_id,
        version=entry.version,
        tenant=entry.tenant,
        collection=entry.collection,
        source=entry.source,
        language=entry.language,
        roles=roles_of(entry),
        **{field: " ".join(terms) for field, terms in fields_of(entry.words, entry.grams)},
    )


def _meta(folder: Path) -> Path:
    return folder / "meta.json"
