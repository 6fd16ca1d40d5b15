"""The index in Qdrant: sparse vectors of our own terms, which the server weighs by their rarity.

Words, grams and pairs share one sparse vector, each term under the name of its field and grams and
pairs at their share. So the server's dot product is the very sum that the embedded index makes.
The collection in use has an alias; a new one is filled beside it, and the alias moves in one step.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from qdrant_client import AsyncQdrantClient, models
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from madoguchi.kernel.errors import Unavailable
from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.adapters.terms import EVERYBODY, FILTERS, SHARES, fields_of, roles_of
from madoguchi.knowledge.schemas import SEES_ALL, Entry, Filter

TERMS, ALIAS = "terms", "madoguchi"
K1, B = 1.2, 0.75
USUAL = {"words": 100, "grams": 250, "pairs": 100}
"""The server does not know how long passages are: a usual length stands for the mean."""
PAUSES_S = (0.1, 0.3, 0.9)
TIMEOUT_S = 10
UPSERT, PAGE, MOST_WEIGHTS = 200, 5_000, 50_000
UNKNOWN_WEIGHT = 5.0
T = TypeVar("T")


class QdrantIndex:
    """Any number of processes search; the one that holds the lease in the database writes."""

    kind = "qdrant"
    alone = False

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._alias = given.get("collection", ALIAS)
        self._address = f"{parts.scheme}://{parts.hostname}:{parts.port or 6333}{parts.path}"
        self._local = parts.scheme == "file"
        if self._local:
            self._address = parts.path
            self._client = AsyncQdrantClient(path=parts.path)
        else:
            self._client = AsyncQdrantClient(
                url=self._address,
                headers={"api-key": given["api_key"]} if "api_key" in given else None,
                timeout=TIMEOUT_S,
                check_compatibility=False,
            )
        self._collection = ""
        self._beside: str | None = None
        self._weights: dict[int, float] = {}
        self.size = 0

    @property
    def identity(self) -> str:
        """Which index this is: an index that was made anew is another one."""
        return self._collection

    async def own(self) -> bool:
        """Find the collection in use, or make an empty one; whoever has the lease may write."""
        if not self._collection:
            self._collection = await self._in_use() or await self._make()
            if await self._in_use() is None:
                await self._name(self._collection)
        return True

    def stamp(self) -> str:
        """Nothing can be seen from here: the lease's row counts the changes."""
        return ""

    async def replace(
        self, document_ids: list[str], entries: list[Entry], *, beside: bool = False
    ) -> None:
        """Take in new passages first and then forget the older ones: nothing is away meanwhile."""
        for name in (self._beside, None if beside else self._collection):
            if name:
                await self._replace(name, document_ids, entries)
        self._weights.clear()

    async def begin_beside(self) -> None:
        """Begin an empty collection beside this one."""
        self._beside = await self._make()

    async def switch(self) -> None:
        """Move the alias to the collection that was made beside, and drop the older one."""
        assert self._beside is not None
        older, self._collection, self._beside = self._collection, self._beside, None
        await self._name(self._collection)
        await self._patiently(lambda: self._client.delete_collection(older))
        self._weights.clear()

    async def drop_beside(self) -> None:
        """Give up the collection beside."""
        if self._beside is not None:
            name, self._beside = self._beside, None
            await self._patiently(lambda: self._client.delete_collection(name))

    async def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best ``k``, and learn how rare the terms are."""
        asked = {
            term_id(field, term): SHARES[field]
            for field, terms in fields_of(words, grams)
            for term in terms
        }
        query = models.SparseVector(indices=list(asked), values=list(asked.values()))
        found, _ = await asyncio.gather(
            self._query(query, _only(where), k),
            self._learn_weights(
                [term for term, share in asked.items() if share != SHARES["pairs"]]
            ),
        )
        return [(str(point.id), float(point.score)) for point in found]

    def word_weight(self, word: str) -> float:
        """Return how rare ``word`` is; known of words that were searched for."""
        return self._weights.get(term_id("words", word), UNKNOWN_WEIGHT)

    def gram_weight(self, gram: str) -> float:
        """Return how rare ``gram`` is; known of grams that were searched for."""
        return self._weights.get(term_id("grams", gram), UNKNOWN_WEIGHT)

    async def count(self) -> int:
        """Return how many passages it holds."""
        if await self._in_use() is None:
            return 0
        counted = await self._patiently(lambda: self._client.count(self._alias, exact=True))
        return int(counted.count)

    async def ids(self) -> set[str]:
        """Return the ids of all passages that it holds."""
        return {str(point.id) for point in await self._all([])}

    async def versions(self) -> set[str]:
        """Return the versions of all documents that it holds."""
        return {str((point.payload or {})["version"]) for point in await self._all(["version"])}

    async def close(self) -> None:
        """Hang up."""
        await self._client.close()

    async def _all(self, fields: list[str]) -> list[models.Record]:
        found: list[models.Record] = []
        after: Any = None
        while await self._in_use():
            page = partial(self._client.scroll, self._alias, limit=PAGE, offset=after)
            points, after = await self._patiently(partial(page, with_payload=fields or False))
            found += points
            if after is None:
                break
        return found

    async def _query(
        self, query: models.SparseVector, only: models.Filter, k: int
    ) -> list[models.ScoredPoint]:
        try:
            found = await self._patiently(
                lambda: self._client.query_points(
                    self._alias,
                    query=query,
                    using=TERMS,
                    query_filter=only,
                    limit=k,
                    with_payload=False,
                )
            )
        except _Missing:
            return []  # nothing was learned yet
        return found.points

    async def _learn_weights(self, terms: list[int]) -> None:
        """Ask for each unknown term alone: its best score, by its value there, is its weight."""
        unknown = [term for term in terms if term not in self._weights]
        if not unknown:
            return
        asked = [
            models.QueryRequest(
                query=models.SparseVector(indices=[term], values=[1.0]),
                using=TERMS,
                limit=1,
                with_vector=[TERMS],
            )
            for term in unknown
        ]
        try:
            answers = await self._patiently(
                lambda: self._client.query_batch_points(self._alias, requests=asked)
            )
            total = (await self._patiently(lambda: self._client.count(self._alias))).count
        except _Missing:
            return
        if len(self._weights) > MOST_WEIGHTS:
            self._weights.clear()
        self.size = total
        unseen = math.log(1 + (total + 0.5) / 0.5)
        for term, answer in zip(unknown, answers, strict=True):
            self._weights[term] = _weight_of(term, answer.points, unseen)

    async def _replace(self, name: str, document_ids: list[str], entries: list[Entry]) -> None:
        for start in range(0, len(entries), UPSERT):
            points = [_point(entry) for entry in entries[start : start + UPSERT]]
            await self._patiently(partial(self._client.upsert, name, points))
        older = models.Filter(
            must=[models.FieldCondition(key="document", match=models.MatchAny(any=document_ids))],
            must_not=[models.HasIdCondition(has_id=[entry.passage_id for entry in entries])],
        )
        if document_ids:
            chosen = models.FilterSelector(filter=older)
            await self._patiently(lambda: self._client.delete(name, chosen))

    async def _in_use(self) -> str | None:
        found = await self._patiently(self._client.get_aliases)
        names = [each.collection_name for each in found.aliases if each.alias_name == self._alias]
        return names[0] if names else None

    async def _make(self) -> str:
        name = f"{self._alias}-{new_id()}"
        sparse = {TERMS: models.SparseVectorParams(modifier=models.Modifier.IDF)}
        await self._patiently(
            lambda: self._client.create_collection(
                name, vectors_config={}, sparse_vectors_config=sparse
            )
        )
        if not self._local:  # where every filter is a scan anyway
            for field in ("document", "roles", *FILTERS):
                await self._index_field(name, field)
        return name

    async def _index_field(self, name: str, field: str) -> None:
        kind = models.PayloadSchemaType.KEYWORD
        await self._patiently(lambda: self._client.create_payload_index(name, field, kind))

    async def _name(self, collection: str) -> None:
        """Let the alias name this collection: dropped and made in one step."""
        fresh = models.CreateAlias(collection_name=collection, alias_name=self._alias)
        steps: list[Any] = [models.CreateAliasOperation(create_alias=fresh)]
        if await self._in_use():
            gone = models.DeleteAlias(alias_name=self._alias)
            steps.insert(0, models.DeleteAliasOperation(delete_alias=gone))
        await self._patiently(lambda: self._client.update_collection_aliases(steps))

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do it; what passes by itself is tried again, each time after a longer pause."""
        for pause_s in (*PAUSES_S, None):
            try:
                return await act()
            except (ResponseHandlingException, UnexpectedResponse, OSError) as error:
                status = getattr(error, "status_code", None)
                if status == 404:
                    raise _Missing("knowledge.index_away", address=self._address) from error
                if pause_s is None or (status is not None and status < 500 and status != 429):
                    raise Unavailable("knowledge.index_away", address=self._address) from error
            except ValueError as error:
                if self._local and "not found" in str(error):
                    raise _Missing("knowledge.index_away", address=self._address) from error
                raise
            await asyncio.sleep(pause_s)
        raise AssertionError


class _Missing(Unavailable):
    """The server is there, the collection is not."""


@lru_cache(maxsize=100_000)
def term_id(field: str, term: str) -> int:
    """Return the dimension of a term: 32 bits of a digest."""
    return int.from_bytes(blake2b(f"{field} {term}".encode(), digest_size=4).digest())


def _point(entry: Entry) -> models.PointStruct:
    values: dict[int, float] = {}
    for field, terms in fields_of(entry.words, entry.grams):
        values |= dict(_weighed(field, terms))
    vector = models.SparseVector(indices=list(values), values=list(values.values()))
    payload = {
        "document": entry.document_id,
        "version": entry.version,
        "tenant": entry.tenant,
        "collection": entry.collection,
        "source": entry.source,
        "language": entry.language,
        "roles": roles_of(entry),
    }
    return models.PointStruct(id=entry.passage_id, vector={TERMS: vector}, payload=payload)


def _weighed(field: str, terms: list[str]) -> Iterable[tuple[int, float]]:
    """Yield BM25's saturated frequency of each term; the server multiplies its rarity."""
    spread = K1 * (1 - B + B * len(terms) / USUAL[field])
    for term, times in Counter(terms).items():
        yield term_id(field, term), times * (K1 + 1) / (times + spread)


def _weight_of(term: int, points: list[models.ScoredPoint], unseen: float) -> float:
    if not points or not isinstance(points[0].vector, dict):
        return unseen
    sparse = points[0].vector[TERMS]
    assert isinstance(sparse, models.SparseVector)
    value = dict(zip(sparse.indices, sparse.values, strict=True)).get(term)
    return float(points[0].score) / value if value else unseen


def _only(where: Filter) -> models.Filter:
    must: list[Any] = [
        models.FieldCondition(key=name, match=models.MatchValue(value=value))
        for name in FILTERS
        if (value := getattr(where, name)) is not None
    ]
    if where.role != SEES_ALL:
        roles = [name for name in (EVERYBODY, where.role) if name]
        must.append(models.FieldCondition(key="roles", match=models.MatchAny(any=roles)))
    return models.Filter(must=must)
