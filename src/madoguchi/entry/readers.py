"""The readers that the settings name. LlamaIndex itself is only ever loaded in their processes."""

from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.learning.adapters.llama_index import LlamaIndexReaders
from madoguchi.learning.reading.readers import Readers

MIB = 2**20


def readers(settings: Settings, home: Home) -> Readers:
    """Return them; each keeps its files in a folder of its own in the home."""
    reading = LlamaIndexReaders(home.folder / "readers", settings.convert.max_mib * MIB)
    return Readers(settings.learning.readers, reading)
