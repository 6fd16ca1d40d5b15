"""The knowledge room, put together over the index that the settings name."""

from dataclasses import dataclass
from importlib.metadata import version

from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.kernel.cache import Cache
from madoguchi.kernel.db import Database
from madoguchi.kernel.events import Topics
from madoguchi.knowledge.adapters.embedded import EmbeddedIndex
from madoguchi.knowledge.adapters.volume import FORMAT
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
    index = _index(settings, home)
    words = Words(analyser, cache, f"{FORMAT} {version('sudachidict-small')}")
    lexicons = Lexicons(db, analyser, cache)
    entries = Entries(words, lexicons)
    indexing = Indexing(db, index, entries, cache=cache, topics=topics, may_own=may_own)
    return IndexRoom(
        knowledge=Knowledge(
            db,
            index,
            analyser,
            cache=cache,
            words=words,
            indexing=indexing,
            lexicons=lexicons,
        ),
        indexing=indexing,
        indexes=Indexes(db, index, indexing),
        weights=Weights(index, analyser),
        glossary=Glossary(db, lexicons, indexing, cache),
        pairs=Pairs(db),
    )


def _index(settings: Settings, home: Home) -> Index:
    return EmbeddedIndex(home.index)
