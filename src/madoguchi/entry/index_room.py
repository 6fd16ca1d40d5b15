"""The knowledge room, put together over the index that the settings name."""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Surroundings
from madoguchi.entry.settings import Settings
from madoguchi.kernel.cache import Cache
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Invalid
from madoguchi.knowledge.adapters.embedded import EmbeddedIndex
from madoguchi.knowledge.adapters.volume import FORMAT
from madoguchi.knowledge.dense import Dense
from madoguchi.knowledge.entries import Entries
from madoguchi.knowledge.glossary import Glossary
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.lexicons import Lexicons
from madoguchi.knowledge.pairs import Pairs
from madoguchi.knowledge.ports import Hiding, Index
from madoguchi.knowledge.reranking import Reranking
from madoguchi.knowledge.service import Knowledge, Weights
from madoguchi.knowledge.words import Words
from madoguchi.language.analyse import Analyser
from madoguchi.models.adapters.http_reranker import HttpReranker
from madoguchi.models.adapters.openai_embedder import OpenAIEmbedder
from madoguchi.models.schemas import ModelSettings


@dataclass(frozen=True)
class IndexRoom:
    """What the other rooms and the processes take from it."""

    knowledge: Knowledge
    indexing: Indexing
    indexes: Indexes
    weights: Weights
    glossary: Glossary
    pairs: Pairs


def index_room(
    around: Surroundings,
    home: Home,
    cache: Cache,
    analyser: Analyser,
    *,
    hiding: Hiding,
    may_own: bool,
) -> IndexRoom:
    """Put it together."""
    settings, db, topics = around.settings, around.db, around.topics
    index, dense = _index(settings, home), _dense(settings, db, hiding)
    words = Words(analyser, cache, f"{FORMAT} {version('sudachidict-small')}")
    lexicons = Lexicons(db, analyser, cache)
    entries = Entries(words, lexicons)
    indexing = Indexing(
        db, index, entries, cache=cache, topics=topics, may_own=may_own, dense=dense
    )
    return IndexRoom(
        knowledge=Knowledge(
            db,
            index,
            analyser,
            cache=cache,
            words=words,
            indexing=indexing,
            lexicons=lexicons,
            dense=dense,
            reranking=_reranking(settings, hiding),
        ),
        indexing=indexing,
        indexes=Indexes(db, index, indexing),
        weights=Weights(index, analyser),
        glossary=Glossary(db, lexicons, indexing, cache),
        pairs=Pairs(db),
    )


def _index(settings: Settings, home: Home) -> Index:
    if settings.index.url is None:
        return EmbeddedIndex(home.index)
    try:
        adapter = import_module("madoguchi.knowledge.adapters.qdrant")
    except ModuleNotFoundError as error:
        raise Invalid("knowledge.no_qdrant", package=error.name) from error
    index: Index = adapter.QdrantIndex(settings.index.url.get_secret_value())
    return index


def _dense(settings: Settings, db: Database, hiding: Hiding) -> Dense | None:
    model = _model(settings, "embed")
    if model is None:
        return None
    adapter = import_module("madoguchi.knowledge.adapters.numpy_vectors")
    vectors, share = adapter.NumpyVectors(), settings.search.dense_share
    return Dense(db, OpenAIEmbedder(model), vectors, hiding, share)


def _reranking(settings: Settings, hiding: Hiding) -> Reranking | None:
    model = _model(settings, "rerank")
    return Reranking(HttpReranker(model), hiding) if model else None


def _model(settings: Settings, route: str) -> ModelSettings | None:
    """Return the first model of a route; the built-in answerer neither embeds nor judges."""
    (chosen, *_) = settings.chain(route)
    model = next((each for each in settings.models if each.id == chosen), None)
    return model if model and model.provider == "openai" else None
