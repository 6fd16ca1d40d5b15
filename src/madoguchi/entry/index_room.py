"""The knowledge room, put together over the index that the settings name."""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.kernel.cache import Cache
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.events import Topics
from madoguchi.knowledge.adapters.embedded import EmbeddedIndex
from madoguchi.knowledge.adapters.volume import FORMAT
from madoguchi.knowledge.dense import Dense
from madoguchi.knowledge.entries import Entries
from madoguchi.knowledge.glossary import Glossary
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.indexing import Indexing
from madoguchi.knowledge.lexicons import Lexicons
from madoguchi.knowledge.pairs import Pairs
from madoguchi.knowledge.ports import Index
from madoguchi.knowledge.service import Knowledge, Weights
from madoguchi.knowledge.words import Words
from madoguchi.language.analyse import Analyser
from madoguchi.models.adapters.openai_embedder import OpenAIEmbedder


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
    settings: Settings,
    home: Home,
    db: Database,
    *,
    cache: Cache,
    topics: Topics,
    analyser: Analyser,
    may_own: bool,
) -> IndexRoom:
    """Put it together."""
    index, dense = _index(settings, home), _dense(settings, db)
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


def _dense(settings: Settings, db: Database) -> Dense | None:
    (chosen, *_) = settings.chain("embed")
    model = next((each for each in settings.models if each.id == chosen), None)
    if model is None or model.provider != "openai":
        return None  # the built-in answerer has no vectors
    adapter = import_module("madoguchi.knowledge.adapters.numpy_vectors")
    return Dense(db, OpenAIEmbedder(model), adapter.NumpyVectors(), settings.search.dense_share)
